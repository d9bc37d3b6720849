import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { unzip } from "../../src/dataset/provider-download/unzip.node.ts";
import { askPython, PYTHON_TIMEOUT } from "./ask-python.ts";
import { Workshop } from "./dicom-tools.ts";

const workshop = new Workshop();
let written: Readonly<Record<string, string>>;
beforeAll(() => {
  written = askPython("write_zip.py", "", { path: workshop.path("archive.zip") });
}, PYTHON_TIMEOUT);
afterAll(() => workshop.remove());

it("a ZIP archive by Python's zipfile, stored and deflated, streamed and not, is unpacked whole", async () => {
  const folder = workshop.path("unpacked");
  const names = await unzip(workshop.path("archive.zip"), folder, (name) => !name.endsWith("/"));
  expect(names.sort()).toEqual(Object.keys(written).sort());
  for (const [name, hexadecimal] of Object.entries(written))
    expect(readFileSync(join(folder, name)).toString("hex")).toBe(hexadecimal);
  rmSync(folder, { recursive: true });
});
