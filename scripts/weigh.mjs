// Weighs the page, compressed as a good static host sends it: what the landing page loads, every file of it, which fails above
// its budget; then what is loaded when another screen is opened: the sub-folder `later`, and the lessons but for their list. The
// service worker, which keeps all of it once the page is up, is not weighed.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const BUDGET_KB = 400;
const GOAL_KB = 300;
const SCREEN_BUDGET_KB = 120;

const folder = process.argv[2];
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .map((path) => ({ path, name: path.slice(folder.length + 1), bytes: compressed(readFileSync(path)) }))
  .sort((a, b) => b.bytes - a.bytes);
const isKeeper = ({ name }) => name === "sw.js";
const isLesson = ({ name }) => name.startsWith("lessons/") && name !== "lessons/index.json";
const isLater = ({ name }) => name.startsWith("later/");

const first = files.filter((file) => !isLater(file) && !isLesson(file) && !isKeeper(file));
list(first);
const total = sum(first);
const verdict = `${kb(total)} KB of ${BUDGET_KB} KB (goal ${GOAL_KB} KB), brotli`;
console.log(`The landing page weighs ${verdict}`);

// Any other screen needs the rest of the module and its styles; lessons also need their reader and a text.
const later = files.filter(isLater);
const texts = files.filter((file) => isLesson(file) && file.name.endsWith(".md") && !file.name.endsWith("README.md"));
const named = (pattern) => later.filter(({ name }) => pattern.test(name));
list(later);
screen("Any other screen, first time", named(/later\/(rest|styles)-/));
screen("The first lesson beyond that", [...named(/reader/), ...texts.slice(0, 1)]);

if (total > BUDGET_KB * 1000) {
  console.error(`error: the landing page is too heavy: ${verdict}`);
  process.exit(1);
}

function screen(what, files) {
  const bytes = sum(files);
  const over = bytes > SCREEN_BUDGET_KB * 1000 ? ": over its budget" : "";
  console.log(`${what}: ${kb(bytes)} KB of ${SCREEN_BUDGET_KB} KB, brotli${over}`);
}

function list(files) {
  for (const { path, bytes } of files) console.log(`${kb(bytes).padStart(8)} KB  ${path}`);
}

function sum(files) {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

function compressed(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 };
  return Math.min(brotliCompressSync(bytes, { params }).length, bytes.length);
}

function kb(bytes) {
  return (bytes / 1000).toFixed(1);
}
