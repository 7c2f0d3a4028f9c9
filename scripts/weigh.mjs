// Weighs the page as a good static host sends it, by what `finish.mjs` has compressed: what the landing page loads; then what is loaded
// when another screen is opened: the sub-folder `later`, and the lessons but for their list. The service worker, which keeps all of
// it once the page is up, is not weighed. It fails above a budget; the reader of other lessons is over it, and may not grow further.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const BUDGET_KB = 400;
const GOAL_KB = 300;
const SCREEN_BUDGET_KB = 120;
const LESSON_LIMIT_KB = 10;
const WHOLE_LIMIT_KB = 238;
const TAUGHT_LIMIT_KB = 106;
const SERVICES_LIMIT_KB = 60;
const READER_LIMIT_KB = 454;

const folder = process.argv[2];
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .map((path) => ({ path, name: path.slice(folder.length + 1), bytes: sent(path) }))
  .sort((a, b) => b.bytes - a.bytes);
const isKeeper = ({ name }) => ["sw.js", "content-security-policy.txt"].includes(name);
const isLesson = ({ name }) => name.startsWith("lessons/") && name !== "lessons/index.json";
const isLater = ({ name }) => name.startsWith("later/");

const first = files.filter((file) => !isLater(file) && !isLesson(file) && !isKeeper(file));
list(first);
const total = sum(first);
weighed("The landing page", total, BUDGET_KB, ` (goal ${GOAL_KB} KB)`);

// Any other screen needs the rest of the module and its styles; a lesson also its text and what was read of it, and one that was not
// read when the page was published the reader.
const later = files.filter(isLater);
const texts = files.filter((file) => isLesson(file) && file.name.endsWith(".md") && !file.name.endsWith("README.md"));
const named = (pattern) => later.filter(({ name }) => pattern.test(name));
list(later);
weighed("Any other screen, first time", sum(named(/later\/(rest|styles)-/)), SCREEN_BUDGET_KB);
const lesson = sum([...texts.slice(0, 1), ...named(/\.read$/).slice(0, 1)]);
weighed("The heaviest lesson beyond that", lesson, LESSON_LIMIT_KB);
weighed("A lesson, a game day, the author's page or a run of one's own, with what is seldom needed", sum(named(/later\/(rest|seldom|styles)-/)), WHOLE_LIMIT_KB);
weighed("The interview, the classroom and a lesson's end beyond that", sum(named(/later\/taught-/)), TAUGHT_LIMIT_KB);
weighed("Services that no lesson of the course begins with, beyond that", sum(named(/later\/services-/)), SERVICES_LIMIT_KB);
const reader = sum(named(/later\/(start-)?reader/));
weighed("The reader, for lessons of others", reader, READER_LIMIT_KB, `: over the budget of ${SCREEN_BUDGET_KB} KB`);

function weighed(what, bytes, limit, more = "") {
  const verdict = `${what}: ${kb(bytes)} KB of ${limit} KB, brotli${more}`;
  console.log(verdict);
  if (bytes <= limit * 1000) return;
  console.error(`error: too heavy: ${verdict}`);
  process.exitCode = 1;
}

function list(files) {
  for (const { path, bytes } of files) console.log(`${kb(bytes).padStart(8)} KB  ${path}`);
}

function sum(files) {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

function sent(path) {
  return statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size;
}

function kb(bytes) {
  return (bytes / 1000).toFixed(1);
}
