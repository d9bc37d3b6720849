import { type CardBlock, type CardSection, note, paragraph, table } from "./document.ts";
import type { DescribedModel } from "./evidence.ts";
import { count } from "./figures.ts";

/** Which images the model refuses, and how often it errs in that; null for a model without a gate. */
export function gateSection({ gate }: Pick<DescribedModel, "gate">): CardSection | null {
  if (gate === undefined) return null;
  const { learned, leastProbability, greatestDistance, tests } = gate;
  const others = learned.others.map(({ images, count: of }) => `${of} ${images}`).join(", ");
  return {
    title: "When it does not answer",
    blocks: [
      paragraph(
        `It refuses an image that is less than ${leastProbability.toPrecision(3)} probable to be an upright frontal radiograph of a chest, or whose features lie more than ${greatestDistance.toPrecision(3)} times as far from those of chest radiographs as is usual, and says why. A person may have it read all the same; the reading then says so.`,
      ),
      paragraph(
        `Both bounds were set on ${count(learned.radiographs)} radiographs (${learned.population}), each on patients that the gate at hand had not learned from, to refuse ${percent(learned.refused)} of them. It learned from the same radiographs turned, inverted and spoiled, and from images of other things: ${others}; seed ${learned.seed}.`,
      ),
      ...triedOn(tests),
    ],
  };
}

function triedOn(tests: NonNullable<DescribedModel["gate"]>["tests"]): CardBlock[] {
  if (tests.length === 0)
    return [paragraph("It was tried on nothing that it had not learned from.")];
  return [
    table(
      ["tried on", "should be", "images", "refused"],
      tests.map(({ images, readable, refused: { value, interval, of } }) => [
        images,
        readable ? "read" : "refused",
        count(of),
        `${percent(value)} (${percent(interval.low)} to ${percent(interval.high)})`,
      ]),
    ),
    note(
      "None of these images is among those that it learned from. Intervals: Wilson, 95 percent. Whether it refuses what is not listed here, nobody measured.",
    ),
  ];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
