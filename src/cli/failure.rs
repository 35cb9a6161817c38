//! What can go wrong with a file, each in one line of Chinese.

use std::fmt;
use std::io;

use crate::text::decode::CodecError;

/// Why a file was not read or not written. The file is named by whoever reports it.
#[derive(Debug)]
pub enum Failure {
    /// The operating system refused.
    Io(io::Error),
    /// The bytes are no text, or the text cannot be written back in its encoding.
    Codec(CodecError),
    /// A folder where one file is wanted.
    Folder,
    /// A pattern that no file matches.
    NoMatch,
    /// A pattern that cannot be read.
    BadPattern(String),
    /// The operating system refused to write.
    Write(io::Error),
    /// A pipe or device, which cannot be replaced.
    NotRegular,
    /// The file may not be written.
    ReadOnly,
    /// The file is no longer what was checked.
    Changed,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => f.write_str(&io_message(error)),
            Self::Codec(error) => error.fmt(f),
            Self::Folder => f.write_str("是文件夹，这里需要一个文件"),
            Self::NoMatch => f.write_str("没有匹配的文件"),
            Self::BadPattern(why) => write!(f, "通配符有误（{why}）"),
            Self::Write(error) => write!(f, "未能写回，文件未变：{}", io_message(error)),
            Self::NotRegular => f.write_str("不是普通文件，不能写回"),
            Self::ReadOnly => f.write_str("文件只读，未作修改"),
            Self::Changed => f.write_str("文件在检查期间被改动，未作修改；请再运行一次"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<CodecError> for Failure {
    fn from(error: CodecError) -> Self {
        Self::Codec(error)
    }
}

/// The usual errors in Chinese; the others as the system words them.
fn io_message(error: &io::Error) -> String {
    use io::ErrorKind::*;
    match error.kind() {
        NotFound => "没有这个文件或文件夹".to_owned(),
        PermissionDenied => "没有访问权限".to_owned(),
        IsADirectory => "是文件夹，这里需要一个文件".to_owned(),
        StorageFull | QuotaExceeded => "磁盘空间不足".to_owned(),
        ReadOnlyFilesystem => "所在磁盘只读".to_owned(),
        OutOfMemory => "内存不足".to_owned(),
        _ => format!("读写失败（{error}）"),
    }
}
