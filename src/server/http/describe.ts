import type { Feedback } from "../studies/feedback.ts";
import type { ImageDetail } from "../studies/find-image.ts";
import type { StudyDetail } from "../studies/find-study.ts";
import type { LatestReading } from "../studies/latest-readings.ts";
import type { Report } from "../studies/reports.ts";

/** A reading as the API answers it. */
export function describeReading({ id, imageId, createdAt, anyway, content }: LatestReading) {
  const { model, radiograph, refusal, findings, abnormal, abnormalInterval } = content;
  return {
    id,
    image: imageId,
    createdAt,
    anyway,
    model,
    radiograph: { ...radiograph, warnings: [...radiograph.warnings] },
    ...(refusal ? { refusal } : {}),
    findings: [...findings],
    abnormal,
    abnormalInterval,
  };
}

/** An image as the API answers it. */
export function describeImage({ studyId, reading, ...image }: ImageDetail) {
  return { ...image, study: studyId, reading: reading && describeReading(reading) };
}

/** Feedback as the API answers it. */
export function describeFeedback({ imageId, readingId, box, ...feedback }: Feedback) {
  const corners = box && ([...box] as [number, number, number, number]);
  return { ...feedback, image: imageId, reading: readingId, box: corners };
}

/** A report as the API answers it. */
export function describeReport({ studyId, ...report }: Report) {
  return { ...report, study: studyId };
}

/** A study as the API answers it. */
export function describeStudy({ images, report, priors, positive, ...study }: StudyDetail) {
  return {
    ...study,
    positive: [...positive],
    images: images.map(({ feedback: _, ...image }) => describeImage(image)),
    feedback: images.flatMap(({ feedback }) => feedback.map(describeFeedback)),
    report: report && describeReport(report),
    priors: [...priors],
  };
}
