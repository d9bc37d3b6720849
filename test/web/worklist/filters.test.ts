import { describe, expect, test } from "vitest";
import {
  ALL,
  filtersOf,
  isNarrowed,
  pageAddress,
  toAddress,
} from "../../../web/src/worklist/filters.ts";

describe("filters in the page's address", () => {
  test("come back as they were", () => {
    const filters = {
      search: "müller & sohn",
      finding: "Pleural_Thickening",
      status: "refused",
      sort: "newest",
    } as const;
    expect(filtersOf(new URLSearchParams(String(toAddress(filters))))).toEqual(filters);
    expect(isNarrowed(filters)).toBe(true);
  });

  test("leave the address bare where nothing is asked for", () => {
    expect(String(toAddress(ALL))).toBe("");
    expect(filtersOf(new URLSearchParams())).toEqual(ALL);
    expect(isNarrowed({ ...ALL, sort: "newest" })).toBe(false);
  });

  test("are not taken from what no list can be asked for", () => {
    const address = new URLSearchParams({ finding: "Flu", status: "lost", sort: "random" });
    address.set("search", `  ${"x".repeat(300)}`);
    expect(filtersOf(address)).toEqual({ ...ALL, search: "x".repeat(100) });
  });

  test("become what the server is asked", () => {
    const address = pageAddress({ ...ALL, finding: "Mass" }, "abc");
    const [path, parameters] = address.split("?");
    expect(path).toBe("/api/studies");
    expect(Object.fromEntries(new URLSearchParams(parameters))).toEqual({
      finding: "Mass",
      sort: "urgency",
      limit: "200",
      cursor: "abc",
    });
  });
});
