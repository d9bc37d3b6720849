import { describe, expect, test } from "vitest";
import { createTranslator, loadCatalogue } from "../../../src/language/index.ts";
import type { Upload, UploadState } from "../../../web/src/upload/upload.ts";
import { totalsOf } from "../../../web/src/upload/upload-totals.ts";
import { doneWords } from "../../../web/src/upload/upload-words.ts";

function uploads(...states: readonly UploadState[]): Upload[] {
  return states.map((state, id) => ({
    id,
    path: `${id}.png`,
    bytes: 27,
    sentBytes: 27,
    state,
    reason: null,
    images: 1,
    leftOut: 0,
    study: null,
    reading: null,
  }));
}

describe("what became of all files", () => {
  test.each([
    [["stored", "stored"], "2 files stored"],
    [["stored", "refused", "refused", "failed"], "1 file stored, 2 refused, 1 failed"],
    [["known"], "1 file, there already"],
    [["known", "known", "refused"], "2 files, all of them there already, 1 refused"],
    [["known", "stored", "stored"], "3 files, 1 of them there already"],
    [["refused"], "0 files stored, 1 refused"],
  ] as const)("%j: %s", async (states, words) => {
    const english = createTranslator("en", await loadCatalogue("en"));
    expect(doneWords(totalsOf(uploads(...states)), english)).toBe(words);
  });
});
