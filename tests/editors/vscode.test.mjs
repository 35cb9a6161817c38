// Drives VS Code (code-server in Chromium) with the .vsix as built. Run by run.sh with Node 24.
// Every test opens its own folder in a fresh window. There is no `nigao` in PATH, only the packed one.

import assert from "node:assert/strict";
import { execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir, mkdtemp, readFile, readdir, readlink, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual, promisify } from "node:util";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const out = join(root, "target/editors");
const screenshots = join(out, "screenshots");
const binary = process.env.NIGAO_BIN;
const { chromium } = createRequire(join(out, "playwright/package.json"))("playwright-core");

const LIMIT = 30_000; // reached only where a condition never comes
const SEED = await readFile(join(root, "seeds/001_430eac15c756f0b6.txt"), "utf8");
const NUMBERING = await readFile(join(root, "tests/editors/drafts/numbering.txt"), "utf8");
const TARGETS = await readFile(join(root, "tests/editors/drafts/targets.txt"), "utf8");
const PICTURE = await readFile(join(root, "tests/editors/drafts/picture.txt"), "utf8");

let home, codeServer, origin, browser, page;

before(async () => {
  home = await mkdtemp(join(tmpdir(), "nigao-vscode-"));
  await rm(screenshots, { recursive: true, force: true });
  await mkdir(screenshots, { recursive: true });
  await promisify(execFile)(...codeServerCommand("--install-extension", join(out, "nigao.vsix")));
  await settings("User", {
    "workbench.colorTheme": "Default Light Modern",
    "workbench.startupEditor": "none",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.tips.enabled": false,
    "chat.disableAIFeatures": true,
    "window.commandCenter": false,
    "editor.accessibilitySupport": "off",
    "editor.fontFamily": "'Noto Sans CJK SC'",
    "editor.fontSize": 15,
    "editor.minimap.enabled": false,
    "editor.wordWrap": "on",
    "files.autoSave": "off",
    "telemetry.telemetryLevel": "off",
  });
  // A window that is gone without a word is waited for no longer than a few seconds, not for hours.
  codeServer = spawn(
    ...codeServerCommand("--reconnection-grace-time", "5", "--auth", "none", "--bind-addr", "127.0.0.1:0", "--disable-telemetry", "--disable-update-check", "--disable-workspace-trust"),
  );
  for await (const line of createInterface(codeServer.stdout)) {
    origin = line.match(/HTTP server listening on (http:\S+?)\/?$/)?.[1];
    if (origin) break;
  }
  codeServer.stdout.resume();
  browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
});

after(async () => {
  await browser?.close();
  await stopCodeServer();
  if (home) await rm(home, { recursive: true, force: true });
});

function codeServerCommand(...args) {
  const entry = join(out, "code-server/node_modules/code-server/out/node/entry.js");
  const directories = ["--user-data-dir", join(home, "data"), "--extensions-dir", join(home, "extensions")];
  const env = { ...process.env, HOME: home, PATH: "/usr/bin:/bin", EXTENSIONS_GALLERY: "{}" };
  return [process.execPath, [entry, ...directories, ...args], { env, detached: true }];
}

async function stopCodeServer() {
  if (!codeServer || codeServer.exitCode !== null || codeServer.signalCode !== null) return;
  // With its group: what hosts the extensions would stay for minutes, waiting for a window to come back.
  process.kill(-codeServer.pid, "SIGKILL");
  await once(codeServer, "exit");
}

/** Writes settings; those that name a path of this machine are only taken from scope "Machine". */
async function settings(scope, values) {
  await mkdir(join(home, "data", scope), { recursive: true });
  await writeFile(join(home, "data", scope, "settings.json"), JSON.stringify(values));
}

const extensionFolder = async () => {
  const [name] = (await readdir(join(home, "extensions"))).filter((name) => name.startsWith("nigao.nigao-"));
  return join(home, "extensions", name);
};

/** Waits until `found()` equals `expected`, and says what it was where it never does. */
async function until(found, expected, limit = LIMIT) {
  const end = Date.now() + limit;
  for (;;) {
    const value = await found();
    if (isDeepStrictEqual(value, expected)) return;
    if (Date.now() > end) assert.deepEqual(value, expected);
    await pause(20);
  }
}

