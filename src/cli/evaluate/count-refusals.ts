import type { RadiographRecord } from "../../dataset/index.ts";

/** How many radiographs were refused for a reason, and how many of them have any finding by their labels. */
export interface RefusalCount {
  readonly code: string;
  readonly radiographs: number;
  readonly withFinding: number;
}

/** Counts refused radiographs by reason. */
export function refusalCounter() {
  const counts = new Map<string, RefusalCount>();
  return {
    add(code: string, { anyFinding }: Pick<RadiographRecord, "anyFinding">): void {
      const { radiographs, withFinding } = counts.get(code) ?? { radiographs: 0, withFinding: 0 };
      counts.set(code, {
        code,
        radiographs: radiographs + 1,
        withFinding: withFinding + (anyFinding === 1 ? 1 : 0),
      });
    },
    /** In the order in which the reasons were met first. */
    all: (): RefusalCount[] => [...counts.values()],
  };
}
