// The documentation of a rule, to which the code of each finding links: `nigao:rules/ID` is what
// `nigao explain ID` prints.

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { TextDocumentContentProvider, Uri } from "vscode";

export const SCHEME = "nigao";

const PREFIX = "rules/";

/** @param server gives the path of the server binary */
export function ruleDocumentation(server: () => Promise<string>): TextDocumentContentProvider {
  return {
    async provideTextDocumentContent({ path }: Uri): Promise<string> {
      if (!path.startsWith(PREFIX)) throw new Error(path);
      // The two dashes: what a link names is never taken for an option.
      const { stdout } = await promisify(execFile)(await server(), ["explain", "--", path.slice(PREFIX.length)]);
      return stdout;
    },
  };
}
