// The extension: starts `nigao lsp` for drafts, and offers its commands. Checking is the server's alone.

import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  ExecuteCommandRequest,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  TransportKind,
  type ErrorHandler,
  type StaticFeature,
} from "vscode-languageclient/node";
import { SCHEME as CORPUS, corpusDocuments } from "./corpus";
import { SCHEME, ruleDocumentation } from "./rules";
import { ServerMissing, findServer } from "./server";
import { serverSettings } from "./settings";
import { Status, type Measures } from "./status";
import { TargetsView, type Targets } from "./targets";

const LANGUAGES = ["plaintext", "markdown", "gongwen"];
// Not the log, nor a file as it was in a repository: what a drafter can write.
const DRAFTS = LANGUAGES.flatMap((language) => ["file", "untitled"].map((scheme) => ({ language, scheme })));
const isDraft = (document: vscode.TextDocument) => vscode.languages.match(DRAFTS, document) > 0;

/** The server as the extension holds it; one at a time. */
let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("拟稿", { log: true });
  const status = new Status(isDraft, (draft) => ask<Measures>("nigao/reference", onDraft(draft)));
  const targets = new TargetsView(vscode.Uri.joinPath(context.extensionUri, "dist"), isDraft, (draft) => ask<Targets>("nigao/targets", onDraft(draft)));

  // Starting and stopping take their turns, or two quick restarts would leave two servers.
  let turn: Promise<void> = Promise.resolve();
  const restart = () => (turn = turn.then(stop).then(() => start(server, log, status)).then(() => targets.follow()));
  const server = () => {
    const configured = vscode.workspace.getConfiguration("nigao").get("server.path", "").trim();
    return findServer(configured, context.extensionPath);
  };

  context.subscriptions.push(
    log,
    status,
    targets,
    // VS Code has no word pattern for plain text that knows Hanzi from punctuation; that of Markdown does.
    vscode.languages.setLanguageConfiguration("plaintext", { wordPattern: /[\p{L}\p{N}\p{M}_]+/u }),
    vscode.commands.registerCommand("nigao.restart", restart),
    vscode.commands.registerCommand("nigao.showLog", () => log.show()),
    vscode.commands.registerCommand("nigao.showTargets", () => showTargets()),
    // Named unlike the server's commands, which the client registers: those want the address of the draft.
    vscode.commands.registerCommand("nigao.fixDraft", () => change("nigao.fixAll")),
    vscode.commands.registerCommand("nigao.renumberDraft", () => change("nigao.renumber")),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("nigao.server.path")) void restart(); // of the others the client tells
    }),
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, ruleDocumentation(server)),
    vscode.workspace.registerTextDocumentContentProvider(CORPUS, corpusDocuments((uri) => ask("nigao/corpusDocument", { uri: uri.toString() }))),
  );
  await restart();
}

export function deactivate(): Promise<void> {
  return stop();
}

async function start(server: () => Promise<string>, log: vscode.LogOutputChannel, status: Status): Promise<void> {
  status.set("starting");
  try {
    const command = await server();
    log.info(`启动 ${command} lsp`);
    client = createClient(command, log, status);
    await client.start();
  } catch (error) {
    status.set("stopped");
    report(error, log);
  }
}

async function stop(): Promise<void> {
  const stopping = client;
  client = undefined;
  // A server that is gone, or was never there, has stopped too.
  await stopping?.dispose().catch(() => undefined);
}

function createClient(command: string, log: vscode.LogOutputChannel, status: Status): LanguageClient {
  const created = new LanguageClient(
    "nigao",
    "拟稿",
    { command, args: ["lsp"], transport: TransportKind.stdio },
    {
      documentSelector: DRAFTS,
      outputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: serverSettings(),
      initializationFailedHandler: () => false,
      errorHandler: errorHandler(),
      middleware: {
        workspace: {
          async configuration(params, token, next) {
            const values = await next(params, token);
            if (!Array.isArray(values)) return values;
            return params.items.map(({ section, scopeUri }, at) =>
              section === "nigao" ? serverSettings(scopeUri ? vscode.Uri.parse(scopeUri) : undefined) : values[at],
            );
          },
        },
        // VS Code shows no symbol whose name lacks what was typed. Where the server has found one by its
        // sound or in the other width, the name takes that with it.
        async provideWorkspaceSymbols(query, token, next) {
          const found = await next(query, token);
          for (const symbol of found ?? []) {
            if (!symbol.name.toLowerCase().includes(query.toLowerCase())) symbol.name += `　${query}`;
          }
          return found;
        },
      },
    },
  );
  created.registerFeature(ABILITIES);
  created.onDidChangeState(({ newState }) => {
    status.set(newState === State.Running ? "running" : newState === State.Starting ? "starting" : "stopped");
  });
  return created;
}

/** What this client has beyond the protocol: a table of targets, documents that are in no file. */
const ABILITIES: StaticFeature = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = { targetsTable: true, corpusDocuments: true };
  },
  initialize() {},
  getState: () => ({ kind: "static" }),
  clear() {},
};

/** A server that ends by itself is started again, but not for ever. */
function errorHandler(): ErrorHandler {
  const ends: number[] = [];
  return {
    error: () => ({ action: ErrorAction.Continue }),
    closed() {
      ends.push(Date.now());
      if (ends.length < 5 || ends[ends.length - 1] - ends[ends.length - 5] > 180_000) {
        return { action: CloseAction.Restart, handled: true };
      }
      return { action: CloseAction.DoNotRestart, message: "拟稿：服务三分钟内五次意外退出，不再自动启动。详情见日志；可用命令“拟稿：重启服务”再试。" };
    },
  };
}

function report(error: unknown, log: vscode.LogOutputChannel): void {
  const reason = error instanceof Error ? error.message : String(error);
  log.error(reason);
  const message = error instanceof ServerMissing ? reason : `拟稿：服务启动失败（${reason}），检查没有启动。`;
  const openSetting = "打开设置";
  const showLog = "显示日志";
  // Not awaited: the message stays until it is answered.
  void vscode.window.showErrorMessage(message, openSetting, showLog).then((choice) => {
    if (choice === openSetting) void openServerPath();
    if (choice === showLog) log.show();
  });
}

/** The path is a setting of the machine that the server runs on, which in a remote window is another one. */
async function openServerPath(): Promise<void> {
  const query = "nigao.server.path";
  if (vscode.env.remoteName) await vscode.commands.executeCommand("workbench.action.openRemoteSettings", { query });
  else await vscode.commands.executeCommand("workbench.action.openSettings", query);
}

/** The answer to a request of our own; undefined while no server runs. */
async function ask<Answer>(method: string, params: object): Promise<Answer | null | undefined> {
  return client?.isRunning() ? client.sendRequest<Answer | null>(method, params) : undefined;
}

function onDraft(draft: vscode.TextDocument): object {
  return { textDocument: { uri: client?.code2ProtocolConverter.asUri(draft.uri) } };
}

async function showTargets(): Promise<void> {
  await vscode.commands.executeCommand("setContext", "nigao.hasDraft", true);
  await vscode.commands.executeCommand(`${TargetsView.id}.focus`);
}

/** Has the server change the active draft. */
async function change(command: string): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || !client?.isRunning()) return;
  const uri = client.code2ProtocolConverter.asUri(document.uri);
  await client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [uri] });
}
