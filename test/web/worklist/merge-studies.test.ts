import { describe, expect, test } from "vitest";
import {
  applyImageEvent,
  mergeStudies,
  pagesWith,
  studiesOf,
} from "../../../web/src/worklist/merge-studies.ts";
import { study } from "./made-up-list.ts";

const LIST = {
  pages: [
    { items: [study("a"), study("b")], next: "2" },
    { items: [study("c"), study("d")], next: null },
  ],
  pageParams: [null, "2"],
};

function ids(list: typeof LIST) {
  return list.pages.map(({ items }) => items.map(({ id }) => id).join(""));
}

describe("a list that is kept up to date", () => {
  test("takes what is learnt into its place, and nothing that it does not show", () => {
    const merged = mergeStudies(LIST, [study("c", { abnormal: 0.9 }), study("new"), study("a")]);
    expect(ids(merged as typeof LIST)).toEqual(["ab", "cd"]);
    expect(merged.pages[1]?.items[0]?.abnormal).toBe(0.9);
  });

  test("notes how an image stands", () => {
    const event = { image: "b", study: "b", status: "refused", errorCode: "COLOUR_IMAGE" } as const;
    const changed = applyImageEvent(LIST, event);
    expect(changed.pages[0]?.items[1]?.images[0]).toMatchObject({
      status: "refused",
      errorCode: "COLOUR_IMAGE",
    });
    // What did not change is drawn no second time.
    expect(changed.pages[1]).toBe(LIST.pages[1]);
    expect(applyImageEvent(LIST, { ...event, study: "elsewhere" })).toBe(LIST);
  });

  test("knows which pages hold what changed", () => {
    expect(pagesWith(LIST, new Set(["d", "elsewhere"]))).toEqual([1]);
    expect(pagesWith(LIST, new Set())).toEqual([]);
  });

  test("shows a study once that two pages bring", () => {
    const moved = { ...LIST, pages: [...LIST.pages, { items: [study("a")], next: null }] };
    expect(studiesOf(moved).map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
    expect(studiesOf(undefined)).toEqual([]);
  });
});
