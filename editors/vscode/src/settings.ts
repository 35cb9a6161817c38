// The settings `nigao.*` in the shape of nigao.toml, as the server takes them.

import { extensions, workspace, type Uri } from "vscode";

/** Keys that concern this client alone. */
const OWN = /^(server|trace)\./;

/**
 * Only what the drafter has set: a default sent along would override the draft's nigao.toml.
 */
export function serverSettings(scope?: Uri): Record<string, unknown> {
  const section = workspace.getConfiguration("nigao", scope);
  const settings: Record<string, unknown> = {};
  for (const key of settingKeys()) {
    const found = section.inspect(key);
    const isSet = [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue].some((value) => value != null);
    if (!OWN.test(key) && isSet) assign(settings, key.split("."), section.get(key));
  }
  return settings;
}

function settingKeys(): string[] {
  const manifest = extensions.getExtension("nigao.nigao")?.packageJSON;
  return Object.keys(manifest?.contributes.configuration.properties ?? {}).map((key) => key.slice("nigao.".length));
}

/** `a.b` becomes `{a: {b: …}}`, the tables of nigao.toml. */
function assign(into: Record<string, unknown>, [head, ...rest]: string[], value: unknown): void {
  if (rest.length === 0) into[head] = value;
  else assign((into[head] ??= {}) as Record<string, unknown>, rest, value);
}
