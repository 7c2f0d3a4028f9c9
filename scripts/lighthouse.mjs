// Serves the published page as a good static host does (brotli, HTTP/1.1), and asks Lighthouse for its scores: three routes, each the
// median of RUNS, with Lighthouse's phone and its slow 4G, simulated. Then opens a lesson cold over a slow connection that is no simulation,
// and tells when its text can be read. lighthouse.mjs DIST MODULES: the published page, and the folder with the npm packages.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { serve } from "./host.mjs";

const RUNS = Number(process.env.RUNS ?? 3);
const ROUTES = { "first minute": "", course: "#/", lesson: "#/lesson/01-multi-az" };
const CATEGORIES = { performance: "performance", accessibility: "accessibility", "best-practices": "best practices", seo: "SEO" };
const FIGURES = {
  "first-contentful-paint": "first paint",
  "largest-contentful-paint": "largest paint",
  "total-blocking-time": "blocking",
  "cumulative-layout-shift": "layout shift",
};
// What is waited for, and the connection of Chromium's own "Slow 4G", in milliseconds and bytes a second.
const READABLE = "#lesson-heading";
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: (1.6e6 / 8), uploadThroughput: 750e3 / 8 };

const [dist, modules] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(modules, path)));
const { default: lighthouse } = await load("lighthouse/core/index.js");
const { launch } = await load("chrome-launcher/dist/index.js");
const { default: puppeteer } = await load("puppeteer-core/lib/esm/puppeteer/puppeteer-core.js");

const { page, close } = await serve(dist);
const flags = ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--no-first-run"];

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const table = [];
for (const [name, route] of Object.entries(ROUTES)) {
  const reports = [];
  for (let run = 0; run < RUNS; run++) reports.push(await report(page + route));
  const score = (id) => median(reports.map(({ categories }) => Math.round(categories[id].score * 100)));
  const figure = (id) => median(reports.map(({ audits }) => audits[id].numericValue));
  const scores = Object.entries(CATEGORIES).map(([id, words]) => `${words} ${score(id)}`);
  const figures = Object.entries(FIGURES).map(([id, words]) =>
    `${words} ${id.endsWith("shift") ? figure(id).toFixed(3) : `${Math.round(figure(id))} ms`}`);
  table.push(`${name.padEnd(13)} ${scores.join(", ")}`, `${"".padEnd(13)} ${figures.join(", ")}`);
  for (const complaint of complaints(reports.at(-1))) table.push(`${"".padEnd(13)} lost by: ${complaint}`);
}
console.log(`Lighthouse, mobile, median of ${RUNS}`);
console.log(table.join("\n"));
const reads = [];
for (let run = 0; run < RUNS; run++) reads.push(await readable());
console.log(`The text of a lesson, cold on slow 4G: ${(median(reads) / 1000).toFixed(1)} s (median of ${RUNS})`);
close();

async function browser() {
  return launch({ chromeFlags: flags, chromePath: process.env.CHROME_PATH });
}

async function report(url) {
  const chrome = await browser();
  try {
    const { lhr } = await lighthouse(url, { port: chrome.port, logLevel: "error", onlyCategories: Object.keys(CATEGORIES) });
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    return lhr;
  } finally {
    await chrome.kill();
  }
}

// What keeps a category other than performance from its hundred.
function complaints({ categories, audits }) {
  const others = Object.values(categories).filter(({ id }) => id !== "performance");
  return others.flatMap(({ auditRefs }) => auditRefs)
    .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
    .map(({ id }) => audits[id].title);
}

async function readable() {
  const chrome = await browser();
  try {
    const visitor = await puppeteer.connect({ browserURL: `http://127.0.0.1:${chrome.port}` });
    const tab = await visitor.newPage();
    const cdp = await tab.createCDPSession();
    await cdp.send("Network.enable");
    await cdp.send("Network.emulateNetworkConditions", SLOW_4G);
    const began = performance.now();
    tab.goto(page + ROUTES.lesson).catch(() => {});
    await tab.waitForFunction((css) => document.querySelector(css)?.checkVisibility(), { polling: 20, timeout: 60000 }, READABLE);
    const took = performance.now() - began;
    await visitor.disconnect();
    return took;
  } finally {
    await chrome.kill();
  }
}
