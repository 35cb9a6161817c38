// Where the server binary is: the setting, the one inside the package, PATH.

import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";

const EXECUTABLE = process.platform === "win32" ? "nigao.exe" : "nigao";

/** The message is for the drafter, in Chinese. */
export class ServerMissing extends Error {}

/**
 * @param configured `nigao.server.path`; a path that is set and wrong is an error and not passed over, since
 *   another version running in silence would be worse than none.
 */
export async function findServer(configured: string, extensionPath: string): Promise<string> {
  if (configured) {
    if (isAbsolute(configured) && (await isExecutable(configured))) return configured;
    throw new ServerMissing(`拟稿：设置 nigao.server.path 所指的“${configured}”不是可以运行的程序，检查没有启动。请改为 nigao 程序的完整路径，或者清空。`);
  }
  const folders = (process.env.PATH ?? "").split(delimiter).filter(isAbsolute);
  for (const folder of [join(extensionPath, "server"), ...folders]) {
    const candidate = join(folder, EXECUTABLE);
    if (await isExecutable(candidate)) return candidate;
  }
  throw new ServerMissing("拟稿：找不到 nigao 程序，检查没有启动。扩展没有自带本平台的程序，PATH 里也没有。请在设置 nigao.server.path 中填写它的完整路径。");
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
