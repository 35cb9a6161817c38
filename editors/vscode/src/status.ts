// The status item: how many findings the active draft has, and whether the server runs.

import * as vscode from "vscode";

export type ServerState = "starting" | "running" | "stopped";

export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("status", vscode.StatusBarAlignment.Left);
  private readonly subscriptions: vscode.Disposable[];
  private state: ServerState = "stopped";

  /** @param isDraft whether a document is one that the server is asked about */
  constructor(private readonly isDraft: (document: vscode.TextDocument) => boolean) {
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
    switch (this.state) {
      case "running": {
        const [error, warning, info] = counts(document.uri);
        this.item.text = `拟稿 $(error) ${error} $(warning) ${warning} $(info) ${info}`;
        this.item.tooltip = `拟稿：错误 ${error} 处，警告 ${warning} 处，提示 ${info} 处。点按查看。`;
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
}

/** Findings of nigao as [errors, warnings, information and hints]. */
function counts(uri: vscode.Uri): [number, number, number] {
  const found: [number, number, number] = [0, 0, 0];
  for (const diagnostic of vscode.languages.getDiagnostics(uri)) {
    if (diagnostic.source === "nigao") found[Math.min(diagnostic.severity, 2)]++;
  }
  return found;
}
