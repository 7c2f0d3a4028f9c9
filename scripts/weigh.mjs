// Weighs the landing page: every file in the folder, compressed as a good static host sends it. Fails above the budget.
// What is loaded only when asked for is not weighed: the sub-folder `later`, the service worker, and the lessons but for their list.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const BUDGET_KB = 400;
const GOAL_KB = 300;

const folder = process.argv[2];
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .filter((path) => !path.startsWith(join(folder, "later/")) && path !== join(folder, "sw.js"))
  .filter((path) => !path.startsWith(join(folder, "lessons/")) || path === join(folder, "lessons/index.json"));
const sizes = files.map((path) => ({ path, bytes: compressed(readFileSync(path)) }));
sizes.sort((a, b) => b.bytes - a.bytes);
for (const { path, bytes } of sizes) {
  console.log(`${kb(bytes).padStart(8)} KB  ${path}`);
}
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
const verdict = `${kb(total)} KB of ${BUDGET_KB} KB (goal ${GOAL_KB} KB), brotli`;
if (total > BUDGET_KB * 1000) {
  console.error(`error: the landing page is too heavy: ${verdict}`);
  process.exit(1);
}
console.log(`The landing page weighs ${verdict}`);

function compressed(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 };
  return Math.min(brotliCompressSync(bytes, { params }).length, bytes.length);
}

function kb(bytes) {
  return (bytes / 1000).toFixed(1);
}
