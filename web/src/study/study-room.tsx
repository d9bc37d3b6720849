import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { useHistoryState } from "wouter/use-browser-location";
import type { Session } from "../api/session.ts";
import type { NewFeedback, Study, StudyImage } from "../api/types.ts";
import { useShortcuts } from "../keyboard/shortcuts.tsx";
import { useTranslator } from "../language/language-context.tsx";
import { FeedbackPanel } from "./feedback/feedback-panel.tsx";
import type { PendingBox } from "./feedback/missed-draft.ts";
import { UndoLine } from "./feedback/undo-line.tsx";
import { useOutbox } from "./feedback/use-outbox.ts";
import { FindingsPanel } from "./findings/findings-panel.tsx";
import { ImagePicker } from "./head/image-picker.tsx";
import { PriorPicker } from "./head/prior-picker.tsx";
import { StudyHead } from "./head/study-head.tsx";
import { usePrior } from "./head/use-prior.ts";
import { WhySection } from "./heatmap/why-section.tsx";
import { Notices } from "./notices/notices.tsx";
import { ReportPanel } from "./report/report-panel.tsx";
import { saidOfStudy } from "./report/said-of-image.ts";
import { useCheckedSave } from "./report/use-checked-save.tsx";
import { useReportDraft } from "./report/use-report-draft.ts";
import { SectionLinks } from "./section-links.tsx";
import styles from "./study-page.module.css";
import { UnreadPanel } from "./unread/unread-panel.tsx";
import { useBackToWorklist } from "./use-back-to-worklist.ts";
import { useDrawing } from "./use-drawing.ts";
import { useFindings } from "./use-findings.tsx";
import { useShownBoxes } from "./use-shown-boxes.ts";
import { ViewerPane } from "./viewer-pane.tsx";
import { placeInOrder } from "./worklist-order.ts";

/** A study that is there: the viewer on one side, on the other what is known and said of it. */
export function StudyRoom({
  study,
  session,
  isOutdated,
}: {
  readonly study: Study;
  readonly session: Session;
  /** The server does not answer at the moment. */
  readonly isOutdated: boolean;
}) {
  const [imageId, chooseImage] = useState<string | null>(null);
  const image = study.images.find(({ id }) => id === imageId) ?? study.images[0];
  if (image === undefined) return null;
  return (
    <ImageRoom
      study={study}
      image={image}
      session={session}
      isOutdated={isOutdated}
      chooseImage={chooseImage}
    />
  );
}

function ImageRoom({
  study,
  image,
  session,
  isOutdated,
  chooseImage,
}: {
  readonly study: Study;
  readonly image: StudyImage;
  readonly session: Session;
  readonly isOutdated: boolean;
  readonly chooseImage: (imageId: string) => void;
}) {
  const { text, language } = useTranslator();
  const account = session.account?.id ?? null;
  const outbox = useOutbox(study.id);
  const readingId = image.reading?.id ?? null;
  const give = useCallback(
    // Of the reading that is seen: the image may be read again before this is sent.
    (feedback: NewFeedback) => outbox.give(image.id, { ...feedback, reading: readingId }),
    [outbox.give, image.id, readingId],
  );
  const drawing = useDrawing(image.id);
  const [pending, setPending] = useState<PendingBox | null>(null);
  const boxes = useShownBoxes({ imageId: image.id, feedback: study.feedback, outbox, pending });
  const feedback = study.feedback.filter((one) => one.image === image.id);
  const findings = useFindings({
    image,
    feedback,
    outbox,
    account,
    give,
    drawBox: drawing.drawBox,
  });
  const prior = usePrior(study.patient, image.reading?.radiograph.view ?? null);
  const writing = useReportDraft(study, account, language);
  const { save, question } = useCheckedSave(writing, study.report);
  const impression = useRef<HTMLTextAreaElement>(null);
  const state: unknown = useHistoryState();
  const place = placeInOrder(state, study.id);
  const [, navigate] = useLocation();
  const open = (id: string | null) => {
    if (id !== null) navigate(`/studies/${id}`, { state });
  };
  const goBack = useBackToWorklist();
  useShortcuts([
    { keys: ["e"], label: "study.key.impression", run: () => impression.current?.focus() },
    {
      keys: ["Control+s"],
      label: "study.key.save",
      whileTyping: true,
      run: () => writing.state === "unsaved" && save(),
    },
    ...(place === null
      ? []
      : [
          { keys: ["n"], label: "study.next", run: () => open(place.next) } as const,
          { keys: ["p"], label: "study.previous", run: () => open(place.previous) } as const,
        ]),
    { keys: ["u"], label: "action.back", run: goBack },
  ]);
  const room = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    // The shell says more or less above, and the rest of the window is the room's.
    room.current?.style.setProperty("--room-start", `${room.current.offsetTop}px`);
  });
  const { reading } = image;
  return (
    <article ref={room} className={styles.room}>
      <StudyHead study={study} image={image} place={place} open={open} />
      {isOutdated && (
        <p className={styles.outdated} role="status">
          {text("study.outdated")}
        </p>
      )}
      <div className={styles.columns}>
        <div className={styles.seen}>
          <ImagePicker images={study.images} chosen={image} choose={chooseImage} />
          <PriorPicker
            priors={study.priors}
            chosen={prior.chosen}
            choose={prior.choose}
            said={prior.said}
            differences={prior.differences}
          />
          <ViewerPane
            study={study}
            image={image}
            prior={prior.prior}
            findings={findings}
            boxes={boxes}
            drawing={drawing}
          />
        </div>
        <div className={styles.told}>
          <SectionLinks hasFindings={reading !== null} />
          {reading === null ? (
            <UnreadPanel key={image.id} image={image} />
          ) : (
            <>
              <Notices reading={reading} />
              <FindingsPanel
                reading={reading}
                listed={findings.listed}
                order={findings.order}
                setOrder={findings.setOrder}
                shown={findings.shown}
                choose={findings.choose}
                detail={findings.detail}
              />
              <WhySection reading={reading} />
              <FeedbackPanel
                imageId={image.id}
                readingId={reading.id}
                feedback={feedback}
                outbox={outbox}
                session={session}
                give={give}
                drawBox={drawing.drawBox}
                onPending={setPending}
              />
            </>
          )}
          <ReportPanel
            study={study}
            session={session}
            writing={writing}
            save={save}
            opinions={saidOfStudy(study.feedback, outbox.waiting)}
            field={impression}
          />
          {question}
        </div>
      </div>
      <UndoLine outbox={outbox} />
    </article>
  );
}
