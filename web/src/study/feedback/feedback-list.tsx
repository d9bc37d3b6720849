import { Button } from "@mantine/core";
import type { Session } from "../../api/session.ts";
import type { Feedback, NewFeedback } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import styles from "./feedback.module.css";
import type { OutboxEntry } from "./outbox.ts";
import { personOf } from "./person.ts";
import type { Outbox } from "./use-outbox.ts";

/** What people said, the latest first; what is not saved yet stands on top and says so. */
export function FeedbackList({
  imageId,
  readingId,
  feedback,
  outbox,
  session,
}: {
  readonly imageId: string;
  /** The reading that is shown. */
  readonly readingId: string;
  readonly feedback: readonly Feedback[];
  readonly outbox: Outbox;
  readonly session: Session;
}) {
  const translator = useTranslator();
  const { text, time } = translator;
  const saved = new Set(feedback.map(({ id }) => id));
  const waiting = outbox.waiting.filter(({ id, image }) => image === imageId && !saved.has(id));
  if (feedback.length + waiting.length === 0) {
    return <p className={styles.quiet}>{text("study.feedback.none")}</p>;
  }
  return (
    <ol className={styles.list} aria-label={text("study.feedback.list")}>
      {waiting.toReversed().map((entry) => (
        <li key={entry.id} className={styles.waiting}>
          <Said feedback={entry.feedback} readingId={readingId} />
          <Waiting entry={entry} outbox={outbox} />
        </li>
      ))}
      {feedback.toReversed().map((one) => (
        <li key={one.id}>
          <Said feedback={one} readingId={readingId} />
          <p className={styles.quiet}>
            {text("study.feedback.by", {
              person: personOf(one, session, translator),
              time: time(one.createdAt),
            })}
          </p>
        </li>
      ))}
    </ol>
  );
}

/** Why the server does not have it yet, and what can be done about it. */
function Waiting({ entry, outbox }: { readonly entry: OutboxEntry; readonly outbox: Outbox }) {
  const { text, time } = useTranslator();
  const { id, at, refused } = entry;
  if (outbox.isHeld(entry)) {
    return <p className={styles.quiet}>{text("study.feedback.held")}</p>;
  }
  if (refused !== null) {
    return (
      <>
        <p className={styles.quiet} role="status">
          {text("study.feedback.refused")}
        </p>
        <p className={styles.quiet} lang="en" dir="ltr">
          {refused}
        </p>
        <Button size="compact-xs" variant="default" onClick={() => outbox.discard(id)}>
          {text("study.feedback.discard")}
        </Button>
      </>
    );
  }
  const why = outbox.isStored(id) ? "study.feedback.waiting" : "study.feedback.unstored";
  return (
    <>
      <p className={styles.quiet} role="status">
        {text(why, { time: time(at) })}
      </p>
      <Button size="compact-xs" variant="default" onClick={outbox.sendNow}>
        {text("study.feedback.sendNow")}
      </Button>
    </>
  );
}

function Said({
  feedback,
  readingId,
}: {
  readonly feedback: NewFeedback;
  readonly readingId: string;
}) {
  const { text, finding: nameOf } = useTranslator();
  const { reading, kind, finding, box, text: words } = feedback;
  const about = finding ? nameOf(finding) : text("study.feedback.whole");
  return (
    <>
      <p className={styles.said}>
        {text(`study.feedback.${kind}`, { finding: about })}
        {box && <> · {text("study.feedback.withBox")}</>}
        {reading !== readingId && <> · {text("study.feedback.earlier")}</>}
      </p>
      {words && (
        <p className={styles.words} dir="auto">
          {words}
        </p>
      )}
    </>
  );
}
