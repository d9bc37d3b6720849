import { CRITICAL_FINDINGS, type Finding } from "../../../src/findings/index.ts";
import type { ImageStatus, StudySummary } from "../api/types.ts";
import { patientName } from "../study/head/patient-name.ts";
import { canBeReadAnyway } from "../study/refusal/refusal-words.ts";

/** What a study with several images is called by: the first of these that one of them has. */
const STATUS_ORDER: readonly ImageStatus[] = [
  "reading",
  "queued",
  "read",
  "failed",
  "refused",
  "cancelled",
];

/** An image that was not read, and what can be done about it. */
export interface UnreadImage {
  readonly image: string;
  readonly status: ImageStatus;
  readonly code: string;
  readonly message: string;
  /** Read it even if the gate refuses it, try it again, or nothing that would help. */
  readonly remedy: "anyway" | "again" | null;
}

/** What a row tells of a study. */
export interface StudyDescription {
  /** The patient's name or id, or the file's name. */
  readonly name: string;
  /** The patient's id, where the name is not that. */
  readonly patientId: string | null;
  readonly status: ImageStatus;
  /** Each view once, e.g. "PA". */
  readonly views: readonly string[];
  /** The first image that was not read; null where all were, or will be. */
  readonly unread: UnreadImage | null;
  /** Findings for which it comes first; none where it does not. */
  readonly critical: readonly Finding[];
  /** Whether an image was read that the gate refuses. */
  readonly isReadAnyway: boolean;
}

/** Describes a study of the list. */
export function describeStudy(study: StudySummary): StudyDescription {
  const { patient, images } = study;
  const name = patientName(patient.name ?? "");
  const unread = images.map(unreadImage).find((one) => one !== null) ?? null;
  return {
    name: name || patient.id || images[0]?.fileName || study.id.slice(0, 8),
    patientId: name ? patient.id : null,
    status: STATUS_ORDER.find((status) => images.some((one) => one.status === status)) ?? "queued",
    views: [...new Set(images.map(({ view }) => view).filter((view) => view !== null))],
    unread,
    critical:
      study.urgency === "critical"
        ? CRITICAL_FINDINGS.filter((one) => study.positive.includes(one))
        : [],
    isReadAnyway: images.some(({ anyway, status }) => anyway && status === "read"),
  };
}

type SummaryImage = StudySummary["images"][number];

function unreadImage(image: SummaryImage): UnreadImage | null {
  const { id, status, errorCode, errorMessage } = image;
  if (status !== "refused" && status !== "failed" && status !== "cancelled") return null;
  return {
    image: id,
    status,
    code: errorCode ?? "",
    message: errorMessage ?? "",
    remedy: remedyFor(image),
  };
}

function remedyFor({ status, errorCode, anyway }: SummaryImage): UnreadImage["remedy"] {
  if (status === "failed" || status === "cancelled") return "again";
  // Refused though it was to be read anyway: it cannot be read at all.
  return !anyway && canBeReadAnyway(errorCode ?? "") ? "anyway" : null;
}
