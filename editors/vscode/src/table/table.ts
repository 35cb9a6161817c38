// The page of the view “目标一览”: a table that can be sorted by each column.

import type { FromTable, Row, ToTable } from "./messages";
import "./table.css";

interface State {
  column: number;
  descending: boolean;
}

declare function acquireVsCodeApi(): {
  postMessage(message: FromTable): void;
  getState(): State | undefined;
  setState(state: State): void;
};

interface Column {
  title: string;
  text(row: Row): string;
  compare(a: Row, b: Row): number;
}

const words = new Intl.Collator("zh-CN", { numeric: true });
const byText = (text: (row: Row) => string) => (a: Row, b: Row) => words.compare(text(a), text(b));
const byNumber = (number: (row: Row) => number) => (a: Row, b: Row) => number(a) - number(b) || 0; // ∞ − ∞

const indicator = (row: Row) => row.indicator ?? "";
const year = (row: Row) => row.horizon?.to ?? Infinity; // those without a horizon come last
const value = (row: Row) => row.normalized?.value ?? Infinity;
const unit = (row: Row) => row.normalized?.unit ?? "";

const COLUMNS: Column[] = [
  { title: "行", text: (row) => String(row.line), compare: byNumber((row) => row.line) },
  { title: "期限", text: horizon, compare: byNumber(year) },
  { title: "指标", text: indicator, compare: byText(indicator) },
  {
    title: "要求",
    text: (row) => row.requirement,
    compare: (a, b) => words.compare(unit(a), unit(b)) || byNumber(value)(a, b),
  },
  { title: "所在章节", text: (row) => row.section, compare: byNumber((row) => row.line) },
];

const vscode = acquireVsCodeApi();
const status = document.querySelector("[role=status]") as HTMLElement;
const table = document.querySelector("table") as HTMLTableElement;
const head = table.tHead!.rows[0];
const body = table.tBodies[0];

let rows: Row[] = [];
let state: State = vscode.getState() ?? { column: 0, descending: false };

function horizon({ horizon }: Row): string {
  if (!horizon) return "";
  const years = [horizon.from, horizon.to].filter((year) => year !== null);
  // 到2027年 says its year itself.
  const told = years.length === 0 || (years.length === 1 && horizon.text.includes(String(years[0])));
  return told ? horizon.text : `${horizon.text}（${years.join("—")}）`;
}

function show(): void {
  const { compare } = COLUMNS[state.column];
  const sign = state.descending ? -1 : 1;
  const order = rows.map((_, at) => at).sort((a, b) => sign * compare(rows[a], rows[b]) || a - b);
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.index : undefined;
  body.replaceChildren(...order.map(line));
  if (focused) body.querySelector<HTMLElement>(`[data-index="${focused}"]`)?.focus({ preventScroll: true });
  [...head.cells].forEach((cell, at) => {
    const direction = state.descending ? "descending" : "ascending";
    cell.setAttribute("aria-sort", at === state.column ? direction : "none");
  });
}

function line(index: number): HTMLTableRowElement {
  const row = document.createElement("tr");
  row.tabIndex = 0;
  row.dataset.index = String(index);
  row.title = rows[index].quote;
  for (const column of COLUMNS) row.insertCell().textContent = column.text(rows[index]);
  return row;
}

function sortBy(column: number): void {
  state = { column, descending: column === state.column && !state.descending };
  vscode.setState(state);
  show();
}

function jump(event: Event): void {
  const row = (event.target as HTMLElement).closest<HTMLElement>("tr[data-index]");
  if (row) vscode.postMessage({ jump: Number(row.dataset.index) });
}

COLUMNS.forEach(({ title }, at) => {
  const cell = document.createElement("th");
  const button = document.createElement("button");
  button.textContent = title;
  button.addEventListener("click", () => sortBy(at));
  cell.append(button);
  head.append(cell);
});
body.addEventListener("click", jump);
body.addEventListener("keydown", (event) => {
  if (event.key === "Enter") jump(event);
});
window.addEventListener("message", ({ data }: MessageEvent<ToTable>) => {
  rows = data.rows ?? [];
  table.hidden = rows.length === 0;
  const nothing = data.rows ? "没有读到目标" : "打开一份文稿，这里列出其中的目标";
  status.textContent = rows.length > 0 ? `共 ${rows.length} 项目标` : nothing;
  show();
});
vscode.postMessage({ ready: true });
