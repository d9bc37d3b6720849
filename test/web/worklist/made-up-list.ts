import type { StudySummary } from "../../../web/src/api/types.ts";

type SummaryImage = StudySummary["images"][number];

/** An image of a study in a list, waiting. */
export function image(id: string, change: Partial<SummaryImage> = {}): SummaryImage {
  return {
    id,
    status: "queued",
    fileName: `${id}.dcm`,
    view: null,
    anyway: false,
    errorCode: null,
    errorMessage: null,
    ...change,
  };
}

/** A study in a list that nothing is known of. */
export function study(id: string, change: Partial<StudySummary> = {}): StudySummary {
  return {
    id,
    createdAt: "2026-11-30T09:00:00.000Z",
    studyInstanceUid: null,
    studyDate: null,
    accessionNumber: null,
    patient: { id: null, name: null, birthDate: null, sex: null, age: null },
    urgency: "unread",
    positive: [],
    abnormal: null,
    images: [image(id)],
    leading: [],
    reportEdition: null,
    ...change,
  };
}
