// Splits the built page: what the first minute does not use goes into files of its own under `later/`, which `static/rest.js`
// fetches when they are asked for. split.mjs DIST MODULES: the built page, and the folder with the npm packages.
//
// The module is split by functions, into five parts. A copy of it that tells which functions it enters lives through the first minute
// and goes wherever links lead; what it never entered before it was to leave the first minute moves to the second part, the rest; and what
// of the model and the language it never entered at all to the third, what is seldom needed, which comes when nobody waits for it; the rooms of
// an interview and of a class, and what a lesson comes to, to the fourth, which comes after that, and databases that no lesson of the course begins with to
// the fifth. Where a moved function can be called from another part, a stub stands
// there: it sees to it that the part is here (`need` of `ui/rest.rs`), and calls through the table, where that part has put the function. So
// whatever nobody foresaw works too: it costs a wait. Memory stays in the first part, and so does data, but for texts that only others speak
// of (`texts.mjs`).
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { FIRST_MINUTE, arrive, live, notice, visit } from "./first-minute.mjs";
import { hash } from "./hash.mjs";
import { defer } from "./texts.mjs";

const [dist, modules] = process.argv.slice(2);
const { default: binaryen } = await import(pathToFileURL(join(modules, "binaryen/index.js")));
const { none, i32, createType, expandType, Features } = binaryen;
// What browsers have had for years; the module uses no more.
const FEATURES = Features.MutableGlobals | Features.SignExt | Features.BulkMemory | Features.BulkMemoryOpt |
  Features.ReferenceTypes | Features.NontrappingFPToInt | Features.Multivalue | Features.CallIndirectOverlong;

// Where links lead.
const ADDRESSES = ["#/", "#/sandbox", "#/lesson/01-multi-az", "#/lesson?file=https%3A%2F%2Fexample.com%2Fa.md", "#/game",
  "#/game/shift/KYIV", "#/author", "#/draft", "#run=seed%20A%0A60s%20end", "#nowhere"];

// How long visitors look on before they do something, in seconds.
const HASTES = [3, 0.5, 11, 45];

// What has rare ways of its own, which one life need not take: two keys of one hash, a list that outgrows its place, something that
// is to be drawn twice before it is drawn, so that one of them is dropped; and what depends on a browser's layout, which here is none.
// Maps of the first minute are too small to be balanced, but for Yew's queue on a busy machine; and what it reads was written well.
const WITHIN = "^(core::ptr::drop_in_place<)?(alloc::(boxed::Box|rc::Rc|vec::Vec)<|core::option::Option<|[<&]|dyn |mut |T as )*";
const WHOLE = new RegExp(WITHIN +
  "(yew(?!::dom_bundle::b(portal|suspense))|hashbrown|wasm_bindgen|js_sys|web_sys|indexmap|dlmalloc|std|alloc::(collections::btree(?!::node::BalancingContext)|raw_vec|string)|core::(fmt|num|str(?!::<impl str>::trim_matches))|serde_json(?!::(error|value::ser|de::Deserializer<R>::(parse_(decimal|exponent|long)|f64_)|read::(SliceRead::position|push_wtf8)))|percent_encoding(?!::PercentDecode::decode_utf8_lossy)" +
  "|failover_lab::(sim(?!::luck::(plain_number|Spread::is_valid))|app::(part|side::verdict))|failover_lab::ui::(effects(?!::copy_link)|first|focus|keys|kit|listen|page|parts|rest|scroll|storage))\\b");

// What may be needed seldom: the model and the language, what is opened in the midst of a run; screens that few begin with (`rest.js`
// knows their addresses), what a step comes to, and what a lesson is on paper.
const MODEL = new RegExp(WITHIN + "failover_lab::(cloud|grammar|language|rds|world" +
  "|app::(branch|confirm|faults|glossary|led|lesson::(beside|place)|named|restore|share|side::(answers|cost|restore)|take_over|terminal_update|ways|around::help))\\b");
