import { expect, test } from "vitest";
import { namesOfKey, type PressedKey } from "../../../web/src/keyboard/key-names.ts";

const NO_OTHER = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

/** [what it writes, where it lies, with what else] */
test.each<[string, string, Partial<PressedKey>, string]>([
  ["j", "KeyJ", {}, "j"],
  ["J", "KeyJ", {}, "j"],
  ["?", "Slash", { shiftKey: true }, "?"],
  ["ت", "KeyJ", {}, "j"],
  ["س", "KeyS", { ctrlKey: true }, "Control+s"],
  ["s", "KeyS", { metaKey: true }, "Control+s"],
  ["؟", "Slash", { shiftKey: true }, "?"],
  ["ArrowDown", "ArrowDown", {}, "ArrowDown"],
  ["٠", "Digit0", {}, "0"],
  ["+", "BracketRight", {}, "+"],
])("%s in the place of %s with %j is %s", (key, code, others, name) => {
  expect(namesOfKey({ ...NO_OTHER, key, code, ...others })).toContain(name);
});

test.each<[string, string, string]>([
  ["q", "KeyA", "a"],
  ["z", "KeyY", "y"],
])("a Latin keyboard of another country: %s in the place of %s is not %s", (key, code, other) => {
  expect(namesOfKey({ ...NO_OTHER, key, code })).toEqual([key]);
  expect(namesOfKey({ ...NO_OTHER, key, code })).not.toContain(other);
});
