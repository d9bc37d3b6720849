import type { StudyReport } from "../../report/study-report/index.node.ts";
import type { Pictures } from "../pictures/pictures.ts";
import type { ObjectStore } from "../store/object-store.ts";
import type { StudyDetail } from "../studies/find-study.ts";

/** Images whose pictures a report has; more would make it too large to send. */
const MOST_PICTURED = 8;

/** Widths of pictures in pixels: sharp at the size in which they are printed. */
const RADIOGRAPH_WIDTH = 1000;
const HEATMAP_WIDTH = 520;

/** Collects what a report of a study says; with its pictures, drawn one image after the other, or without. */
export async function collectReport(
  { objects, pictures }: { readonly objects: ObjectStore; readonly pictures: Pictures },
  study: StudyDetail,
  withPictures: boolean,
): Promise<StudyReport> {
  const { patient, studyDate, accessionNumber, report } = study;
  const images: StudyReport["images"][number][] = [];
  let pictured = 0;
  for (const { id, fileName, status, error, reading, feedback } of study.images) {
    const isPictured = withPictures && reading !== null && pictured < MOST_PICTURED;
    if (isPictured) pictured++;
    images.push({
      fileName,
      status,
      error,
      reading: reading && {
        content: reading.content,
        createdAt: reading.createdAt,
        pictures: isPictured
          ? asAddresses(
              await pictures.report(
                async () => ({
                  image: { bytes: await objects.read(id), fileName },
                  heatmaps: await objects.read(reading.heatmaps),
                }),
                reading.content,
                { radiograph: RADIOGRAPH_WIDTH, heatmap: HEATMAP_WIDTH },
              ),
            )
          : null,
      },
      feedback: feedback.map((one) => ({
        kind: one.kind,
        finding: one.finding,
        box: one.box,
        text: one.text,
        author: one.author,
        createdAt: one.createdAt,
        isCurrent: one.readingId === (reading?.id ?? null),
      })),
    });
  }
  return {
    patient,
    studyDate,
    accessionNumber,
    receivedAt: study.createdAt,
    impression: report && {
      text: report.impression,
      language: report.language,
      edition: report.edition,
      author: report.author,
      createdAt: report.createdAt,
    },
    images,
    printedAt: new Date(),
  };
}

type Drawn = Awaited<ReturnType<Pictures["report"]>>;

/** Pictures within the page itself: it is whole wherever it is kept. */
function asAddresses({ radiograph, heatmaps, cells }: Drawn) {
  return {
    radiograph: dataAddress(radiograph),
    heatmaps: heatmaps.map(({ finding, jpeg, isEmpty }) => ({
      finding,
      picture: dataAddress(jpeg),
      isEmpty,
    })),
    cells,
  };
}

function dataAddress(jpeg: Uint8Array): string {
  return `data:image/jpeg;base64,${Buffer.from(jpeg).toString("base64")}`;
}
