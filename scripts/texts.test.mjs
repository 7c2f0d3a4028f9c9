// What is found of addresses in a part's text format.
import assert from "node:assert";
import { test } from "node:test";
import { addresses } from "./texts.mjs";

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
