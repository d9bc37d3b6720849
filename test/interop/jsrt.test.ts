import { afterAll, beforeAll, expect, it } from "vitest";
import { readRadiograph, toGrey } from "../../src/radiograph/index.node.ts";
import { askPython, PYTHON_TIMEOUT } from "./ask-python.ts";
import { Workshop } from "./dicom-tools.ts";

interface Written {
  readonly places: readonly (readonly [row: number, column: number])[];
  readonly values: readonly number[];
  readonly greys: readonly number[];
}

const workshop = new Workshop();
let written: Written;
beforeAll(() => {
  const path = workshop.path("JPCLN001.IMG");
  written = askPython("write_jsrt.py", "python3-numpy", { path });
}, PYTHON_TIMEOUT);
afterAll(() => workshop.remove());

it("a raw film of JSRT that numpy writes has its values and greys", async () => {
  const radiograph = await readRadiograph(workshop.path("JPCLN001.IMG"));
  const grey = toGrey(radiograph);
  const at = (pixels: Float32Array) =>
    written.places.map(([row, column]) => pixels[row * radiograph.columns + column] ?? Number.NaN);
  expect(at(radiograph.pixels)).toEqual(written.values);
  for (const [index, value] of at(grey).entries())
    expect(value).toBeCloseTo(written.greys[index] ?? Number.NaN, 6);
});