const SCREENS = new RegExp(WITHIN + "failover_lab::(app::(author|carry::forget_learner|downtime|enter::open_branch|game|handed_over|opening::(empty_sandbox|next_seed)|lesson_update::no_reader|lost|operations::to_proxies|possible|progress::Progress::record_game|reader|shared::(in_sandbox|link|within)|terminal_update|toll::fate|update::(copied|goal|share|undo)|describe::of_proxy|lesson::(ask::why_wait|clock::left_of_rto|kept|observe|shown::steps|judge::(answer|broken|confident_misses|foretold|judge|judged|missed_rpo|missed_rto|said|score|shortfall|step_done)|shown::(answers|end_of_step|judged_shown|look_back)|paper))|lesson::(condition|game|index::Index::(leave_out|with_own)|interview(?!::Area)|words)|rds::operation::describe_proxies|ui::(author|effects::copy_link|files::(drop_hint|read)|reader::fail|terminal))\\b|^libm::math::(generic::)?pow|^zmij::");
// The interview, the recap, what a class is taught with, what only those need who read in another language than English, and what a lesson comes to and asks at its end; what is said of a text that is no JSON, fractions in one, and
// kinds of nodes that no page draws.
const TAUGHT = new RegExp(WITHIN + "(failover_lab::(app::(interview|class|clock::tick_alone|course::(language::(choose|in_language|translate|translated)|screen::(forget|import|open_file))|navigate::(in_language|to_its_stage|place_of_run|to_class|to_interview|to_map)|class_update|present|present_update|guide|map|recap(?!::sitting::after)|recap_update|task|update::of_(class|interview)|carry::write_down|course::record::record|lesson::(best|debrief|first|foot::to_next_lesson|outcome|recall|screen::(start_again|step_again)|setting))|lesson::(hand_in|index::Index::in_words_of)|ui::(class|present|fetch::translation|files::read_all))|serde_json::(error|de::Deserializer<R>::(parse_(decimal|exponent|long)|f64_)|read::(SliceRead::position|push_wtf8))|yew::dom_bundle::b(portal|suspense))\\b");
// Services that the first minute and the course know nothing of.
const SERVICES = new RegExp(WITHIN + "failover_lab::(aurora|dynamodb)\\b");
const TAUGHT_SHEETS = /^(interview|class|present|map|recap)-/;
// Trees that shrink while they are large.
const TREES = /\bnode::BalancingContext\b/;
// What a mistake of the lab's own is told with.
const MISTAKES = /\bfmt::Debug>::fmt|escape_debug|Debug(List|Struct)|PadAdapter|console_error|panicking|slice_error_fail|unicode_data|bignum/;

const one = (pattern) => {
  const found = readdirSync(dist).filter((name) => pattern.test(name));
  if (found.length !== 1) throw new Error(`${dist} has ${found.length} files ${pattern}; build it anew`);
  return found[0];
};
const glue = one(/^failover-lab-.*\.js$/);
const bytes = readFileSync(join(dist, one(/_bg\.wasm$/)));
const html = readFileSync(join(dist, "index.html"), "utf8");
const page = { modules, html: html.replace("<html", "<html data-rest=later"), glue: join(dist, glue) };

// The parts, as `ui/rest.rs` counts them.
const FIRST = 0;
const LATER = { rest: 1, seldom: 2, taught: 3, services: 4 };

const callers = graph();
const { entered, used } = await profile();
const queued = calledFrom(/^yew::scheduler\b/, /^alloc::collections::btree\b/);
const partByName = (name) => {
  if (entered.has(name) || queued.has(name)) return FIRST;
  // What drops their states runs wherever another state takes their place; but for the recap's, which nothing takes.
  const drops = name.startsWith("core::ptr::drop_in_place");
  if (TAUGHT.test(name) && (!drops || /::recap::/.test(name))) return LATER.taught;
  if (SERVICES.test(name) && !used.has(name)) return LATER.services;
  return SCREENS.test(name) && !drops || MISTAKES.test(name) || ((MODEL.test(name) || TREES.test(name)) && !used.has(name)) ? LATER.seldom : LATER.rest;
};
const parts = follow(partByName);
const partOf = (name) => parts.get(name);
const { first, later } = split();
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

