// Bundles the extension and packs it with the server binary of this platform into one .vsix.
// Usage: npm run package  (NIGAO_BIN: the binary, by default ../../target/release/nigao; VSIX: where to write)

import { chmod, copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createVSIX } from "@vscode/vsce";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const executable = process.platform === "win32" ? "nigao.exe" : "nigao";
const target = `${process.platform}-${process.arch}`;
const binary = resolve(process.env.NIGAO_BIN ?? join(root, "target/release", executable));
const vsix = resolve(process.env.VSIX ?? join(here, `nigao-${target}.vsix`));

const bundle = { absWorkingDir: here, outdir: "dist", bundle: true, minify: true };
const { metafile } = await build({
  ...bundle,
  entryPoints: ["src/extension.ts"],
  metafile: true,
  platform: "node",
  target: "node20", // that of VS Code 1.91
  external: ["vscode"],
});
await build({ ...bundle, entryPoints: ["src/table/table.ts"], platform: "browser", target: "chrome124" }); // likewise
await writeFile(join(here, "dist/THIRD-PARTY-LICENSES.txt"), await licenses(Object.keys(metafile.inputs)));

const server = join(here, "server");
await rm(server, { recursive: true, force: true });
await mkdir(server);
await copyFile(binary, join(server, executable));
await chmod(join(server, executable), 0o755);
for (const name of (await readdir(root)).filter((name) => name.startsWith("LICENSE-"))) {
  await copyFile(join(root, name), join(here, name));
}

await mkdir(dirname(vsix), { recursive: true });
await createVSIX({
  cwd: here,
  packagePath: vsix,
  target,
  dependencies: false, // all bundled
  allowMissingRepository: true,
  skipLicense: true, // two files, where vsce asks for one
});

/** The licences of the packages that these bundled files come from, which have to go with them. */
async function licenses(files) {
  const packages = new Set(files.map((file) => file.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0]).filter(Boolean));
  const texts = [...packages].sort().map(async (folder) => {
    const { name, version, license } = JSON.parse(await readFile(join(here, folder, "package.json"), "utf8"));
    const file = (await readdir(join(here, folder))).find((name) => /^licen[cs]e/i.test(name));
    if (!file) throw new Error(`${name} has no licence file`);
    return `${name} ${version} (${license})\n\n${await readFile(join(here, folder, file), "utf8")}`;
  });
  return (await Promise.all(texts)).join(`\n${"-".repeat(80)}\n`);
}
