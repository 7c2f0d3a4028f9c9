// Reads the lessons when the page is published, with the page's own reader: whoever opens one need not load the reader for it.
// Beside each text stands in `later/lessons` what the reader answered; its first line names the build and the text
// (`read_before` of src/app/reader.rs).
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runInThisContext } from "node:vm";

const [folder] = process.argv.slice(2);
// As the page names its build (`build` of src/ui/reader.rs).
const build = readdirSync(folder).find((name) => /^failover-lab-.*\.js$/.test(name)).split("-").at(-1);

// The reader believes that it works in a worker.
let answer;
globalThis.postMessage = (bytes) => (answer = bytes);
runInThisContext(`${readFileSync(join(folder, "later/reader.js"))}\nglobalThis.wasm_bindgen = wasm_bindgen;`);
await globalThis.wasm_bindgen({ module_or_path: readFileSync(join(folder, "later/reader_bg.wasm")) });

for (const file of readdirSync(join(folder, "lessons/en"), { recursive: true }).filter((name) => name.endsWith(".md"))) {
  const name = `en/${file}`;
  const text = readFileSync(join(folder, "lessons", name));
  globalThis.onmessage({ data: question(text) });
  // After its ticket, an answer says whether there is a lesson, and then how many mistakes; of a guide there is only its prose.
  const isRead = file.startsWith("guide/") ? answer[1] === 0 && answer[2] === 0 : answer[1] === 1;
  if (!isRead) throw new Error(`lessons/${name} cannot be read: failover-lab check tells why`);
  const path = join(folder, "later/lessons", `${name}.read`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, Buffer.concat([Buffer.from(`${build} ${hash(text)}\n`), answer]));
}
process.exit(0);

// A question as postcard writes it: ticket 1, the first task, a text behind its length.
function question(text) {
  const length = [];
  let rest = text.length;
  for (; rest > 127; rest = Math.floor(rest / 128)) length.push((rest % 128) + 128);
  return Uint8Array.from([1, 0, ...length, rest, ...text]);
}

// FNV-1a, 64 bits.
function hash(bytes) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, "0");
}
