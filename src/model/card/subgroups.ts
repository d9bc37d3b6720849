import { ENOUGH_POSITIVES } from "../../evaluation/index.ts";
import {
  type CardBlock,
  type CardPicture,
  type CardSection,
  heading,
  list,
  note,
  table,
} from "./document.ts";
import { type CardSubgroup, outputLabel } from "./evaluation-file.ts";
import { counted, estimate, figure } from "./figures.ts";
import type { CardPopulation } from "./populations.ts";

/** Whom it serves worse, false "no finding" first; null where nobody looked. */
export function subgroupSection(populations: readonly CardPopulation[]): CardSection | null {
  const grouped = populations.flatMap(({ label, evaluation }) => {
    const subgroups = evaluation?.evaluation.subgroups ?? [];
    return subgroups.length === 0 ? [] : [{ label, subgroups }];
  });
  if (grouped.length === 0) return null;
  return {
    title: "Subgroups",
    blocks: [
      note(
        'First the false "no finding" rate: of radiographs with any finding, the share that is called free of findings. It is where Seyyed-Kalantari et al. (Nature Medicine 27, 2021) found that patients who are served worst are missed most. Intervals: Wilson, 95 percent.',
      ),
      ...grouped.flatMap(({ label, subgroups }) => [
        heading(label),
        ...picture(label, subgroups),
        groupTable(subgroups),
        list([...gaps(subgroups), ...missesApart(subgroups)]),
        note(
          "Compared are groups with 20 radiographs or more to count on. Of so many comparisons a few lie apart by chance.",
        ),
      ]),
    ],
  };
}

function groupTable(subgroups: readonly CardSubgroup[]): CardBlock {
  return table(
    ["group", "radiographs", "patients", 'false "no finding"', "mean AUROC", "over findings"],
    subgroups.map((group) => {
      const aurocs = group.findings.flatMap(({ positives, auroc }) =>
        positives >= ENOUGH_POSITIVES && auroc !== null ? [auroc.value] : [],
      );
      const sum = aurocs.reduce((total, one) => total + one, 0);
      return [
        groupName(group),
        String(group.radiographs),
        String(group.patients),
        counted(group.falseNoFinding),
        aurocs.length === 0 ? "" : figure(sum / aurocs.length),
        String(aurocs.length),
      ];
    }),
  );
}

function picture(label: string, subgroups: readonly CardSubgroup[]): CardBlock[] {
  const bars = subgroups.flatMap((group) =>
    group.falseNoFinding === null
      ? []
      : [
          {
            name: `${groupName(group)} (${group.falseNoFinding.of})`,
            value: group.falseNoFinding.value,
            ...group.falseNoFinding.interval,
          },
        ],
  );
  if (bars.length === 0) return [];
  const drawn: CardPicture = {
    kind: "intervals",
    title: `Called free of findings, of radiographs with any finding (how many). ${label}`,
    across: "share",
    domain: [0, 1],
    chance: null,
    bars,
  };
  return [{ kind: "pictures", pictures: [drawn] }];
}

/** For each grouping the groups missed least and most, among those with enough to count on. */
function gaps(subgroups: readonly CardSubgroup[]): string[] {
  return groupings(subgroups).flatMap((groups) => {
    const rated = groups.flatMap((group) =>
      group.falseNoFinding !== null && group.falseNoFinding.of >= ENOUGH_POSITIVES
        ? [{ name: group.value ?? "unknown", rate: group.falseNoFinding }]
        : [],
    );
    if (rated.length < 2) return [];
    const [least, most] = extremes(rated, ({ rate }) => rate.value);
    const apart = least.rate.interval.high < most.rate.interval.low;
    return [
      `By ${groups[0]?.grouping}: called free of findings most often are ${most.name}, ${estimate(most.rate)}, least ${least.name}, ${estimate(least.rate)}. ${apart ? "The intervals lie apart." : "The intervals overlap: it may be chance."}`,
    ];
  });
}

/** Findings that are missed more often in one group than in another of the same grouping, beyond both intervals. */
function missesApart(subgroups: readonly CardSubgroup[]): string[] {
  return groupings(subgroups).flatMap((groups) => {
    const names = groups[0]?.findings.map(({ name }) => name) ?? [];
    return names.flatMap((name) => {
      const rated = groups.flatMap((group) => {
        const finding = group.findings.find((one) => one.name === name);
        return finding?.missed && finding.missed.of >= ENOUGH_POSITIVES
          ? [{ group: group.value ?? "unknown", missed: finding.missed }]
          : [];
      });
      if (rated.length < 2) return [];
      const [least, most] = extremes(rated, ({ missed }) => missed.value);
      if (least.missed.interval.high >= most.missed.interval.low) return [];
      return [
        `${outputLabel(name)}, by ${groups[0]?.grouping}: missed most often in ${most.group}, ${estimate(most.missed)}, least in ${least.group}, ${estimate(least.missed)}. The intervals lie apart.`,
      ];
    });
  });
}

function groupName({ grouping, value }: CardSubgroup): string {
  return `${grouping}: ${value ?? "unknown"}`;
}

/** Groups by what they were grouped by, in their order. */
function groupings(subgroups: readonly CardSubgroup[]): CardSubgroup[][] {
  const names = [...new Set(subgroups.map(({ grouping }) => grouping))];
  return names.map((name) => subgroups.filter(({ grouping }) => grouping === name));
}

/** The smallest and the largest of two or more. */
function extremes<One>(all: readonly One[], by: (one: One) => number): [One, One] {
  const sorted = [...all].sort((a, b) => by(a) - by(b));
  return [sorted[0] as One, sorted[sorted.length - 1] as One];
}
