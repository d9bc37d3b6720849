import { describe, expect, test } from "vitest";
import {
  decodeFitState,
  encodeFitState,
  type FitState,
} from "../../../src/training/network/fit-state.ts";

const STATE: FitState = {
  progress: {
    epoch: 3,
    step: 17,
    optimizerSteps: 101,
    lossSum: 0.1 + 0.2,
    history: [{ epoch: 1, trainLoss: 1 / 3, validationAuroc: null }],
  },
  values: Float32Array.of(1, -0, 1e-38, 3e38, 0.1),
  optimizer: new Map([
    ["first", Float32Array.of(1e-45, 2)],
    ["second", Float32Array.of(3, 4)],
  ]),
  average: Float32Array.of(5, 4, 3, 2, 1),
  best: null,
};

describe("the state of a fit", () => {
  test("comes back bit for bit", () => {
    const again = decodeFitState(encodeFitState(STATE), 5, "checkpoint");
    expect(again).toEqual(STATE);
    expect(Object.is(again.values[1], -0)).toBe(true);
    expect(Buffer.from(encodeFitState(again))).toEqual(Buffer.from(encodeFitState(STATE)));
  });

  test("of another network is refused by its file", () => {
    expect(() => decodeFitState(encodeFitState(STATE), 6, "run/checkpoint")).toThrow(
      expect.objectContaining({
        code: "CHECKPOINT_INVALID",
        message: expect.stringMatching(/^run\/checkpoint: .*Delete it/),
      }),
    );
  });

  test("that is cut anywhere is refused", () => {
    const whole = encodeFitState(STATE);
    for (let length = 0; length < whole.length; length += 7) {
      expect(() => decodeFitState(whole.slice(0, length), 5, "cut")).toThrow(
        expect.objectContaining({ code: "CHECKPOINT_INVALID" }),
      );
    }
  });
});
