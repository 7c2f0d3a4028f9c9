// Takes out of the first part's data the texts that only later parts speak of, and gives each to the first of those: a part puts its texts
// where they stood when it joins. What a text is follows from the code alone: its address stands in a function of a later part, and neither in
// one of the first part nor in the data; its length stands beside it, and leads just to the next known address; and there is nothing but letters.
// Whatever cannot be told stays: a number may be within the addresses by chance, in the midst of another text.

const DATA = 11;
const DATA_COUNT = 12;
const CODE = 10;
// What a segment of its own costs, in bytes, is saved by longer texts alone.
const SHORTEST = 24;
// So many numbers may stand between the address of a text and its length.
const NEAR = 4;
// What code that reads letters compares with: the number of all that Unicode has, the last of them, and how many are left without
// surrogates. Data lies where these numbers may be addresses too.
const OF_UNICODE = [0x110000, 0x10ffff, 0x10f800];

// The parts as binaries and in the text format, the first before the others, in the order in which they come.
export function defer(binaries, codes) {
  const segments = dataOf(binaries[0]);
  const [low, high] = [segments[0].at, segments.at(-1).at + segments.at(-1).bytes.length];
  const named = codes.map((code) => addresses(code, low, high));
  const texts = codes.map((code) => lengths(code, low, high));
  const pointed = pointers(segments, low, high);
  const stays = (at) => pointed.has(at) || named[0].has(at);
  const known = [...new Set([...pointed, ...named.flatMap((own) => [...own]), high])].sort((a, b) => a - b);
  const taken = binaries.map(() => []);
  const kept = segments.flatMap((segment) => {
    const gaps = [];
    known.forEach((at, place) => {
      if (at < segment.at || at >= segment.at + segment.bytes.length || stays(at)) return;
      const owner = named.findIndex((own) => own.has(at));
      const end = Math.min(known[place + 1], segment.at + segment.bytes.length);
      if (!texts.some((own) => own.get(at)?.has(end - at))) return;
      const length = letters(segment.bytes.subarray(at - segment.at, end - segment.at));
      const last = gaps.at(-1);
      if (last && last.owner === owner && last.at + last.length === at) last.length += length;
      else if (length) gaps.push({ owner, at, length });
    });
    return cut(segment, gaps.filter(({ length }) => length >= SHORTEST), taken);
  });
  return binaries.map((bytes, part) => withData(bytes, part === 0 ? kept : taken[part]));
}

// What is left of a segment; what is not goes to those who take it.
function cut({ at, bytes }, gaps, taken) {
  const kept = [];
  let from = 0;
  const keep = (to) => to > from && kept.push({ at: at + from, bytes: bytes.subarray(from, to) });
  for (const gap of gaps) {
    const begin = gap.at - at;
    keep(begin);
    from = begin + gap.length;
    taken[gap.owner].push({ at: gap.at, bytes: bytes.subarray(begin, from) });
  }
  keep(bytes.length);
  return kept;
}

// How many bytes at the beginning are letters: no control signs but the end of a line, and whole ones.
function letters(bytes) {
  const end = bytes.findIndex((byte) => byte < 32 && byte !== 10 || byte === 127);
  const own = end < 0 ? bytes : bytes.subarray(0, end);
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(own);
    return own.length;
  } catch {
    return 0;
  }
}

// The numbers of code, in their order. Two may be packed into one: a text and its length, or two texts, are stored at once.
function numbers(code) {
  return [...code.matchAll(/(?:i(32|64)\.const |offset=)(-?\d+)/g)].flatMap(([, bits, number]) => {
    if (bits !== "64") return [Number(number)];
    const both = BigInt.asUintN(64, BigInt(number));
    return [Number(both & 0xffffffffn), Number(both >> 32n)];
  });
}

// The addresses that code names. A real one that is left out ends no text, so that the one before it does not fit and stays.
export function addresses(code, low, high) {
  return new Set(numbers(code).filter((number) => number >= low && number < high && !OF_UNICODE.includes(number)));
}

// The addresses that code names, each with the numbers beside it, one of which is the length of a text if one stands there.
export function lengths(code, low, high) {
  const found = new Map();
  const all = numbers(code);
  all.forEach((at, place) => {
    if (at < low || at >= high || OF_UNICODE.includes(at)) return;
    const beside = all.slice(Math.max(0, place - NEAR), place + NEAR + 1);
    found.set(at, new Set([...(found.get(at) ?? []), ...beside]));
  });
  return found;
}

function pointers(segments, low, high) {
  const found = new Set();
  for (const { at, bytes } of segments) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let place = (4 - at % 4) % 4; place + 4 <= bytes.length; place += 4) {
      const word = view.getUint32(place, true);
      if (word >= low && word < high) found.add(word);
    }
  }
  return found;
}

function dataOf(bytes) {
  const { body } = sections(bytes).find(({ id }) => id === DATA);
  const read = reader(body);
  return Array.from({ length: read.number() }, () => {
    if (read.number() !== 0 || read.byte() !== 0x41) throw new Error("a segment of the data has no place of its own");
    const at = read.number();
    if (read.byte() !== 0x0b) throw new Error("the place of a segment is computed");
    return { at, bytes: read.bytes(read.number()) };
  }).sort((a, b) => a.at - b.at);
}

// The module with this data, in the place of what it had.
function withData(bytes, segments) {
  const others = sections(bytes).filter(({ id }) => id !== DATA && id !== DATA_COUNT);
  const place = others.findIndex(({ id }) => id === CODE) + 1;
  const body = segments.flatMap(({ at, bytes }) => [[0, 0x41, ...signed(at), 0x0b, ...unsigned(bytes.length)], bytes]);
  const data = { id: DATA, body: Buffer.concat([unsigned(segments.length), ...body].map((part) => Buffer.from(part))) };
  const all = segments.length ? [...others.slice(0, place), data, ...others.slice(place)] : others;
  const whole = all.flatMap(({ id, body }) => [[id, ...unsigned(body.length)], body]);
  return Buffer.concat([bytes.subarray(0, 8), ...whole.map((part) => Buffer.from(part))]);
}

function sections(bytes) {
  const read = reader(bytes, 8);
  const found = [];
  while (!read.isAtEnd()) {
    const id = read.byte();
    found.push({ id, body: read.bytes(read.number()) });
  }
  return found;
}

// Reads numbers of a module; addresses of data are positive and so far below the sign that both ways to write one read alike.
function reader(bytes, from = 0) {
  let at = from;
  const byte = () => bytes[at++];
  return {
    byte,
    number() {
      let [value, shift, next] = [0, 0, 0];
      do {
        next = byte();
        value += (next & 127) * 2 ** shift;
        shift += 7;
      } while (next & 128);
      return value;
    },
    bytes: (length) => bytes.subarray(at, at += length),
    isAtEnd: () => at >= bytes.length,
  };
}

function unsigned(value) {
  const bytes = [];
  do {
    const rest = Math.floor(value / 128);
    bytes.push(value % 128 | (rest ? 128 : 0));
    value = rest;
  } while (value);
  return bytes;
}

// The sign stands in the highest bit of the last byte.
function signed(value) {
  const bytes = unsigned(value);
  if (bytes.at(-1) & 64) return [...bytes.slice(0, -1), bytes.at(-1) | 128, 0];
  return bytes;
}
