import { type CardSection, facts, heading, note, table } from "./document.ts";
import type { CardEvidence } from "./evidence.ts";

/** Every setting of the run; null where the run is not at hand. */
export function settingsSection({ run }: CardEvidence): CardSection | null {
  if (run === undefined || run === null) return null;
  const told = [...run.settings]
    .filter(([name]) => !SAID_ELSEWHERE.test(name))
    .map(([name, value]) => [name, value === "null" ? "none" : value]);
  return {
    title: "How it was trained",
    blocks: [
      note("The resolved recipe, as the run kept it; docs/training.md explains every setting."),
      table(["setting", "value"], told),
      ...(run.environment.size === 0 ? [] : [heading("Where it ran"), facts([...run.environment])]),
    ],
  };
}

const SAID_ELSEWHERE = /^(name|version|title|notes)$/;