// Who calls each function of the module itself, by name.
function graph() {
  const source = module();
  const own = functions(source).filter(({ module }) => !module).map(({ name }) => name);
  const texts = source.emitText().split(/^ \(func /m).slice(1);
  const NAME = /\$(?:"[^"]*"|[^\s()]+)/;
  const defined = texts.filter((text) => /^\$/.test(text) && !/^\S+ \(import/.test(text));
  if (defined.length !== own.length) throw new Error(`${defined.length} functions in the text, ${own.length} in the module`);
  const names = new Map(defined.map((text, place) => [text.match(NAME)[0], own[place]]));
  const callers = new Map(own.map((name) => [name, new Set()]));
  defined.forEach((text, place) => {
    for (const [, called] of text.matchAll(/\((?:return_)?call (\$(?:"[^"]*"|[^\s()]+))/g)) {
      if (names.get(called) !== own[place]) callers.get(names.get(called))?.add(own[place]);
    }
  });
  return callers;
}

// What functions of one kind call of another, and what that calls of it.
function calledFrom(kind, other) {
  const found = new Set();
  for (let size = -1; size < found.size;) {
    size = found.size;
    for (const [name, by] of callers) {
      if (other.test(name) && [...by].some((caller) => kind.test(caller) || found.has(caller))) found.add(name);
    }
  }
  return found;
}

// What nobody but a later part calls comes with that part, whatever it is called.
function follow(partByName) {
  const segment = binaryen.getElementSegmentInfo(module().getElementSegmentByIndex(0));
  const addressed = new Set(segment.data);
  const found = new Map([...callers.keys()].map((name) => [name, partByName(name)]));
  for (let moved = true; moved;) {
    moved = false;
    for (const [name, by] of callers) {
      const part = found.get(name);
      const last = Math.min(...[...by].map((caller) => found.get(caller)));
      if (part === FIRST || used.has(name) || addressed.has(name) || !by.size || last <= part) continue;
      found.set(name, last);
      moved = true;
    }
  }
  return found;
}

function functions(module) {
  return all(module.getNumFunctions(), (place) => binaryen.getFunctionInfo(module.getFunctionByIndex(place)));
}

// The names of the functions that the first minute enters, and of those that are entered at all.
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
  const used = new Set();
  let lab;
  const tell = (number) => {
    used.add(names[number]);
    if (!lab.isThere) entered.add(names[number]);
  };
  const told = { ...page, wasm: telling.emitBinary(), imports: { split: { tell } } };
  const come = (how) => visit({ ...told, ...how, lab: (lab = stand(() => {})) });
  await notice(await come({ keepsNothing: true, isSlow: true }));
  for (const address of ADDRESSES) await arrive(await come({ address }), lab);
  for (const haste of HASTES) await live(await come({ haste }), lab);
  await live(await come({ address: FIRST_MINUTE }), lab);
  for (const run of beginningsOfLessons()) await arrive(await come({ address: `#run=${encodeURIComponent(run)}` }), lab);
  // The way to what nobody foresaw, too.
  const visitor = await come({});
  lab.joinNow = () => {};
  for (const part of Object.values(LATER)) visitor.exports.need(part);
  return { entered, used };
}

// What the lessons begin with, as runs.
function beginningsOfLessons() {
  const folder = join(dist, "lessons/en");
  return readdirSync(folder).filter((name) => name.endsWith(".md")).map((name) => {
    const text = readFileSync(join(folder, name), "utf8");
    const [, goals = ""] = text.match(/^goals = {(.*)}$/m) ?? [];
    const [, start] = text.match(/^start = '''\n([^]*?)'''/m) ?? [];
    if (start === undefined) throw new Error(`${name} has no start = '''…''', from which it is known what the lesson's opening needs`);
    const goal = [...goals.matchAll(/(rto|rpo) = "(.*?)"/g)].map(([, what, limit]) => `goal ${what} ${limit}\n`);
    return `seed A\n${start}${goal.join("")}60s end`;
  });
}

// Stands for static/rest.js: it joins the rest when it may come, and from then on `isThere`, or what is seldom needed.
function stand(add) {
  const lab = {
    mayCome: false,
    isThere: false,
    async join(first) {
      if (!lab.mayCome) throw new Error("The rest may not come yet.");
      lab.isThere = true;
      add(LATER.rest, first);
    },
    joinNow(first, part) {
      if (!lab.isThere) throw new Error("The first minute needs the rest.");
      for (let one = LATER.seldom; one <= part; one++) add(one, first);
    },
  };
  return lab;
}

function split() {
  const source = module();
  const known = functions(source);
  const own = known.filter(({ module }) => !module);
  const segments = all(source.getNumElementSegments(), (place) => source.getElementSegmentByIndex(place))
    .map((segment) => binaryen.getElementSegmentInfo(segment));
  if (segments.length !== 1) throw new Error(`the module has ${segments.length} lists of function addresses, not 1`);
  const [{ table, data: addressed, name: segment, offset }] = segments;
  const size = binaryen.getTableInfo(source.getTable(table)).initial;
  const exported = (name) => binaryen.getExportInfo(source.getExport(name)).value;
  const [memory, needed] = [exported("memory"), exported("need")];
  const { value: from } = binaryen.getExpressionInfo(offset);
  if (from + addressed.length !== size) throw new Error(`function addresses from ${from} on do not fill a table of ${size}`);
  const addresses = new Map(addressed.map((name, place) => [name, from + place]));
  const short = new Map(known.map(({ name }, number) => [name, number.toString(36)]));
  const isOf = (part) => ({ name }) => partOf(name) === part;
  const inOrder = own.filter(({ name }) => partOf(name) !== FIRST);

  // Where each moved function is found: at its address, if it has one, else behind all addresses.
  const places = (called) => {
    let free = size;
    return new Map(called.map(({ name }) => [name, addresses.get(name) ?? free++]));
  };
  // In place of another part's functions: who is there already is called at once.
  const stub = (module, part, { name, params, results }, place) => {
    const passed = expandType(params).map((type, number) => module.local.get(number, type));
    const call = module.call_indirect(table, module.i32.const(place.get(name)), passed, params, results);
    const ask = module.call(needed, [module.i32.const(partOf(name))], none);
    const body = part < partOf(name) ? module.block(null, [ask, call], results) : call;
    module.addFunction(name, params, results, [], body);
  };

  // The first part, with stubs for these, and what it hands to the others.
  const keep = (called, { functions: handed, tables = [], globals = [] }) => {
    const first = module();
    const place = places(called);
    inOrder.forEach(({ name }) => first.removeFunction(name));
    called.forEach((one) => stub(first, FIRST, one, place));
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

  // Another part: it imports what is in the first, has stubs for these, and puts into the table what of it is called from elsewhere.
  const move = (part, called) => {
    const moved = module();
    while (moved.getNumExports()) moved.removeExport(binaryen.getExportInfo(moved.getExportByIndex(0)).name);
    for (const { name, params, results } of known.filter(({ name, module }) => module || isOf(FIRST)({ name }))) {
      moved.removeFunction(name);
      moved.addFunctionImport(name, "first", short.get(name), params, results);
    }
    const globals = all(moved.getNumGlobals(), (place) => binaryen.getGlobalInfo(moved.getGlobalByIndex(place)));
    for (const { name, type, mutable } of globals) {
      moved.removeGlobal(name);
      moved.addGlobalImport(name, "first", name, type, mutable);
    }
    const place = places(called);
    for (const one of inOrder.filter(({ name }) => partOf(name) !== part)) {
      moved.removeFunction(one.name);
      if (place.has(one.name)) stub(moved, part, one, place);
    }
    moved.removeElementSegment(segment);
    moved.removeTable(table);
    moved.addTable(table, size, -1);
    const tables = all(moved.getNumTables(), (place) => binaryen.getTableInfo(moved.getTableByIndex(place)).name);
    tables.forEach((name) => moved.addTableImport(name, "first", `table${name}`));
    const own = [...place].filter(([name]) => partOf(name) === part).sort(([, a], [, b]) => a - b);
    for (const run of runs(own)) {
      moved.addActiveElementSegment(table, `at${run[0][1]}`, run.map(([name]) => name), moved.i32.const(run[0][1]));
    }
    moved.runPasses(["remove-memory-init"]);
    moved.addMemoryImport(memory, "first", "data");
    moved.runPasses(["remove-unused-module-elements"]);
    return moved;
  };
  // What each part calls of the others: what is left of all stubs once it is built.
  const left = (module) => new Set(functions(module).map(({ name }) => name));
  const staying = own.filter(isOf(FIRST)).map(({ name }) => name);
  const wanted = left(keep(inOrder, { functions: staying }));
  for (const part of Object.values(LATER)) {
    for (const name of left(move(part, inOrder))) if (partOf(name) !== part) wanted.add(name);
  }
  const called = inOrder.filter(({ name }) => wanted.has(name));

  const parts = Object.values(LATER).map((part) => move(part, called));
  const shared = {
    tables: all(source.getNumTables(), (place) => binaryen.getTableInfo(source.getTableByIndex(place)).name),
    functions: [...new Set(parts.flatMap((part) => functions(part).filter(({ module }) => module).map(({ name }) => name)))],
    globals: all(source.getNumGlobals(), (place) => binaryen.getGlobalInfo(source.getGlobalByIndex(place)).name),
  };
  const first = keep(called, shared);
  if (![first, ...parts].every((part) => part.validate())) throw new Error("a part of the module is not valid WebAssembly");
  const whole = [first, ...parts];
  const binaries = defer(whole.map((part) => part.emitBinary()), whole.map((part) => part.emitText()));
  return { first: binaries[0], later: binaries.slice(1) };
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

// The first part alone lives through the first minute, and all of them lead out of it.
async function prove() {
  for (const address of ["", FIRST_MINUTE]) {
    const lab = stand((part, first) => new WebAssembly.Instance(new WebAssembly.Module(later[part - 1]), { first }));
    await live(await visit({ ...page, wasm: first, lab, address }), lab);
  }
}

// Until the first screen has been painted nothing takes its bytes or its time, and a lesson's text is part of it where it was written down
// (`foresee.mjs`); then the module is compiled while it comes, and begins in a task of its own. Who was here, or follows a link, needs the
// rest along with it.
function afterFirstPaint(text, name) {
  const start = /<script type="module">[^]*?<\/script>/;
  if (!start.test(text)) throw new Error(`index.html has no ${start}`);
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
  return text.replace(start, () => `<script type="module">${begin}</script>`);
}

function publish() {
  const named = (name, content, ending) => {
    const path = `later/${name}-${hash(content)}.${ending}`;
    writeFileSync(join(dist, path), content);
    return path;
  };
  // Letters are kept for ever too, so their names tell them apart.
  const stamped = (text) => {
    for (const name of readdirSync(join(dist, "fonts")).filter((name) => name.endsWith(".woff2"))) {
      const path = join(dist, "fonts", name);
      const kept = name.replace(".woff2", `-${hash(readFileSync(path))}.woff2`);
      renameSync(path, join(dist, "fonts", kept));
      text = text.replaceAll(`fonts/${name}`, `fonts/${kept}`);
    }
    return text;
  };
  // Styles of other screens are links; those of the first minute stand in the page.
  const sheets = [...html.matchAll(/<link rel="stylesheet" href="\.\/([^"]+)">/g)];
  const styles = (isTheirs) => sheets.filter(([, name]) => TAUGHT_SHEETS.test(name) === isTheirs)
    .map(([, name]) => readFileSync(join(dist, name), "utf8")).join("\n");
  const addresses = Object.entries(LATER).map(([name, part]) => [name, named(name, later[part - 1], "wasm")]);
  addresses.push(["styles", named("styles", styles(false), "css")], ["taught-styles", named("taught", styles(true), "css")]);
  // The name of the first part tells which others belong to it: whatever changes in any of them, or in what calls them, changes it.
  const old = glue.match(/-([0-9a-f]+)\.js$/)[1];
  const calls = readFileSync(join(dist, glue), "utf8").replaceAll(old, "");
  const stamp = hash(Buffer.concat([first, ...later, Buffer.from(calls)]));
  const told = addresses.map(([name, address]) => ` data-${name}="${address}"`).join("");
  let text = stamped(html.replaceAll(old, stamp)).replace("<html", `<html${told}`);
  for (const [tag] of sheets) text = text.replace(tag.replaceAll(old, stamp), "");
  text = afterFirstPaint(text, `failover-lab-${stamp}`);
  for (const [, name] of sheets) rmSync(join(dist, name));
  writeFileSync(join(dist, "index.html"), text);
  writeFileSync(join(dist, `failover-lab-${old}_bg.wasm`), first);
  for (const ending of [".js", "_bg.wasm"]) {
    renameSync(join(dist, `failover-lab-${old}${ending}`), join(dist, `failover-lab-${stamp}${ending}`));
  }
}
