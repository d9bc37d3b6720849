import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "../../../src/server/audit/canonical-json.ts";

test("keys are sorted at every depth, as in RFC 8785's example", () => {
  expect(
    canonicalJson({ b: [1, { z: null, a: "é\n" }], a: Number("333333333.33333329"), 1: 1e30 }),
  ).toBe('{"1":1e+30,"a":333333333.3333333,"b":[1,{"a":"é\\n","z":null}]}');
});

test("the order of keys does not matter, and JSON reads the same back", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(turned)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
