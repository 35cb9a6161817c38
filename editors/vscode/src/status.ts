// The status item: how many findings the active draft has, what it is held against, and whether the server runs.

import * as vscode from "vscode";

export type ServerState = "starting" | "running" | "stopped";

/** What the server answers to `nigao/reference`: documents of the corpus, terms. */
export interface Measures {
  documents: number;
  terms: number;
}

export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("status", vscode.StatusBarAlignment.Left);
  private readonly subscriptions: vscode.Disposable[];
  private state: ServerState = "stopped";
  /** Of the active draft. */
  private measures: Measures | undefined;

  /**
   * @param isDraft whether a document is one that the server is asked about
   * @param measure asks the server; null for a text of no concern
   */
  constructor(
    private readonly isDraft: (document: vscode.TextDocument) => boolean,
    private readonly measure: (draft: vscode.TextDocument) => Promise<Measures | null | undefined>,
  ) {
    this.item.name = "拟稿";
    this.subscriptions = [
      this.item,
      vscode.window.onDidChangeActiveTextEditor(() => this.show()),
      vscode.workspace.onDidOpenTextDocument(() => this.show()), // the language of the active draft may change
      vscode.languages.onDidChangeDiagnostics(() => this.show()),
    ];
  }

  set(state: ServerState): void {
    this.state = state;
    this.show();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private show(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !this.isDraft(document)) return this.item.hide();
    this.display(document);
    void this.ask(document);
  }

  private async ask(document: vscode.TextDocument): Promise<void> {
    const measures = (await this.measure(document).catch(() => undefined)) ?? undefined;
    if (document !== vscode.window.activeTextEditor?.document) return;
    this.measures = measures;
    this.display(document);
  }

  private display(document: vscode.TextDocument): void {
    switch (this.state) {
      case "running": {
        const [error, warning, info] = counts(document.uri);
        this.item.text = `拟稿 $(error) ${error} $(warning) ${warning} $(info) ${info}`;
        this.item.tooltip = `拟稿：错误 ${error} 处，警告 ${warning} 处，提示 ${info} 处。${this.against()}点按查看。`;
        this.item.command = "workbench.actions.view.problems";
        this.item.backgroundColor = undefined;
        break;
      }
      case "starting":
        this.item.text = "拟稿 $(sync~spin)";
        this.item.tooltip = "拟稿：正在启动";
        this.item.command = "nigao.showLog";
        this.item.backgroundColor = undefined;
        break;
      case "stopped":
        this.item.text = "拟稿 $(circle-slash) 未运行";
        this.item.tooltip = "拟稿：服务没有运行。点按重启。";
        this.item.command = "nigao.restart";
        this.item.backgroundColor = new vscode.ThemeColor("statusBarItem.warningBackground");
        break;
    }
    this.item.accessibilityInformation = { label: this.item.tooltip as string };
    this.item.show();
  }

  private against(): string {
    return this.measures ? `语料 ${this.measures.documents} 篇，术语 ${this.measures.terms} 条。` : "";
  }
}

/** Findings of nigao as [errors, warnings, information and hints]. */
function counts(uri: vscode.Uri): [number, number, number] {
  const found: [number, number, number] = [0, 0, 0];
  for (const diagnostic of vscode.languages.getDiagnostics(uri)) {
    if (diagnostic.source === "nigao") found[Math.min(diagnostic.severity, 2)]++;
  }
  return found;
}
