import type { Answer, Checklist, ReportFacts } from "../checklists/checklist.ts";
import { CLAIM } from "../checklists/claim.ts";
import { STARD_AI } from "../checklists/stard-ai.ts";
import { TRIPOD_AI } from "../checklists/tripod-ai.ts";
import { type CardSection, heading, note, table } from "./document.ts";

const CHECKLISTS: readonly Checklist[] = [CLAIM, TRIPOD_AI, STARD_AI];

const STATES: readonly Answer["state"][] = ["filled", "partly", "remains", "does not apply"];

/** What of three reporting checklists the card answers, and what is left to those who write an article. */
export function checklistSections(facts: ReportFacts): CardSection[] {
  const answered = CHECKLISTS.map(({ items, ...checklist }) => ({
    ...checklist,
    items: items.map(({ answer, ...item }) => ({ ...item, ...answer(facts) })),
  }));
  return [
    {
      title: "Reporting checklists",
      blocks: [
        note(
          "For whoever reports a study of this model: which items this card answers and where, and which remain for the authors or the hospital. Computed from what the model's files hold. Numbers are the checklists' own, topics are in our words; the published texts count.",
        ),
        table(
          ["checklist", "items", ...STATES],
          answered.map(({ name, citation, items }) => [
            `${name} (${citation})`,
            String(items.length),
            ...STATES.map((state) => String(items.filter((one) => one.state === state).length)),
          ]),
        ),
        ...answered.flatMap(({ name, items }) => [
          heading(name),
          table(
            ["item", "topic", "state", "by what, or what remains"],
            items.map(({ number, topic, state, text }) => [number, topic, state, text]),
            true,
          ),
        ]),
      ],
    },
  ];
}
