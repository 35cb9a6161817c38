// The view “目标一览”: the targets of the active draft as a table, which follows the draft.

import * as vscode from "vscode";
import type { Range } from "vscode-languageclient/node";
import type { FromTable, Row, ToTable } from "./table/messages";

/** What the server answers to `nigao/targets`. */
export interface Targets {
  targets: Target[];
}

type Target = Row & { range: Range };

/** Long enough not to ask between two strokes of one word. */
const PAUSE = 200; // milliseconds

export class TargetsView implements vscode.WebviewViewProvider, vscode.Disposable {
  static readonly id = "nigao.targets";
  private readonly subscriptions: vscode.Disposable[];
  private view: vscode.WebviewView | undefined;
  private draft: vscode.TextDocument | undefined;
  private targets: Target[] = [];
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param isDraft whether a document is one that the server is asked about
   * @param ask asks the server: null for a text of no concern, undefined while there is none
   */
  constructor(
    private readonly resources: vscode.Uri,
    private readonly isDraft: (document: vscode.TextDocument) => boolean,
    private readonly ask: (draft: vscode.TextDocument) => Promise<Targets | null | undefined>,
  ) {
    this.subscriptions = [
      vscode.window.registerWebviewViewProvider(TargetsView.id, this),
      vscode.window.onDidChangeActiveTextEditor(() => this.follow()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.draft) this.later();
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (document === this.draft) this.forget();
      }),
      // Findings come anew with another language, other settings, another corpus.
      vscode.languages.onDidChangeDiagnostics(() => this.follow()),
    ];
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    const { webview } = view;
    webview.options = { enableScripts: true, localResourceRoots: [this.resources] };
    const resource = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(this.resources, name)).toString();
    webview.html = html(webview.cspSource, resource("table.css"), resource("table.js"));
    view.onDidDispose(() => (this.view = undefined));
    webview.onDidReceiveMessage((message: FromTable) => {
      if ("jump" in message) void this.jump(message.jump);
      else void this.refresh();
    });
  }

  /** The draft in the active editor; an editor of something else leaves the last one standing. */
  follow(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (document && this.isDraft(document)) this.draft = document;
    this.later();
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), PAUSE);
  }

  private forget(): void {
    this.draft = undefined;
    this.later();
  }

  private async refresh(): Promise<void> {
    const draft = this.draft;
    const answer = draft && (await this.ask(draft).catch(() => undefined));
    if (draft !== this.draft) return;
    // The view appears with the first text that is a draft, and then stays.
    if (answer) void vscode.commands.executeCommand("setContext", "nigao.hasDraft", true);
    this.targets = answer?.targets ?? [];
    const rows = this.targets.map(({ line, horizon, section, indicator, requirement, normalized, quote }) => {
      return { line, horizon, section, indicator, requirement, normalized, quote };
    });
    const message: ToTable = { rows: answer ? rows : null };
    void this.view?.webview.postMessage(message);
  }

  private async jump(index: number): Promise<void> {
    const { draft, targets } = this;
    if (!draft || !targets[index]) return;
    const { start, end } = targets[index].range;
    const selection = new vscode.Range(start.line, start.character, end.line, end.character);
    const shown = vscode.window.visibleTextEditors.find(({ document }) => document === draft);
    await vscode.window.showTextDocument(draft, { selection, viewColumn: shown?.viewColumn });
  }
}

/** The page; rows come by message, so that nothing of a draft is ever read as markup. */
function html(source: string, style: string, script: string): string {
  return `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${source}; script-src ${source}">
<link rel="stylesheet" href="${style}">
<title>目标一览</title>
</head>
<body>
<p role="status"></p>
<table hidden>
<thead><tr></tr></thead>
<tbody></tbody>
</table>
<script src="${script}"></script>
</body>
</html>`;
}
