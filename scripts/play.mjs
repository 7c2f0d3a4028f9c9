// Serves the page on this machine, and makes it again when one of its sources changes: then every browser that shows it loads it anew.
// play.mjs PORT COMMAND…: on which port, and what builds its modules, which are built already.
import { spawn } from "node:child_process";
import { watch } from "node:fs";
import { bundle } from "./bundle.mjs";
import { serve } from "./host.mjs";

const FOLDER = "target/served";
const PROFILE = "play";
const SOURCES = ["src", "static", "lessons", "index.html", "Cargo.toml"];
// Editors write a file in several strokes.
const STROKES_MS = 100;

const [port, command, ...options] = process.argv.slice(2);

// It tells itself what is wrong with a source.
const build = () => new Promise((built, failed) => {
  const told = new Error("cargo could not build it (see above)");
  spawn(command, options, { stdio: "inherit" }).on("error", failed).on("close", (code) => (code === 0 ? built() : failed(told)));
});
const make = () => bundle(FOLDER, PROFILE);

await make().catch(({ message }) => {
  console.error(`error: the page could not be made: ${message}`);
  process.exit(1);
});
const { page, tell } = await serve(FOLDER, { port, again: "/made-again" });
console.log(`==> Failover Lab is at ${page} (Ctrl-C stops it)`);

let waiting;
let making = Promise.resolve();
for (const source of SOURCES) {
  watch(source, { recursive: true }, () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      // One after the other.
      making = making.then(build).then(make).then(tell, ({ message }) => console.error(`==> The page stays as it was: ${message}`));
    }, STROKES_MS);
  });
}
