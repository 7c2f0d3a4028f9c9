// Splits the built page: what the first minute does not use goes into files of its own under `later/`, which `static/rest.js`
// fetches when they are asked for. split.mjs DIST MODULES: the built page, and the folder with the npm packages.
//
// The module is split by functions. A copy of it that tells which functions it enters lives through the first minute; what it
// never entered moves to a second module. In the first module a moved function that can still be called leaves a stub: it sees to
// it that the rest is here (`need_rest` of `ui/rest.rs`), and calls through the table, where the second module has put the function.
// So whatever nobody foresaw works too: it costs a wait. Memory and data stay in the first module.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { arrive, live, notice, visit } from "./first-minute.mjs";

const [dist, modules] = process.argv.slice(2);
const { default: binaryen } = await import(pathToFileURL(join(modules, "binaryen/index.js")));
const { none, i32, createType, expandType, Features } = binaryen;
// What browsers have had for years; the module uses no more.
const FEATURES = Features.MutableGlobals | Features.SignExt | Features.BulkMemory | Features.BulkMemoryOpt |
  Features.ReferenceTypes | Features.NontrappingFPToInt | Features.Multivalue | Features.CallIndirectOverlong;

// Where links lead.
const ADDRESSES = ["#/", "#/sandbox", "#/lesson/01-multi-az", "#/lesson?file=https%3A%2F%2Fexample.com%2Fa.md", "#/game",
  "#/game/shift/KYIV", "#/author", "#/draft", "#run=seed%20A%0A60s%20end", "#nowhere"];

// What has rare ways of its own, which one life need not take: two keys of one hash, a list that outgrows its place, something that
// is to be drawn twice before it is drawn, so that one of them is dropped; and what depends on a browser's layout, which here is none.
const WHOLE = new RegExp("^(core::ptr::drop_in_place<)?(alloc::(boxed::Box|rc::Rc|vec::Vec)<|core::option::Option<|[<&]|dyn |mut )*" +
  "(yew|hashbrown|wasm_bindgen|js_sys|web_sys|indexmap|dlmalloc|std|alloc::(raw_vec|string)|core::(fmt|num|str)|serde_json|percent_encoding" +
  "|failover_lab::(sim|cloud|grammar|world|language|rds::(?!button|operation::(?!(?:check|cluster|create|delete|entry|options|reboot)::)[a-z_]+::)|app::part)" +
  "|failover_lab::ui::(effects|fetch|first|focus|keys|kit|listen|page|parts|rest|storage))\\b");

const one = (pattern) => {
  const found = readdirSync(dist).filter((name) => pattern.test(name));
  if (found.length !== 1) throw new Error(`${dist} has ${found.length} files ${pattern}; build it anew`);
  return found[0];
};
const glue = one(/^failover-lab-.*\.js$/);
const bytes = readFileSync(join(dist, one(/_bg\.wasm$/)));
const html = readFileSync(join(dist, "index.html"), "utf8");
const page = { modules, html: html.replace("<html", "<html data-rest=later"), glue: join(dist, glue) };

const entered = await profile();
const { first, rest } = split();
await prove();
publish();

function module() {
  const module = binaryen.readBinary(bytes);
  module.setFeatures(FEATURES);
  return module;
}

function all(count, get) {
  return Array.from({ length: count }, (_, place) => get(place));
}

function functions(module) {
  return all(module.getNumFunctions(), (place) => binaryen.getFunctionInfo(module.getFunctionByIndex(place)));
}

// The names of the functions that the first minute enters.
async function profile() {
  const telling = module();
  telling.addFunctionImport("tell", "split", "tell", createType([i32]), none);
  const names = functions(telling).filter(({ module }) => !module).map(({ name }) => name);
  names.forEach((name, number) => {
    const function_ = telling.getFunction(name);
    const { body, results } = binaryen.getFunctionInfo(function_);
    const call = telling.call("tell", [telling.i32.const(number)], none);
    binaryen.Function.setBody(function_, telling.block(null, [call, body], results));
  });
  const entered = new Set(names.filter((name) => WHOLE.test(name)));
  let lab;
  const tell = (number) => lab.isThere || entered.add(names[number]);
  const told = { ...page, wasm: telling.emitBinary(), imports: { split: { tell } } };
  const come = (how) => visit({ ...told, ...how, lab: (lab = stand(() => {})) });
  await notice(await come({ keepsNothing: true, isSlow: true }));
  for (const address of ADDRESSES) await arrive(await come({ address }), lab);
  await live(await come({}), lab);
  // The way to what nobody foresaw, too.
  const visitor = await come({});
  lab.joinNow = () => {};
  visitor.exports.need_rest();
  return entered;
}

