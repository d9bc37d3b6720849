import fc from "fast-check";
import { dropout, dropPath } from "../../../src/graph/index.ts";
import { at, type Example, positions, shape } from "../operators/example.ts";

export default fc.tuple(shape(1, 4), fc.boolean()).map(([x, path]): Example => {
  const mask = path ? x.map((size, axis) => (axis === 0 ? size : 1)) : x;
  return {
    inputs: [x, mask],
    ranges: [undefined, [0, 2]],
    build: path ? dropPath : dropout,
    expected: (values, factors) =>
      positions(x).map((place) => at(values, place) * at(factors, place)),
  };
});
