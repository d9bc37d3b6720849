import { useId } from "react";
import type { Session } from "../../api/session.ts";
import type { Feedback, NewFeedback } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import type { Box } from "../../viewer/viewer.tsx";
import { CommentForm } from "./comment-form.tsx";
import styles from "./feedback.module.css";
import { FeedbackList } from "./feedback-list.tsx";
import type { PendingBox } from "./missed-draft.ts";
import { MissedForm } from "./missed-form.tsx";
import type { Outbox } from "./use-outbox.ts";

/** What people say of the reading. */
export function FeedbackPanel({
  imageId,
  readingId,
  feedback,
  outbox,
  session,
  give,
  drawBox,
  onPending,
}: {
  readonly imageId: string;
  readonly readingId: string;
  readonly feedback: readonly Feedback[];
  readonly outbox: Outbox;
  readonly session: Session;
  readonly give: (feedback: NewFeedback) => void;
  readonly drawBox: (done: (box: Box) => void) => void;
  /** Hears what is marked but not saved yet. */
  readonly onPending: (pending: PendingBox | null) => void;
}) {
  const { text } = useTranslator();
  const heading = useId();
  const draftName = `${session.account?.id ?? "local"}.${imageId}`;
  return (
    <section id="feedback" aria-labelledby={heading} className={styles.section}>
      <h2 id={heading}>{text("study.feedback")}</h2>
      <p className={styles.quiet}>
        {text(session.account === null ? "study.feedback.about.local" : "study.feedback.about")}
      </p>
      <MissedForm
        key={`missed ${draftName}`}
        draftName={draftName}
        give={give}
        drawBox={drawBox}
        onPending={onPending}
      />
      <CommentForm key={`comment ${draftName}`} draftName={draftName} give={give} />
      <h3>{text("study.feedback.list")}</h3>
      <FeedbackList
        imageId={imageId}
        readingId={readingId}
        feedback={feedback}
        outbox={outbox}
        session={session}
      />
    </section>
  );
}