// Stands for static/rest.js: it joins the rest when it may come. From then on `isThere`.
function stand(add) {
  const lab = {
    mayCome: false,
    isThere: false,
    async join(first) {
      if (!lab.mayCome) throw new Error("The rest may not come yet.");
      lab.isThere = true;
      add(first);
    },
    joinNow() {
      if (!lab.isThere) throw new Error("The first minute needs the rest.");
    },
  };
  return lab;
}

function split() {
  const source = module();
  const known = functions(source);
  const own = known.filter(({ module }) => !module);
  const moved = own.filter(({ name }) => !entered.has(name));
  const segments = all(source.getNumElementSegments(), (place) => source.getElementSegmentByIndex(place))
    .map((segment) => binaryen.getElementSegmentInfo(segment));
  if (segments.length !== 1) throw new Error(`the module has ${segments.length} lists of function addresses, not 1`);
  const [{ table, data: addressed, name: segment, offset }] = segments;
  const size = binaryen.getTableInfo(source.getTable(table)).initial;
  const exported = (name) => binaryen.getExportInfo(source.getExport(name)).value;
  const [memory, needed] = [exported("memory"), exported("need_rest")];
  const { value: from } = binaryen.getExpressionInfo(offset);
  if (from + addressed.length !== size) throw new Error(`function addresses from ${from} on do not fill a table of ${size}`);
  const addresses = new Map(addressed.map((name, place) => [name, from + place]));

  // Where each moved function is found: at its address, if it has one, else behind all addresses.
  const places = (stubs) => {
    let free = size;
    return new Map(stubs.map(({ name }) => [name, addresses.get(name) ?? free++]));
  };
  const short = new Map(known.map(({ name }, number) => [name, number.toString(36)]));

  // The first module, with these stubs, and what it hands to the second.
  const keep = (stubs, { functions: handed, tables = [], globals = [] }) => {
    const first = module();
    const place = places(stubs);
    moved.forEach(({ name }) => first.removeFunction(name));
    for (const { name, params, results } of stubs) {
      const passed = expandType(params).map((type, number) => first.local.get(number, type));
      const call = first.call_indirect(table, first.i32.const(place.get(name)), passed, params, results);
      first.addFunction(name, params, results, [], first.block(null, [first.call(needed, [], none), call], results));
    }
    const behind = [...place.values()].filter((at) => at >= size).length;
    first.removeTable(table);
    first.addTable(table, size + behind, size + behind);
    handed.forEach((name) => first.addFunctionExport(name, short.get(name)));
    first.addMemoryExport(memory, "data");
    tables.forEach((name) => first.addTableExport(name, `table${name}`));
    globals.forEach((name) => first.addGlobalExport(name, name));
    first.runPasses(["remove-unused-module-elements"]);
    return first;
  };
  const staying = own.filter(({ name }) => entered.has(name)).map(({ name }) => name);
  const left = new Set(functions(keep(moved, { functions: staying })).map(({ name }) => name));
  const stubs = moved.filter(({ name }) => left.has(name));

  // The second module: it imports what stays, and puts what moved into the table.
  const rest = module();
  while (rest.getNumExports()) rest.removeExport(binaryen.getExportInfo(rest.getExportByIndex(0)).name);
  for (const { name, params, results } of known.filter(({ name, module }) => module || entered.has(name))) {
    rest.removeFunction(name);
    rest.addFunctionImport(name, "first", short.get(name), params, results);
  }
  const globals = all(rest.getNumGlobals(), (place) => binaryen.getGlobalInfo(rest.getGlobalByIndex(place)));
  for (const { name, type, mutable } of globals) {
    rest.removeGlobal(name);
    rest.addGlobalImport(name, "first", name, type, mutable);
  }
  const place = places(stubs);
  rest.removeElementSegment(segment);
  rest.removeTable(table);
  rest.addTable(table, size, -1);
  const tables = all(rest.getNumTables(), (place) => binaryen.getTableInfo(rest.getTableByIndex(place)).name);
  tables.forEach((name) => rest.addTableImport(name, "first", `table${name}`));
  for (const run of runs([...place].sort(([, a], [, b]) => a - b))) {
    rest.addActiveElementSegment(table, `at${run[0][1]}`, run.map(([name]) => name), rest.i32.const(run[0][1]));
  }
  rest.runPasses(["remove-memory-init"]);
  rest.addMemoryImport(memory, "first", "data");
  rest.runPasses(["remove-unused-module-elements"]);
  const shared = {
    tables,
    functions: functions(rest).filter(({ module }) => module).map(({ name }) => name),
    globals: all(rest.getNumGlobals(), (place) => binaryen.getGlobalInfo(rest.getGlobalByIndex(place)).name),
  };
  const first = keep(stubs, shared);
  if (!first.validate() || !rest.validate()) throw new Error("a part of the module is not valid WebAssembly");
  return { first: first.emitBinary(), rest: rest.emitBinary() };
}

