// Lives through the first minute as a visitor does, in a page without a browser (happy-dom), and as fast as it can.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// The link to it; who has never been here comes to it without one.
export const FIRST_MINUTE = "#/tour";
// Milliseconds between two ticks of the page's clock.
const TICK_MS = 50;
// What the browser has and the page uses.
const OF_WINDOW = ["document", "location", "history", "localStorage", "navigator", "Element", "HTMLElement",
  "HTMLInputElement", "HTMLTextAreaElement", "ShadowRoot", "Event", "Node"];

let visits = 0;
const [later, never] = [setTimeout, clearTimeout];
const refuse = () => Promise.reject(new Error("there is no network here"));

// One visit. `modules` is the folder of the npm packages, `html` the page, `glue` the module's JavaScript, `wasm` its bytes,
// `imports` what it imports besides. `lab` stands for static/rest.js. A browser may keep nothing, or be so
// slow that the page yields to it again and again; a visitor looks on for so many seconds (`haste`) before anything is pressed.
export async function visit({ modules, html, glue, wasm, imports, lab, address = "", keepsNothing = false, isSlow = false, haste = 3, fetch = refuse }) {
  const { Window } = await import(pathToFileURL(join(modules, "happy-dom/lib/index.js")));
  const page = new Window({ url: `http://localhost/${address}` });
  page.document.write(html.replace(/<script[^]*?<\/script>|<link(?![^>]*modulepreload)[^>]*>/g, ""));
  for (const name of OF_WINDOW) {
    Object.defineProperty(globalThis, name, { value: page[name], configurable: true, writable: true });
  }
  if (keepsNothing) {
    const get = () => {
      throw new Error("refused");
    };
    Object.defineProperty(globalThis, "localStorage", { get, configurable: true });
  }
  // As index.html sees it, whose scripts were left out.
  document.getElementById("app").removeAttribute("inert");
  document.documentElement.classList.toggle("returning", !["", FIRST_MINUTE].includes(address));
  const ticking = new Set();
  let now = 1.8e12;
  Object.assign(globalThis, {
    window: globalThis,
    self: globalThis,
    Window: class {
      static [Symbol.hasInstance](what) {
        return what === globalThis;
      }
    },
    addEventListener: page.addEventListener.bind(page),
    failoverLab: lab,
    fetch,
    setInterval: (react) => ticking.add(react) && react,
    clearInterval: (react) => ticking.delete(react),
    // What is drawn between two ticks comes before the next, however fast they follow each other.
    setTimeout: (react, ms) => ms > 0 && ms < TICK_MS ? setImmediate(react) : later(react, ms),
    clearTimeout: (one) => (clearImmediate(one), never(one)),
  });
  Date.now = () => (now += isSlow ? 20 : 0);
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = (module, own) => instantiate(module, { ...own, ...imports });
  const { default: start } = await import(`${pathToFileURL(glue)}?visit=${visits++}`);
  const exports = await start({ module_or_path: wasm });
  WebAssembly.instantiate = instantiate;

  // Lets everything happen that waits for a task of its own.
  const settle = async () => {
    for (let turn = 0; turn < 6; turn++) await new Promise(isSlow ? setTimeout : setImmediate);
  };
  const pass = async (seconds) => {
    for (let ms = 0; ms < seconds * 1000; ms += TICK_MS) {
      now += TICK_MS;
      for (const react of [...ticking]) react();
      await settle();
    }
  };
  const find = (css, words = "") =>
    [...document.querySelectorAll(css)].find((element) => element.textContent.includes(words));
  const press = async (css, words) => {
    const element = find(css, words);
    if (!element) throw new Error(`The first minute has no ${css} that says “${words ?? ""}”.`);
    element.click();
    await settle();
  };
  const key = async (name) => {
    document.body.dispatchEvent(new page.KeyboardEvent("keydown", { key: name, bubbles: true }));
    await settle();
  };
  // The page comes piece by piece, unseen.
  const comes = () => document.getElementById("first");
  for (let turn = 0; turn < 30 || (turn < 500 && comes()); turn++) await new Promise((done) => setTimeout(done));
  await settle();
  return { exports, pass, find, press, key, settle, page, haste };
}

// Wherever a link leads: the rest does not come, and then it does.
export async function arrive({ press }, lab) {
  lab.mayCome = true;
  await press(".rest button", "Try again");
}

// A browser that keeps nothing is told so.
export async function notice({ pass, press }) {
  await pass(1);
  await press(".notice button", "Close");
}

// All that the first minute offers: every answer, with a standby and without; at last a way out of it, in vain and then not,
// for `lab.mayCome` says whether the rest can be had.
export async function live({ pass, find, press, key, settle, page, haste }, lab) {
  const answer = async () => {
    const choices = [...document.querySelectorAll(".choice input")];
    for (const choice of choices) {
      choice.click();
      await settle();
    }
  };
  const minute = async () => {
    await pass(haste);
    await answer();
    await press(".strike button");
    await pass(40);
    if (!find(".said")) throw new Error("The first minute does not come to its answer.");
    if (find(".reach button", "Predict first")) await press(".reach button");
    await answer();
    await press(".strike button");
    await pass(5);
    if (!find(".doors")) throw new Error("The first minute does not come to its doors.");
  };
  await pass(100);
  await key("?");
  for (let twice = 0; twice < 2; twice++) await press("#keys");
  for (const name of ["Escape", "+", "-", " ", " "]) await key(name);
  for (let theme = 0; theme < 3; theme++) await press(".top__tools [title^=Theme]");
  for (const what of ["code", "h1"]) {
    find(what).dispatchEvent(new page.Event("pointerover", { bubbles: true }));
    await settle();
  }
  await minute();
  await press(".doors button", "Single-AZ");
  await minute();
  Object.defineProperty(document, "hidden", { value: true });
  document.dispatchEvent(new page.Event("visibilitychange"));
  await press(".doors button", "Repair");
  if (find(".inspector")) throw new Error("The first minute holds the inspector.");
  lab.mayCome = true;
  await press(".rest button", "Try again");
  if (!find(".inspector")) throw new Error("The rest of the lab does not lead out of the first minute.");
}
