import { Loader, Progress } from "@mantine/core";
import { IconAlertTriangle, IconBan, IconFileText } from "@tabler/icons-react";
import { Link } from "wouter";
import type { StudySummary } from "../api/types.ts";
import { useTranslator } from "../language/language-context.tsx";
import type { WorklistOrder } from "../study/worklist-order.ts";
import { LeadingFindings } from "./leading-findings.tsx";
import { ReadAgain } from "./read-again.tsx";
import { reasonWords } from "./reason-words.ts";
import { describeStudy, type StudyDescription } from "./study-description.ts";
import classes from "./study-row.module.css";
import { UrgencyMark } from "./urgency-mark.tsx";

/** A study in the list: all of it leads to its page. */
export function StudyRow({
  study,
  now,
  order,
  noteFocus,
}: {
  readonly study: StudySummary;
  readonly now: number;
  /** The studies around it, for the way from one to the next on their pages. */
  readonly order: WorklistOrder;
  readonly noteFocus: (study: string) => void;
}) {
  const translator = useTranslator();
  const { text } = translator;
  const description = describeStudy(study);
  const { name, patientId, views, status, unread, isReadAnyway, critical } = description;
  const { abnormal, studyDate, createdAt, leading, images, reportEdition, urgency } = study;
  const isRead = urgency !== "unread";
  return (
    <div
      className={classes.row}
      data-urgency={urgency}
      // On the row, because its link lies over everything in it.
      title={`${text(`urgency.${urgency}.why`)}\n${text("worklist.arrived", { time: translator.time(createdAt) })}`}
    >
      <div className={classes.urgency}>
        <UrgencyMark urgency={urgency} />
        {critical.length === 0 ? null : (
          <span className={classes.small}>
            {critical.map((one) => (
              <span key={one}>{translator.finding(one)}</span>
            ))}
          </span>
        )}
      </div>
      <div className={classes.patient}>
        <Link
          href={`/studies/${study.id}`}
          state={order}
          className={classes.link}
          data-study={study.id}
          onFocus={() => noteFocus(study.id)}
        >
          <bdi>{name}</bdi>
        </Link>
        <span className={classes.small}>
          {[patientId, personWords(study, translator), study.accessionNumber]
            .filter((part) => part)
            .map((part) => (
              <bdi key={part}>{part}</bdi>
            ))}
        </span>
      </div>
      <div className={classes.study}>
        <span>{studyDate === null ? null : translator.day(studyDate)}</span>
        <span className={classes.small}>
          {views.length === 0 ? null : (
            <span>{text("worklist.view", { view: views.join(", ") })}</span>
          )}
          {images.length === 1 ? null : (
            <span>{text("worklist.images", { count: images.length })}</span>
          )}
        </span>
      </div>
      <div className={classes.abnormal}>
        {isRead ? (
          <>
            <span>
              <span className={classes.label}>{text("worklist.abnormal")} </span>
              {translator.probability(abnormal)}
            </span>
            <Progress value={(abnormal ?? 0) * 100} size="xs" color="gray" aria-hidden />
          </>
        ) : null}
      </div>
      <div className={classes.findings}>
        {isRead ? <LeadingFindings findings={leading} /> : null}
        {unread === null ? null : <Unread description={description} images={images.length} />}
      </div>
      <div className={classes.status}>
        <span className={classes.statusWord}>
          {status === "reading" || status === "queued" ? (
            <Loader
              size={12}
              aria-hidden
              color="amber"
              type={status === "queued" ? "dots" : "oval"}
            />
          ) : null}
          {status === "read" && isReadAnyway
            ? text("worklist.readAnyway")
            : text(`status.${status}`)}
          {reportEdition === null ? null : (
            <span className={classes.report}>
              <IconFileText aria-hidden size={14} />
              {text("worklist.report")}
            </span>
          )}
        </span>
        <time className={classes.small} dateTime={createdAt}>
          {translator.ago(createdAt, now)}
        </time>
      </div>
    </div>
  );
}

/** Why an image was not read, and what can be done about it. */
function Unread({
  description: { unread, name },
  images,
}: {
  readonly description: StudyDescription;
  readonly images: number;
}) {
  const translator = useTranslator();
  const { text } = translator;
  if (unread === null) return null;
  const Shape = unread.status === "refused" ? IconBan : IconAlertTriangle;
  return (
    <div className={classes.unread}>
      <Shape aria-hidden size={16} className={classes.unreadShape} />
      <span>
        {images > 1 ? `${text("worklist.oneOf", { count: images })} ` : ""}
        {unread.status === "cancelled"
          ? text("worklist.cancelled")
          : reasonWords(unread, translator)}
      </span>
      <ReadAgain unread={unread} name={name} />
    </div>
  );
}

function personWords(
  { patient }: StudySummary,
  { text }: { readonly text: ReturnType<typeof useTranslator>["text"] },
): string {
  const { sex, age } = patient;
  const isKnown = sex === "F" || sex === "M" || sex === "O";
  return [
    isKnown ? text(`worklist.sex.${sex}`) : null,
    age === null ? null : text("worklist.age", { age }),
  ]
    .filter((part) => part !== null)
    .join(" ");
}
