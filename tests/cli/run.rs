//! Running the program in a folder of its own.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// A draft without fault: nothing of severity warning or error.
pub const CLEAN: &str = concat!(
    "中共示范市委关于推动县域经济高质量发展的决定\n",
    "（2025年5月16日中国共产党示范市第三届委员会第八次全体会议通过）\n",
    "　　为深入贯彻党的二十大精神，中共示范市委三届八次全体会议进行了研究，作出如下决定。\n",
    "　　一、总体要求\n",
    "　　推动县域经济高质量发展，要坚持因地制宜，统筹发展和安全，把富民放在突出位置。\n",
    "　　二、重点任务\n",
    "　　（一）培育特色产业。坚持强龙头、补链条、聚集群，提高产业园区承载能力和服务水平。\n",
    "　　（二）推进城乡融合。推动县城基础设施向乡村延伸、公共服务向乡村覆盖，缩小城乡差距。\n",
    "　　（三）改善农村环境。坚持因村制宜，统筹推进污水治理和垃圾治理，建设宜居宜业和美乡村。\n",
    "　　（四）深化重点改革。赋予县级更多经济管理权限，激发乡镇发展活力，优化县域营商环境。\n",
    "　　三、组织实施\n",
    "　　各级各部门要加强组织领导，细化工作措施，抓好督促落实，确保各项任务落地见效。\n",
);

/// The same with one number twice, which a safe fix sets right.
pub fn faulty() -> String {
    CLEAN.replace("（三）改善", "（二）改善")
}

/// The program under test: that of this build unless NIGAO_BIN names another.
pub fn program() -> PathBuf {
    std::env::var_os("NIGAO_BIN").map_or_else(|| env!("CARGO_BIN_EXE_nigao").into(), PathBuf::from)
}

/// A folder that goes away with the test, and the program run in it.
pub struct Place {
    folder: tempfile::TempDir,
}

/// What a run left behind.
pub struct Outcome {
    pub status: i32,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Place {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap()
    }

    pub fn run(&self, args: &[&str]) -> Outcome {
        self.run_with(args, b"", &[])
    }

    pub fn run_with(&self, args: &[&str], stdin: &[u8], environment: &[(&str, &str)]) -> Outcome {
        let mut child = Command::new(program())
            .args(args)
            .current_dir(self.folder.path())
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
            .envs(environment.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // A program that does not read its input closes the pipe; that is its right.
        let mut pipe = child.stdin.take().unwrap();
        let input = stdin.to_vec();
        let writer = std::thread::spawn(move || {
            let _ = pipe.write_all(&input);
        });
        let output = child.wait_with_output().expect("the program ends");
        writer.join().unwrap();
        Outcome {
            status: output.status.code().expect("no signal"),
            stdout: output.stdout,
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// `nigao check --format json` with more arguments.
    pub fn check_json(&self, args: &[&str]) -> (i32, Value) {
        let outcome = self.run(&[&["check", "--format", "json"], args].concat());
        (outcome.status, outcome.json())
    }
}

impl Outcome {
    pub fn text(&self) -> String {
        String::from_utf8(self.stdout.clone()).expect("UTF-8")
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.stdout).expect("JSON")
    }
}

/// The paths of a report, in its order.
pub fn paths(report: &Value) -> Vec<&str> {
    report["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect()
}

/// The findings of one rule in the first file.
pub fn of_rule<'a>(report: &'a Value, rule: &str) -> Vec<&'a Value> {
    let findings = report["files"][0]["findings"].as_array().unwrap();
    findings.iter().filter(|finding| finding["rule"] == rule).collect()
}
