import { expect, test } from "vitest";
import { decodeText } from "../../src/dicom/character-set.ts";

test.each([
  ["ISO_IR 100", [0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72], "Müller"],
  ["ISO 2022 IR 100", [0x4d, 0xfc], "Mü"],
  ["ISO_IR 192", [0x4d, 0xc3, 0xbc], "Mü"],
  [null, [0x4d, 0xc3, 0xbc], "Mü"],
  ["klingon", [0x4d], "M"],
  // Names of what every object has.
  ["constructor", [0x4d], "M"],
  ["__proto__", [0x4d], "M"],
])("of the set %j %j is %j", (set, bytes, text) => {
  expect(decodeText(Uint8Array.from(bytes), set)).toBe(text);
});
