// What is found of addresses in a part's text format.
import assert from "node:assert";
import { test } from "node:test";
import { addresses, lengths } from "./texts.mjs";

const found = (code) => [...addresses(code, 1000, 2000)].sort();

test("an address stands in a number, or is an offset", () => {
  assert.deepEqual(found("(i32.const 1200) (i32.load offset=1400) (i32.const 2000)"), [1200, 1400]);
});

test("either half of a long number may be an address", () => {
  const packed = (high, low) => BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low));
  assert.deepEqual(found(`(i64.const ${packed(24, 1200)})`), [1200]);
  assert.deepEqual(found(`(i64.const ${packed(1400, 24)})`), [1400]);
  assert.deepEqual(found(`(i64.const ${packed(1200, 1400)})`), [1200, 1400]);
  assert.deepEqual(found(`(i64.const ${packed(0xffffffff, 1300)}) (i64.const -1)`), [1300]);
});

test("what letters are compared with is no address", () => {
  const code = "(i32.const 1112064) (i32.const 32) (i32.const 1114112) (i32.const 1100000)";
  assert.deepEqual([...addresses(code, 1048576, 1200000)], [1100000]);
  assert.deepEqual([...lengths(code, 1048576, 1200000).keys()], [1100000]);
});

test("a length stands beside its address, packed or not", () => {
  const packed = BigInt.asIntN(64, (30n << 32n) | 1300n);
  const found = lengths(`(i32.const 1200) (i32.const 24) (i32.const 7) (i32.const 8) (i32.const 9) (i32.const 99) (i64.const ${packed})`, 1000, 2000);
  assert.ok(found.get(1200).has(24) && !found.get(1200).has(99));
  assert.ok(found.get(1300).has(30) && !found.get(1300).has(24));
});