/**
 * Does `act`, and does it again where that brought nothing. In the first moments of a window VS Code drops answers
 * while extensions still register what they provide, and a user would press the key again.
 */
async function insist(act, found, expected) {
  const end = Date.now() + LIMIT;
  for (;;) {
    await act();
    try {
      return await until(found, expected, 3000);
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}

/**
 * A test in a window of its own, on a folder with these files, of which the first is opened; `body` gets the folder.
 * A busy machine makes VS Code lose a key press now and then, so a failure has to show in a second window, too.
 */
function inWindow(name, files, body) {
  test(name, { timeout: 8 * LIMIT }, async (t) => {
    try {
      await window(name, files, body);
    } catch (error) {
      t.diagnostic(`again in another window, after: ${error.message}`);
      await window(name, files, body);
    }
  });
}

async function window(name, files, body) {
  const folder = join(await mkdtemp(join(home, "folder-")), "文稿");
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(LIMIT);
  try {
    const file = `vscode-remote://${new URL(origin).host}${join(folder, Object.keys(files)[0])}`;
    const query = new URLSearchParams({ folder, payload: JSON.stringify([["openFile", file]]) });
    await page.goto(`${origin}/?${query}`);
    await page.waitForSelector(".monaco-editor .view-line");
    await body(folder);
    // A workspace is the drafter's: nothing appears in it.
    const kept = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    assert.deepEqual(kept.map((entry) => join(entry.parentPath, entry.name)).sort(), Object.keys(files).map((path) => join(folder, path)).sort());
  } finally {
    if (!page.isClosed()) {
      await page.screenshot({ path: join(screenshots, `${name.replace(/[^\p{L}\p{N}]+/gu, "-")}.png`) });
      await page.close();
    }
  }
}

/** The text in the editor, line by line (a draft here is shorter than the window, its lines narrower). */
function lines() {
  return page.evaluate(() =>
    [...document.querySelectorAll(".editor-instance .view-line")]
      .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
      .map((line) => line.textContent.replaceAll("\u00a0", " ")),
  );
}

const squiggles = () =>
  page.evaluate(() => {
    const count = (kind) => document.querySelectorAll(`.editor-instance .squiggly-${kind}`).length;
    return { error: count("error"), warning: count("warning") };
  });

const status = async () => {
  const label = await page.evaluate(() => document.querySelector('[id="nigao.nigao.status"]')?.getAttribute("aria-label"));
  return label?.replace(/术语 \d{3,} 条/, "术语若干条") ?? null;
};

const REFERENCE = "语料 5 篇，术语若干条。";
const statusWith = ({ error, warning, info, hint }, reference = REFERENCE) =>
  `拟稿：错误 ${error} 处，警告 ${warning} 处，提示 ${info + hint} 处。${reference}点按查看。`;

async function command(title) {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").fill(`>${title}`);
  await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: title }).waitFor();
  await page.keyboard.press("Enter");
}

/** Puts the cursor where these words for the box of Ctrl+G lead; `shown` is how the status bar then begins. */
async function goTo(typed, shown) {
  await page.keyboard.press("Control+G");
  const box = page.locator(".quick-input-widget");
  await box.locator("input").fill(typed);
  await page.keyboard.press("Enter");
  // Keys pressed while the box goes away would be lost.
  await box.waitFor({ state: "hidden" });
  await until(async () => (await place()).startsWith(shown), true);
}

const goToLine = (number) => goTo(`:${number}`, `Ln ${number},`);

/** What the status bar says of the cursor, as "Ln 4, Col 10". */
const place = () => page.locator('[id="status.editor.selection"]').textContent();

async function openOutline() {
  await fold(page.locator(".pane-header").first(), true); // the list of files would keep the room
  const header = page.locator(".pane-header", { hasText: "Outline" });
  const reopen = async () => {
    await fold(header, true);
    await fold(header, false);
  };
  await insist(reopen, () => page.locator(".outline-tree .monaco-list-row").first().isVisible(), true);
}

async function fold(header, folded) {
  const isFolded = async () => (await header.getAttribute("aria-expanded")) === "false";
  if ((await isFolded()) !== folded) await header.click();
  await until(isFolded, folded);
}

