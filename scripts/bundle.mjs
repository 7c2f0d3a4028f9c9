// Makes the page out of index.html and the two modules that cargo has built: carries out what the links of it ask for that are marked
// `data-bundle`, with addresses relative to the page, so that it works under any path of a host. bundle.mjs FOLDER PROFILE [MODULES]: the
// folder to make, the profile of cargo, and, for a page to be published, the folder with the npm packages, which make it small.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { hash } from "./hash.mjs";

const TARGET = process.env.CARGO_TARGET_DIR ?? "target";
const OPTIMIZE = ["-O2", "--one-caller-inline-max-function-size=20", "--reorder-functions-by-name", "--reorder-locals"];

export async function bundle(whole, profile, modules) {
  // The page that is there stays until the new one is whole.
  const folder = `${whole}.new`;
  const { default: esbuild } = modules ? await import(pathToFileURL(join(modules, "esbuild/lib/main.js"))) : {};
  const minify = (text, loader) => esbuild?.transformSync(text, { loader, minify: true }).code ?? text;

  // A module and the JavaScript around it. Until the page is split it keeps the names of its functions.
  const module = (name, target, below, keepsNames) => {
    const into = join(folder, below);
    const wasm = join(into, `${name}_bg.wasm`);
    const built = join(TARGET, "wasm32-unknown-unknown", profile, `${name}.wasm`);
    execFileSync("wasm-bindgen", ["--target", target, "--no-typescript", "--out-dir", into, built], { stdio: "inherit" });
    if (modules) execFileSync("wasm-opt", [...OPTIMIZE, ...(keepsNames ? ["-g"] : []), wasm, "-o", wasm], { stdio: "inherit" });
    const glue = join(into, `${name}.js`);
    writeFileSync(glue, minify(readFileSync(glue, "utf8"), "js"));
    return { glue, wasm };
  };

  const asked = {
    copy: ({ href, below = "" }) => {
      cpSync(href, join(folder, below, basename(href)), { recursive: true });
      return "";
    },
    style: ({ href }) => `<style>${minify(readFileSync(href, "utf8"), "css").trim()}</style>`,
    script: ({ href }) => `<script>${minify(readFileSync(href, "utf8"), "js").trim()}</script>`,
    // For other screens than the first.
    sheet: ({ href }) => {
      const text = minify(readFileSync(href, "utf8"), "css");
      const name = `${basename(href, ".css")}-${hash(text)}.css`;
      writeFileSync(join(folder, name), text);
      return `<link rel="stylesheet" href="./${name}">`;
    },
    page: ({ href }) => {
      const { glue, wasm } = module(href, "web", "", true);
      const name = `${href}-${hash(readFileSync(glue), readFileSync(wasm))}`;
      renameSync(glue, join(folder, `${name}.js`));
      renameSync(wasm, join(folder, `${name}_bg.wasm`));
      return `<link rel="modulepreload" href="./${name}.js">${begin(name)}`;
    },
    worker: ({ href, below }) => {
      module(href, "no-modules", below, false);
      return "";
    },
  };

  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const text = readFileSync("index.html", "utf8")
    .replace(/<link data-bundle="(\w+)" href="([^"]+)"(?: data-below="(\w+)")?>/g, (_, what, href, below) => asked[what]({ href, below }))
    .replace(/(?<=<script>)[^<][^]*?(?=<\/script>)/g, (script) => minify(script, "js").trim());
  // Nothing in the page depends on how its lines begin.
  writeFileSync(join(folder, "index.html"), modules ? text.replace(/<!-- .*? -->/g, "").replace(/\n\s*/g, "\n") : text);
  rmSync(whole, { recursive: true, force: true });
  renameSync(folder, whole);
}

const begin = (name) => `<script type="module">
import * as bindings from "./${name}.js";
window.wasmBindings = bindings;
await bindings.default({ module_or_path: "./${name}_bg.wasm" });
</script>`;

if (process.argv[1].endsWith("bundle.mjs")) await bundle(...process.argv.slice(2));
