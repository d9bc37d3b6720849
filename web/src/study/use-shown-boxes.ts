import type { Finding } from "../../../src/findings/index.ts";
import type { Feedback } from "../api/types.ts";
import { useTranslator } from "../language/language-context.tsx";
import type { ShownBox } from "../viewer/viewer.tsx";
import type { PendingBox } from "./feedback/missed-draft.ts";
import type { Outbox } from "./feedback/use-outbox.ts";

/** Boxes on an image: those that are saved, those that wait for the server, and the one that is drawn but not saved. */
export function useShownBoxes({
  imageId,
  feedback,
  outbox,
  pending,
}: {
  readonly imageId: string;
  readonly feedback: readonly Feedback[];
  readonly outbox: Outbox;
  readonly pending: PendingBox | null;
}): readonly ShownBox[] {
  const { text, finding: nameOf } = useTranslator();
  const labelOf = (kind: Feedback["kind"], finding: Finding | null) =>
    text(`study.feedback.${kind}`, {
      finding: finding ? nameOf(finding) : text("study.feedback.whole"),
    });
  const saved = feedback.flatMap(({ id, image, kind, box, finding }) =>
    box === null || image !== imageId ? [] : [{ id, box, label: labelOf(kind, finding) }],
  );
  const waiting = outbox.waiting.flatMap(({ id, image, feedback: { kind, box, finding } }) =>
    box == null || image !== imageId
      ? []
      : [{ id, box, label: labelOf(kind, finding ?? null), isPending: true }],
  );
  const drawn =
    pending === null
      ? []
      : [
          {
            id: "drawn",
            box: pending.box,
            label:
              pending.finding === null ? text("study.missed") : labelOf("missed", pending.finding),
            isPending: true,
          },
        ];
  return [...saved, ...waiting, ...drawn];
}
