// Makes of the built page what a host serves: a service worker, so that it works offline after one visit; the policy that it
// can be served under; and each file compressed beside itself.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

// Once the page is up, it is kept, and so are all files that belong to it: a newer version waits until it is asked for. Two things
// may be of another version than the page. Lessons come from the host: with each that is fetched, a newer version of the page is
// asked for too, and then offered. And a page that is not kept yet, on a first visit, may need a file that a newer version has
// taken away: `ui/rest.rs` says so.
const KEEP = `
const newer = document.getElementById("newer");
const keep = async () => {
  const workers = navigator.serviceWorker;
  const replaced = workers.controller;
  workers.addEventListener("controllerchange", () => replaced && location.reload());
  const kept = await workers.register("sw.js", { updateViaCache: "none" });
  const offer = () => {
    if (!kept.waiting || !replaced) return;
    newer.hidden = false;
    newer.querySelector("button").onclick = () => kept.waiting.postMessage({ type: "SKIP_WAITING" });
  };
  const watch = () => kept.installing?.addEventListener("statechange", offer);
  kept.addEventListener("updatefound", watch);
  watch();
  offer();
};
// Where a browser refuses, the page is as it is, and not kept.
if (navigator.serviceWorker) addEventListener("load", () => setTimeout(() => keep().catch(() => {}), 3000));
`;

const [folder, tools] = process.argv.slice(2);
const { generateSW } = createRequire(join(tools, "package.json"))("workbox-build");

// Lessons may be edited on the host at any time: they come from there, and from the last visit only when nothing answers.
const lessons = files("lessons").map((path) => relative(folder, path));
writeFileSync(
  join(folder, "later/keep-lessons.js"),
  `const all = ${JSON.stringify(lessons)};
addEventListener("install", (event) =>
  event.waitUntil(caches.open("lessons").then((kept) => Promise.allSettled(all.map((one) => kept.add(one))))),
);
// A lesson may be newer than the page, whose reader may not know what stands in it.
addEventListener("fetch", (event) => {
  if (event.request.url.includes("/lessons/")) event.waitUntil(registration.update().catch(() => {}));
});
// What was translated is kept once its list is asked for: the lessons of the language that was chosen, or its questions.
const language = /[/]lessons[/](?!en[/])(..(?:-[^/]+)?[/])(index|interview)[.]json$/;
addEventListener("fetch", (event) => {
  const [, folder, list] = new URL(event.request.url).pathname.match(language) ?? [];
  const keep = async () => {
    const kept = await caches.open("lessons");
    const answer = await fetch(event.request.url, { cache: "no-cache" });
    // What is no list takes the place of none that was kept.
    const { lessons } = await answer.clone().json();
    if (!answer.ok) return;
    await kept.put(event.request.url, answer);
    const below = new URL(list === "index" ? "." : "interview/", event.request.url);
    for (const { id } of lessons) {
      const one = new URL(id + ".md", below);
      if (!(await kept.match(one))) await kept.add(one).catch(() => {});
    }
  };
  if (folder) event.waitUntil(keep().catch(() => {}));
});
`,
);
const start = join(folder, "index.html");
writeFileSync(start, readFileSync(start, "utf8").replace("</body>", `<script>${KEEP}</script></body>`));
await generateSW({
  globDirectory: folder,
  globPatterns: ["**/*"],
  globIgnores: ["sw.js", "content-security-policy.txt", "later/keep-lessons.js", "lessons/**", "**/*.{br,gz}"],
  dontCacheBustURLsMatching: /-[0-9a-f]{16}/,
  ignoreURLParametersMatching: [/./],
  importScripts: ["later/keep-lessons.js"],
  runtimeCaching: [
    {
      urlPattern: ({ url, sameOrigin }) => sameOrigin && url.pathname.includes("/lessons/"),
      handler: "NetworkFirst",
      options: { cacheName: "lessons", networkTimeoutSeconds: 4 },
    },
  ],
  swDest: join(folder, "sw.js"),
  inlineWorkboxRuntime: true,
  sourcemap: false,
  mode: "production",
});

const allowed = policy(readFileSync(start, "utf8"));
writeFileSync(join(folder, "content-security-policy.txt"), `${allowed}\n`);
console.log("\nUnder a Content-Security-Policy it needs no more than this (lessons from elsewhere: connect-src 'self' https:):");
console.log(`  ${allowed}`);

// A host's own lessons are edited there: what lay beside them would be what they were.
const isOwn = (path) => relative(folder, path).startsWith("lessons/own/");
for (const path of files("").filter((path) => !isOwn(path))) {
  const bytes = readFileSync(path);
  const smaller = {
    br: brotliCompressSync(bytes),
    gz: gzipSync(bytes, { level: 9 }),
  };
  for (const [ending, compressed] of Object.entries(smaller)) {
    if (compressed.length < bytes.length) {
      writeFileSync(`${path}.${ending}`, compressed);
    } else {
      rmSync(`${path}.${ending}`, { force: true });
    }
  }
}

// What stands in the page itself is allowed by its hash, and nothing else that is inline but the places of things.
function policy(page) {
  const hashes = (tag) =>
    [...page.matchAll(new RegExp(`<${tag}(?![^>]*\\bsrc=)[^>]*>([^]*?)</${tag}>`, "g"))]
      .map(([, text]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`)
      .join(" ");
  return [
    "default-src 'self'",
    `script-src 'self' 'wasm-unsafe-eval' ${hashes("script")}`,
    `style-src 'self' ${hashes("style")}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
  ].join("; ");
}

function files(below) {
  return readdirSync(join(folder, below), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
