// Prints how many simulated years a second the WebAssembly build runs, of each thing that benches/costs measures so.
// Usage: years.mjs MODULE.js, the module as `wasm-bindgen --target nodejs` made it.
import { createRequire } from "node:module";
import { resolve } from "node:path";

const SAMPLES = 7;
const LONG_ENOUGH_MS = 400;

const { how_many, years } = createRequire(import.meta.url)(resolve(process.argv[2]));

/** As the native build measures: their number doubles until they take long enough. */
function yearsASecond(which) {
  for (let many = 1; ; many *= 2) {
    const began = performance.now();
    years(which, many);
    const took = performance.now() - began;
    if (took >= LONG_ENOUGH_MS) return (many * 1000) / took;
  }
}

for (let which = 0; which < how_many(); which += 1) {
  const samples = Array.from({ length: SAMPLES }, () => yearsASecond(which));
  // Whatever else the machine does only takes away.
  console.log(Math.max(...samples));
}
