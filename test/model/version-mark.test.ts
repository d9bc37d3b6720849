import { expect, test } from "vitest";
import { markVersion } from "../../src/model/version-mark.ts";

test.each([
  ["1.2.0", "gate", "1.2.0+gate.1a2b3c4d"],
  ["1.2.0+gate.00000000", "gate", "1.2.0+gate.1a2b3c4d"],
  ["1.2.0+recalibrated.00000000", "gate", "1.2.0+recalibrated.00000000.gate.1a2b3c4d"],
  [
    "1.2.0+recalibrated.00000000.gate.99999999",
    "recalibrated",
    "1.2.0+gate.99999999.recalibrated.1a2b3c4d",
  ],
  ["abc+local.build", "gate", "abc+local.build.gate.1a2b3c4d"],
])("%s marked by %s is %s", (version, name, expected) => {
  expect(markVersion(version, name, "1a2b3c4d")).toBe(expected);
});
