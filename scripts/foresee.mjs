// Writes down what stands in the course and at the beginning of each lesson, as the published page itself draws it in a page without a browser:
// who comes for one of them reads it before the module has come (`ui/first.rs`). What is written looks alike, and nothing of it can be
// used but its links. A lesson that was edited on the host since is not shown so: its text is compared first.
// foresee.mjs DIST MODULES: the published page, and the folder with the npm packages.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { visit } from "./first-minute.mjs";
import { hash } from "./hash.mjs";

const [dist, modules] = process.argv.slice(2);
const read = (name) => readFileSync(join(dist, name));
const one = (pattern, below = "") => {
  const [name] = readdirSync(join(dist, below)).filter((name) => pattern.test(name));
  return join(below, name);
};
const html = read("index.html").toString();
const first = read(one(/_bg\.wasm$/));
const others = ["rest", "seldom", "taught"].map((part) => read(one(new RegExp(`^${part}-.*\\.wasm$`), "later")));

const fetchFile = async (address) => {
  try {
    return new Response(read(address.split("?")[0]));
  } catch {
    return new Response("", { status: 404 });
  }
};

// What the page shows at an address, once nothing is awaited any more and what one comes for is there.
async function shown(address, css) {
  const add = (first, bytes) => void new WebAssembly.Instance(new WebAssembly.Module(bytes), { first });
  const lab = { join: async (first) => others.forEach((bytes) => add(first, bytes)), joinNow() {} };
  const { page, settle } = await visit({
    modules, html, glue: join(dist, one(/^failover-lab-.*\.js$/)), wasm: first, lab, address, fetch: fetchFile,
  });
  const { document } = page;
  for (let turn = 0; document.getElementById("first") || !document.querySelector(css); turn++) {
    if (turn > 2000) throw new Error(`${address} does not show ${css}`);
    await settle();
    await new Promise((done) => setTimeout(done));
  }
  return document.getElementById("lab").innerHTML.replace(/<(button|input|textarea|select)\b/g, "<$1 disabled");
}

// Tells a text from what it was (FNV-1a, 32 bits); the page has it too.
const mark = (bytes) => bytes.reduce((sum, byte) => Math.imul(sum ^ byte, 16777619), -2128831035);

const course = await shown("#/", ".stop__title");
mkdirSync(join(dist, "later/foreseen"), { recursive: true });
const lessons = {};
for (const file of readdirSync(join(dist, "lessons/en")).filter((name) => name.endsWith(".md"))) {
  const id = file.replace(/\.md$/, "");
  const text = await shown(`#/lesson/${id}`, "#lesson-heading");
  const path = `later/foreseen/${id}-${hash(text)}.html`;
  lessons[id] = [path, mark(new Uint8Array(read(`lessons/en/${file}`)))];
  writeFileSync(join(dist, path), text);
}

// Nobody who was here before sees what is meant for those who come first: they may have done some of it.
const FORESEE = `
{
  const foreseen = ${JSON.stringify(lessons)};
  const show = (text) => {
    const first = document.getElementById("first");
    if (!first) return;
    first.querySelector(".page").remove();
    first.insertAdjacentHTML("beforeend", text);
    root.classList.add("foreseen");
    // What one came for, as the page itself shows it then.
    first.querySelector("#lesson-heading")?.scrollIntoView();
  };
  const places = kept("progress")?.places ?? [];
  const [, id = ""] = location.hash.match(/^#[/]lesson[/](.*)$/) ?? [];
  if (/^#[/](home)?$/.test(location.hash)) {
    if (!kept("progress") && !kept("dropped")) show(document.getElementById("course").innerHTML);
  } else if (Object.hasOwn(foreseen, id) && !kept("progress")?.language && !places.some(({ route }) => route === "/lesson/" + id)) {
    const [path, published] = foreseen[id];
    const mark = ${mark};
    const now = async () => {
      const answer = await fetch("lessons/en/" + id + ".md", { cache: "no-cache" });
      return mark(new Uint8Array(await answer.arrayBuffer()));
    };
    const come = async () => {
      const [answer, is] = await Promise.all([fetch(path), now(), failoverLab.styled()]);
      const text = await answer.text();
      if (answer.ok && is === published) show(text);
    };
    failoverLab.text = come().catch(() => {});
  }
}
`;
writeFileSync(
  join(dist, "index.html"),
  html.replace("</body>", () => `<template id="course">${course}</template><script>${FORESEE}</script></body>`),
);
process.exit(0);
