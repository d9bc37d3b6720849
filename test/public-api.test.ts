import { expect, test } from "vitest";
import * as thorascope from "../src/index.ts";

test("the public names are these and no others", () => {
  expect(Object.keys(thorascope).sort()).toEqual([
    "BUNDLED_MODEL",
    "FINDINGS",
    "Model",
    "ModelError",
    "RefusedRadiographError",
    "ThorascopeError",
    "displayName",
    "drawHeatmap",
    "heatmapOf",
    "heatmapsToNpy",
    "isFinding",
    "isThorascopeError",
    "loadModel",
    "readRadiograph",
    "readingToJson",
    "toGrey",
  ]);
});