/** The processes that run the packed server. */
async function servers() {
  const packed = join(await extensionFolder(), "server/nigao");
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const executables = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/exe`).catch(() => "ended")));
  return pids.filter((_, at) => executables[at] === packed).map(Number);
}

/** What the command line says of a text. */
function check(text) {
  const { stdout } = spawnSync(binary, ["check", "--format", "json", "-"], { input: text, encoding: "utf8" });
  const { files, summary } = JSON.parse(stdout);
  return { findings: files[0].findings, summary };
}

async function checkFix(text) {
  const path = join(home, "fix.txt");
  await writeFile(path, text);
  spawnSync(binary, ["check", "--fix", path]);
  return readFile(path, "utf8");
}

const expected = check(NUMBERING);
const shown = { error: expected.summary.error, warning: expected.summary.warning };

test("the .vsix is installed with its server", async () => {
  const packed = await readFile(join(await extensionFolder(), "server/nigao"));
  // Asked of the bytes: to print how two programs differ takes all memory there is.
  assert.ok(packed.equals(await readFile(binary)), `the packed server is another program than ${binary}`);
});

inWindow("squiggles and the status item", { "draft.txt": NUMBERING }, async () => {
  assert.ok(shown.error >= 3, JSON.stringify(expected));
  await until(squiggles, shown);
  await until(status, statusWith(expected.summary));
  // They follow the text.
  await goToLine(1);
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await until(squiggles, { error: 0, warning: 0 });
  await until(status, statusWith({ error: 0, warning: 0, info: 0, hint: 0 }, "")); // an empty text is no draft
  await page.keyboard.press("Control+Z");
  await until(squiggles, shown);
  await until(status, statusWith(expected.summary));
});

inWindow("a server that dies is started again", { "draft.txt": NUMBERING }, async () => {
  await until(squiggles, shown);
  const before = await servers();
  assert.ok(before.length > 0);
  for (const pid of before) process.kill(pid, "SIGKILL");
  await until(async () => (await servers()).some((pid) => !before.includes(pid)), true);
  await until(squiggles, shown);
  await until(status, statusWith(expected.summary));
});

inWindow("the server stops with its window", { "draft.txt": NUMBERING }, async () => {
  await until(squiggles, shown);
  await until(async () => (await servers()).length, 1);
  await page.close();
  await until(servers, []);
});

inWindow("problems with code and link", { "draft.txt": NUMBERING }, async () => {
  await page.keyboard.press("Control+Shift+M");
  const problems = () =>
    page.evaluate(() =>
      [...document.querySelectorAll(".markers-panel .monaco-list-row[aria-level='2']")]
        .map((row) => ({
          line: Number(row.querySelector(".marker-line").textContent.match(/Ln (\d+)/)[1]),
          message: row.querySelector(".marker-message").textContent,
          source: row.querySelector(".marker-source").textContent,
          code: row.querySelector(".marker-code").textContent,
        }))
        .sort((a, b) => a.line - b.line || a.code.localeCompare(b.code)),
    );
  await until(
    problems,
    expected.findings
      .filter(({ severity }) => severity !== "hint")
      .map(({ line, message, rule }) => ({ line, message, source: "nigao", code: rule }))
      .sort((a, b) => a.line - b.line || a.code.localeCompare(b.code)),
  );
  // The link leads to what `nigao explain` says.
  await page.locator(".markers-panel a.monaco-link", { hasText: "numbering/sequence" }).first().click();
  const { stdout } = spawnSync(binary, ["explain", "numbering/sequence"], { encoding: "utf8" });
  await until(async () => (await lines())[1], stdout.split("\n")[1]);
});

inWindow("the outline of a seed", { "seed.txt": SEED }, async (folder) => {
  const { stdout } = spawnSync(binary, ["outline", "--format", "json", join(folder, "seed.txt")], { encoding: "utf8" });
  const flat = (sections, level) =>
    sections.flatMap((section) => [
      { level, kind: section.kind, name: (section.marker ?? "") + section.title },
      ...flat(section.children, level + 1),
    ]);
  const sections = flat(JSON.parse(stdout).sections, 1);
  assert.equal(sections.filter(({ kind }) => kind === "chapter").length, 4);
  assert.equal(sections.filter(({ kind }) => kind === "article").length, 19);

  await until(status, statusWith(check(SEED).summary));
  await openOutline();
  await page.setViewportSize({ width: 1280, height: 4000 }); // only the rows in view are in the page
  const tree = () =>
    page.evaluate(() =>
      [...document.querySelectorAll(".outline-pane .outline-tree .monaco-list-row")]
        .sort((a, b) => Number(a.dataset.index) - Number(b.dataset.index))
        .map((row) => ({
          level: Number(row.getAttribute("aria-level")),
          name: row.querySelector(".monaco-icon-name-container").textContent,
        })),
    );
  await until(tree, sections.map(({ level, name }) => ({ level, name })));
});

inWindow("a quick fix through the light bulb", { "draft.txt": NUMBERING }, async () => {
  await until(squiggles, shown);
  await goToLine(6);
  await page.locator(".editor-instance [class*='lightbulb'], .editor-instance [class*='light-bulb']").first().waitFor();
  const fix = page.locator(".action-widget .monaco-list-row.action", { hasText: "（二）" }).first();
  await insist(() => page.keyboard.press("Control+."), () => fix.isVisible(), true);
  await fix.click();
  await until(async () => (await lines())[5], "（二）基本原则。坚持因地制宜，分类指导，不搞一刀切。");
});

inWindow(
  "fix all on save",
  {
    "draft.txt": NUMBERING,
    ".vscode/settings.json": JSON.stringify({ "editor.codeActionsOnSave": { "source.fixAll.nigao": "explicit" } }),
  },
  async (folder) => {
    await until(squiggles, shown);
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Enter");
    const fixed = await checkFix(`${NUMBERING}\n`);
    assert.notEqual(fixed, `${NUMBERING}\n`);
    const path = join(folder, "draft.txt");
    await insist(() => page.keyboard.press("Control+S"), () => readFile(path, "utf8"), fixed);
  },
);

inWindow("the command that fixes all", { "draft.txt": NUMBERING }, async () => {
  await until(squiggles, shown);
  await command("拟稿: 修正全部可放心修正的问题");
  await until(lines, (await checkFix(NUMBERING)).split("\n"));
});

inWindow("the command that renumbers", { "draft.txt": NUMBERING }, async () => {
  await until(squiggles, shown);
  await command("拟稿: 全文重排序号");
  await until(async () => (await lines()).slice(6, 8), ["（三）主要目标。到2027年，示范体系基本建成，成效明显。", "二、重点任务"]);
});

inWindow("formatting", { "draft.gw": NUMBERING }, async () => {
  await until(squiggles, shown);
  await page.locator('[id="status.editor.mode"]', { hasText: "公文" }).waitFor();
  await insist(() => command("Format Document"), squiggles, { error: 0, warning: 0 });
  assert.deepEqual((await lines()).slice(6, 8), ["（三）主要目标。到2027年，示范体系基本建成，成效明显。", "二、重点任务"]);
});

inWindow("settings reach the server", { "draft.md": NUMBERING, ".vscode/settings.json": "{}" }, async (folder) => {
  await until(squiggles, shown);
  const sequence = expected.findings.filter(({ rule }) => rule === "numbering/sequence").length;
  await writeFile(join(folder, ".vscode/settings.json"), JSON.stringify({ "nigao.rules": { "numbering/sequence": "off" } }));
  await until(squiggles, { ...shown, error: shown.error - sequence });
  await command("拟稿: 重启服务");
  await until(status, statusWith({ ...expected.summary, error: expected.summary.error - sequence }));
});

inWindow("a workspace without a resolution", { "notes.txt": "Milk, bread\n1. eggs\n3. tea\n" }, async () => {
  await until(status, statusWith({ error: 0, warning: 0, info: 0, hint: 0 }, ""));
  await until(squiggles, { error: 0, warning: 0 });
  await page.keyboard.press("Control+J");
  await page.locator(".part.panel .action-label", { hasText: "Problems" }).waitFor();
  assert.equal(await page.locator(".part.panel .action-label", { hasText: "目标一览" }).count(), 0);
});

inWindow("lenses over chapters, hints at counts", { "draft.txt": TARGETS, ".vscode/settings.json": "{}" }, async (folder) => {
  const lenses = () => page.locator(".editor-instance .codelens-decoration").allTextContents();
  const counted = async () => /三大行动\s*(\S*)$/.exec((await lines())[3])?.[1];
  await until(lenses, ["41 字 · 2 项目标", "3 条 · 87 字 · 2 项目标"]);
  await until(counted, "3/3");
  await goToLine(7);
  await page.keyboard.press("Control+Shift+K");
  await until(counted, "2/3");
  await until(lenses, ["41 字 · 2 项目标", "2 条 · 61 字 · 2 项目标"]);
  const off = (key) => writeFile(join(folder, ".vscode/settings.json"), JSON.stringify({ [key]: false }));
  await off("nigao.editor.lenses");
  await until(lenses, []);
  await until(counted, "2/3");
  await off("nigao.editor.hints");
  await until(counted, "");
  await until(async () => (await lenses()).length, 2);
});

inWindow("words are told apart by colour", { "draft.txt": TARGETS }, async () => {
  const style = (line, text) =>
    page.evaluate(
      ([line, text]) => {
        const rows = [...document.querySelectorAll(".editor-instance .view-line")];
        const row = rows.find((row) => row.textContent.includes(line));
        const span = [...(row?.querySelectorAll("span > span") ?? [])].find((span) => span.textContent === text);
        const { color, fontWeight } = span ? getComputedStyle(span) : {};
        return span && `${color} ${fontWeight}`;
      },
      [line, text],
    );
  const chapter = "一、总体目标";
  const target = "到2027年";
  await until(async () => Boolean(await style(target, target)), true);
  const styles = await Promise.all([
    style(chapter, "一、"),
    style(chapter, "总体目标"),
    style(target, target),
    style(target, "，𠮷产业产值突破"),
    style(target, "7000亿元"),
    style("增强", "四个意识"),
  ]);
  assert.ok(styles.every(Boolean), JSON.stringify(styles));
  assert.equal(new Set(styles).size, styles.length, JSON.stringify(styles));
});

/** The page in the view of targets, once it is there. */
async function targetsPage() {
  for (const frame of page.frames()) {
    if (await frame.locator("table thead button").first().isVisible().catch(() => false)) return frame;
  }
}

inWindow("the targets as a table", { "draft.txt": TARGETS }, async (folder) => {
  const { stdout } = spawnSync(binary, ["targets", "--format", "json", join(folder, "draft.txt")], { encoding: "utf8" });
  const told = JSON.parse(stdout).files[0].targets;
  assert.equal(told.length, 4);
  await until(status, statusWith(check(TARGETS).summary));
  await command("拟稿: 目标一览");
  await until(async () => Boolean(await targetsPage()), true);
  const view = await targetsPage();
  const cells = async () => {
    const rows = await view.locator("tbody tr").all();
    return Promise.all(rows.map((row) => row.locator("td").allTextContents()));
  };
  const column = async (at) => (await cells()).map((row) => row[at]);
  const expected = [
    ["3", "到2027年", "𠮷产业产值", "突破7000亿元", "一、总体目标"],
    ["3", "到2027年", "高新技术企业", "达到1200家", "一、总体目标"],
    ["5", "到2030年", "研发经费投入", "增长10%以上", "（一）实施强基行动"],
    ["6", "", "示范园区", "建成30个", "（二）实施提质行动"],
  ];
  await until(cells, expected);
  assert.deepEqual(await view.locator("tbody tr").evaluateAll((rows) => rows.map((row) => row.title)), told.map(({ quote }) => quote));
  // Sorted by each column, and back.
  const sort = (title) => view.getByRole("button", { name: title }).click();
  await sort("要求");
  await until(() => column(3), ["增长10%以上", "建成30个", "达到1200家", "突破7000亿元"]);
  await sort("期限");
  await sort("期限");
  await until(() => column(0), ["6", "5", "3", "3"]);
  // A row leads to its place, with the keyboard, too.
  const selected = page.locator('[id="status.editor.selection"]');
  await view.locator("tbody tr", { hasText: "7000" }).click();
  await until(() => selected.textContent(), "Ln 3, Col 21 (13 selected)");
  await view.locator("tbody tr", { hasText: "30个" }).focus();
  await page.keyboard.press("Enter");
  await until(async () => (await selected.textContent()).startsWith("Ln 6,"), true);
  // The table follows the draft and stays in its order.
  await goToLine(5);
  await page.keyboard.press("Control+Shift+K");
  await until(() => column(0), ["5", "3", "3"]);
  // Nothing is loaded, from wherever.
  assert.equal(await view.evaluate((address) => fetch(address).then(() => true, () => false), origin), false);
});

const suggestions = () => page.locator(".suggest-widget.visible .monaco-list-row .label-name").allTextContents();

/** The first suggestion with these words, once it is there. */
async function suggested(words) {
  let found;
  await until(async () => Boolean((found = (await suggestions()).find((label) => label.includes(words)))), true);
  return found;
}

/** Accepts the suggestion with this label by the keyboard. */
async function accept(label) {
  const focused = page.locator(".suggest-widget.visible .monaco-list-row.focused .label-name");
  while ((await focused.textContent()) !== label) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
}

const line = async (number) => (await lines())[number - 1];
const UNFINISHED = "关于推动高质量发展的决定\n一、总体要求\n";

// What is typed, before what, and words of what is then accepted.
const TYPED = {
  txt: [
    ["深入实施", "，推动各项工作。", "创新驱动发展战略"],
    ["增强“四个意识”、", "，落实各项部署。", "四个自信"],
    ["做到lgwh", "。", "两个维护"],
  ],
  gw: [["𠮷县加快建设现代", "", "化经济"]],
  md: [["- **𠮷县**增强“四个意识”、", "。", "四个自信"]],
};

for (const [extension, typed] of Object.entries(TYPED)) {
  const unfinished = UNFINISHED + typed.map(([, after]) => `${after}\n`).join("");
  inWindow(`completion in a .${extension}`, { [`draft.${extension}`]: unfinished }, async () => {
    await until(async () => (await status())?.includes(REFERENCE), true);
    for (const [at, [before, after, words]] of typed.entries()) {
      await goToLine(at + 3);
      await page.keyboard.type(before, { delay: 20 });
      const label = await suggested(words);
      assert.equal(await line(at + 3), before + after); // nothing is written before it is accepted
      await accept(label);
      await until(() => line(at + 3), before.replace(/[a-z]+$/, "") + label + after); // pinyin makes room
    }
  });
}

inWindow("Enter is a line break, whatever is suggested", { "draft.txt": UNFINISHED }, async () => {
  await until(async () => (await status())?.includes(REFERENCE), true);
  await goToLine(3);
  await page.keyboard.type("深入实施", { delay: 20 });
  await suggested("创新驱动发展战略");
  await page.keyboard.press("Enter");
  await until(async () => (await lines()).slice(2), ["深入实施", ""]);
});

inWindow("completion and an input method", { "draft.txt": `${UNFINISHED}，推动各项工作。\n` }, async () => {
  await until(async () => (await status())?.includes(REFERENCE), true);
  const method = await page.context().newCDPSession(page);
  const compose = (text) => method.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  const commit = (text) => method.send("Input.insertText", { text });
  await goToLine(3);
  for (const typed of ["s", "sh", "shen", "shen ru", "shen ru shi shi"]) {
    await compose(typed);
    await pause(100); // nothing is to come, which can only be waited for
    assert.deepEqual(await suggestions(), []);
  }
  await commit("深入实施");
  const label = await suggested("创新驱动发展战略");
  assert.equal(await line(3), "深入实施，推动各项工作。");
  // Composing on takes nothing of what is suggested, the space that chooses a word of the method included.
  await compose("zhan");
  await compose("zhan lue");
  await commit("战略");
  await until(() => line(3), "深入实施战略，推动各项工作。");
  for (let at = 0; at < 2; at++) await page.keyboard.press("Backspace");
  await compose("s");
  await compose("");
  await page.keyboard.press("Control+Space");
  await suggested(label);
  await accept(label);
  await until(() => line(3), `深入实施${label}，推动各项工作。`);
});

const NAVIGATED = `关于加快发展的决定
一、总体要求
（一）指导思想。设立中国科技城新区管委会（以下简称“新区管委会”），坚持稳中求进。
（二）工作机制。由新区管委会牵头，按照第（一）条执行，做到“两个维护”。
`;

/** Puts the cursor before these words of a line of NAVIGATED. */
async function standOn(number, words) {
  const before = NAVIGATED.split("\n").slice(0, number - 1).join("\n").length + 1;
  const column = NAVIGATED.split("\n")[number - 1].indexOf(words) + 1;
  // By the place in the text: of a line's columns VS Code counts two for a Hanzi here.
  await goTo(`::${before + column}`, `Ln ${number}, Col ${column}`);
}

inWindow("hover, definition, a new name, headings", { "draft.txt": NAVIGATED }, async () => {
  await until(async () => (await status())?.includes(REFERENCE), true);
  await standOn(4, "两个维护");
  const hover = page.locator(".monaco-hover:not(.hidden) .hover-contents", { hasText: "“两个维护”" });
  await insist(() => page.keyboard.press("Control+K").then(() => page.keyboard.press("Control+I")), () => hover.first().isVisible(), true);
  await page.keyboard.press("Escape");

  await standOn(4, "新区管委会");
  await insist(() => page.keyboard.press("F12"), async () => (await place()).startsWith("Ln 3,"), true);

  await standOn(4, "新区管委会");
  await page.keyboard.press("F2");
  await page.locator(".rename-box input").fill("管委会办公室");
  await page.keyboard.press("Enter");
  await until(async () => (await lines()).slice(2, 4), NAVIGATED.replace("“新区管委会", "“管委会办公室").replace("由新区管委会", "由管委会办公室").split("\n").slice(2, 4));
  await page.keyboard.press("Control+Z");

  for (const typed of ["工作机制", "gzjz", "(二)工作"]) {
    await page.keyboard.press("Control+T");
    await page.locator(".quick-input-widget input").fill(`#${typed}`);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "（二）工作机制" }).first().waitFor();
    await page.keyboard.press("Escape");
  }

  // The term leads to a published document, which cannot be changed.
  await standOn(4, "两个维护");
  const title = () => page.locator(".tab.active .monaco-icon-label").first().textContent();
  await insist(() => page.keyboard.press("F12"), async () => (await title()) !== "draft.txt", true);
  await until(async () => (await lines()).some((text) => text.includes("两个维护")), true);
  const before = await lines();
  await page.keyboard.type("x");
  assert.deepEqual(await lines(), before);
  await until(squiggles, { error: 0, warning: 0 });
});