// Neighbours in the table, together.
function runs(placed) {
  const runs = [];
  for (const entry of placed) {
    const last = runs.at(-1);
    if (last && last.at(-1)[1] + 1 === entry[1]) last.push(entry);
    else runs.push([entry]);
  }
  return runs;
}

// The first part alone lives through the first minute, and both lead out of it.
async function prove() {
  const lab = stand((first) => new WebAssembly.Instance(new WebAssembly.Module(rest), { first }));
  await live(await visit({ ...page, wasm: first, lab }), lab);
}

// Until the first screen has been painted nothing takes its bytes or its time, and a lesson's text is part of it where it was written down
// (`foresee.mjs`); then the module is compiled while it comes, and begins in a task of its own. Who was here, or follows a link, needs the
// rest along with it.
function afterFirstPaint(text, name) {
  const preload = /<link(?=[^>]*\brel=["']?preload\b)[^>]*_bg\.wasm[^>]*>/;
  const start = /<script type=["']?module["']?>[^]*?TrunkApplicationStarted[^]*?<\/script>/;
  for (const part of [preload, start]) if (!part.test(text)) throw new Error(`index.html has no ${part}`);
  const begin = `
const patience = (done) => setTimeout(done, 3000);
await Promise.race([failoverLab.text, new Promise(patience)]);
const since = failoverLab.text ? performance.now() : 0;
const painted = (done) => {
  const hasText = root.matches(":not(.returning), .foreseen");
  if (hasText && PerformanceObserver.supportedEntryTypes?.includes("largest-contentful-paint")) {
    const isIt = ({ startTime }) => startTime >= since;
    const look = (seen) => seen.getEntries().some(isIt) && done();
    new PerformanceObserver(look).observe({ type: "largest-contentful-paint", buffered: true });
  } else requestAnimationFrame(() => setTimeout(done));
  setTimeout(done, document.hidden ? 0 : 1000);
};
await new Promise(painted);
if (root.classList.contains("returning")) failoverLab.ahead();
const fetched = () => fetch("./${name}_bg.wasm");
// Not every host tells the right type, which streaming needs.
const whole = async () => WebAssembly.compile(await (await fetched()).arrayBuffer());
const compiled = WebAssembly.compileStreaming(fetched()).catch(whole);
const [bindings, module_or_path] = await Promise.all([import("./${name}.js"), compiled]);
window.wasmBindings = bindings;
await new Promise((done) => setTimeout(done));
await bindings.default({ module_or_path });
`;
  return text.replace(preload, "").replace(start, () => `<script type="module">${begin}</script>`);
}

function publish() {
  const hash = (what) => createHash("sha256").update(what).digest("hex").slice(0, 16);
  const later = (name, content, ending) => {
    const path = `later/${name}-${hash(content)}.${ending}`;
    writeFileSync(join(dist, path), content);
    return path;
  };
  // Styles of other screens are links; those of the first minute stand in the page.
  const sheets = [...html.matchAll(/<link[^>]*href=["']?(?:\.\/)?([^"' >]+\.css)[^>]*>/g)];
  const styles = sheets.map(([, name]) => readFileSync(join(dist, name), "utf8")).join("\n");
  const address = { rest: later("rest", rest, "wasm"), styles: later("styles", styles, "css") };
  // The name of the first part tells which second part belongs to it.
  const old = glue.match(/-([0-9a-f]+)\.js$/)[1];
  const stamp = hash(Buffer.concat([first, rest]));
  let text = html.replaceAll(old, stamp)
    .replace("<html", `<html data-rest="${address.rest}" data-styles="${address.styles}"`);
  for (const [tag] of sheets) text = text.replace(tag.replaceAll(old, stamp), "");
  text = afterFirstPaint(text, `failover-lab-${stamp}`);
  for (const [, name] of sheets) rmSync(join(dist, name));
  writeFileSync(join(dist, "index.html"), text);
  writeFileSync(join(dist, `failover-lab-${old}_bg.wasm`), first);
  for (const ending of [".js", "_bg.wasm"]) {
    renameSync(join(dist, `failover-lab-${old}${ending}`), join(dist, `failover-lab-${stamp}${ending}`));
  }
}
