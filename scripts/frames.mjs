// How long the page's own work takes in a frame while a lesson plays, on a machine made four times slower: scripting alone, as the
// browser's own trace tells. frames.mjs DIST MODULES: the published page, and the folder with the npm packages.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { serve } from "./host.mjs";

const THROTTLE = 4;
const SECONDS = Number(process.env.SECONDS ?? 15);
const LESSON = process.env.LESSON ?? "08-region-lost";
const SCRIPTS = new Set(["FunctionCall", "RunMicrotasks", "TimerFire", "FireAnimationFrame", "EventDispatch"]);

const [dist, modules] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(modules, path)));
const { default: puppeteer } = await load("puppeteer-core/lib/esm/puppeteer/puppeteer-core.js");

const { page, close } = await serve(dist);
const browser = await puppeteer.launch({
  executablePath: process.env.CHROME_PATH,
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--no-first-run"],
  defaultViewport: { width: 1280, height: 800 },
});
const tab = await browser.newPage();
await tab.goto(`${page}#/lesson/${LESSON}`);
// What stands there before the module has come is of no use.
await tab.waitForSelector("#lab:not([hidden]) #next");
await tab.$eval("#next", (button) => button.click());
// What the first step asks, and then its fault: both Regions, all tapes, an open incident.
await tab.waitForSelector(".strike .button");
await tab.$$eval(".question", (all) => all.forEach((one) => one.querySelector("input").click()));
await tab.$eval(".strike .button", (button) => button.click());
await tab.waitForSelector(".frame--dark");
// What the first frames compile is not what a frame costs.
await new Promise((later) => setTimeout(later, 1500));
await tab.emulateCPUThrottling(THROTTLE);
await tab.tracing.start({ categories: ["devtools.timeline", "toplevel"] });
for (let half = 0; half < SECONDS * 2; half++) {
  await new Promise((later) => setTimeout(later, 500));
  // The clock halts at whatever may be done; it is to go on.
  await tab.$eval(".button--play", (button) => { if (button.textContent === "Play") button.click(); });
}
const { traceEvents } = JSON.parse(Buffer.from(await tab.tracing.stop()).toString());
await browser.close();
close();

const frames = scripting(traceEvents).sort((a, b) => a - b);
// Twenty ticks a second, and what is drawn between them.
if (frames.length < SECONDS * 10) throw new Error("the clock halted at what can be done: measure once more");
const share = (of) => frames[Math.min(frames.length - 1, Math.floor(frames.length * of))].toFixed(1);
console.log(`Scripting of a frame, lesson ${LESSON}, CPU ${THROTTLE} times slower, ${SECONDS} s of play, ${frames.length} frames:`);
console.log(`median ${share(0.5)} ms, nine of ten within ${share(0.9)} ms, 98 of 100 within ${share(0.98)} ms, the longest ${share(1)} ms`);

// Milliseconds of CPU that script took from each timer of the page to the next, on the thread that ticks: what moves the tapes, and what is
// drawn half way to the next tick.
function scripting(events) {
  const tick = events.find(({ name }) => name === "TimerFire");
  if (!tick) throw new Error("nothing ticks: does the lesson play?");
  const own = events.filter(({ ph, tid, pid }) => ph === "X" && tid === tick.tid && pid === tick.pid).sort((a, b) => a.ts - b.ts);
  const ticks = [];
  let until = 0;
  for (const { name, ts, dur = 0, tdur = dur } of own.filter(({ name }) => SCRIPTS.has(name))) {
    if (name === "TimerFire") ticks.push(0);
    if (ticks.length === 0 || ts < until) continue;
    until = ts + dur;
    ticks[ticks.length - 1] += tdur / 1000;
  }
  return ticks;
}