inWindow("a message when the server is missing", { "draft.txt": NUMBERING }, async () => {
  const packed = join(await extensionFolder(), "server/nigao");
  await rename(packed, `${packed}.away`);
  try {
    await page.reload();
    const message = (text) => page.locator(".notification-toast", { hasText: text });
    await message("找不到 nigao 程序").waitFor();
    await until(status, "拟稿：服务没有运行。点按重启。");
    await page.screenshot({ path: join(screenshots, "missing-server.png") });
    await message("找不到 nigao 程序").getByRole("button", { name: "打开设置" }).click();
    await page.locator(".settings-editor .setting-item", { hasText: "Server: Path" }).waitFor();
    await settings("Machine", { "nigao.server.path": "/nowhere/nigao" });
    await message("“/nowhere/nigao”不是可以运行的程序").waitFor();
    await settings("Machine", { "nigao.server.path": binary });
    await page.keyboard.press("Escape"); // the settings
    await until(squiggles, shown);
    await until(status, statusWith(expected.summary));
  } finally {
    await rename(`${packed}.away`, packed);
    await settings("Machine", {});
  }
});

inWindow("a draft with its outline and problems, for the picture", { "关于推进基层治理现代化的决定.txt": PICTURE }, async () => {
  const { error, warning } = check(PICTURE).summary;
  await until(squiggles, { error, warning });
  await page.keyboard.press("Control+Shift+M");
  await page.locator(".markers-panel .monaco-list-row[aria-level='2']").first().waitFor();
  await openOutline();
  await page.locator(".outline-tree .monaco-list-row", { hasText: "强化督促落实" }).waitFor();
  const picture = join(screenshots, "vscode.png");
  await page.screenshot({ path: picture });
  if (process.env.NIGAO_SCREENSHOT) await copyFile(picture, process.env.NIGAO_SCREENSHOT);
});
