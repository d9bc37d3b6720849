/**
 * Writes the bundled sample radiographs to `samples/` and their page to `docs/samples.md`:
 * `npx tsx scripts/make-samples.ts`.
 *
 * Every picture is ray-cast from the phantom in `src/phantom`; running the script again gives the same bytes.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { writeDicomRadiograph } from "../src/dicom/index.ts";
import {
  type ChestDescription,
  describeChest,
  drawMarker,
  type Lesion,
  type RenderedChest,
  renderChest,
} from "../src/phantom/index.ts";

/** A radiograph to be made: which chest, what is wrong with it, and how it is stored. */
interface Sample {
  readonly stem: string;
  readonly seed: number;
  readonly rows: number;
  readonly columns: number;
  readonly lesions: readonly Lesion[];
  readonly format: "png" | "dicom MONOCHROME2 12-bit" | "dicom MONOCHROME1 8-bit";
  /** A made-up identity. */
  readonly name: string;
  /** What a reader should see, for the page. */
  readonly shows: string;
}

const SAMPLES: readonly Sample[] = [
  {
    stem: "synthetic-01-normal",
    seed: 71,
    rows: 1024,
    columns: 1024,
    lesions: [],
    format: "png",
    name: "SYNTHETIC^ADA",
    shows: "Nothing abnormal.",
  },
  {
    stem: "synthetic-02-nodule",
    seed: 72,
    rows: 1024,
    columns: 1024,
    lesions: [{ finding: "Nodule", place: { x: -88, y: 92, z: 10 }, diameter: 22 }],
    format: "png",
    name: "SYNTHETIC^BENO",
    shows: "A nodule of 22 mm in the right lung.",
  },
  {
    stem: "synthetic-03-cardiomegaly",
    seed: 66,
    rows: 1216,
    columns: 1024,
    lesions: [{ finding: "Cardiomegaly", cardiothoracicRatio: 0.63 }],
    format: "png",
    name: "SYNTHETIC^CLEO",
    shows: "A heart that takes 63 percent of the width of the chest.",
  },
  {
    stem: "synthetic-04-pneumothorax",
    seed: 45,
    rows: 1024,
    columns: 1024,
    lesions: [{ finding: "Pneumothorax", side: "left", gap: 34 }],
    format: "png",
    name: "SYNTHETIC^DION",
    shows: "Air beside the left lung: a pleural line with no vessels beyond it.",
  },
  {
    stem: "synthetic-05-effusion",
    seed: 74,
    rows: 768,
    columns: 768,
    lesions: [{ finding: "Effusion", side: "left", height: 88 }],
    format: "dicom MONOCHROME2 12-bit",
    name: "SYNTHETIC^EDA",
    shows: "Fluid in the left costophrenic angle with a meniscus.",
  },
  {
    stem: "synthetic-06-consolidation",
    seed: 75,
    rows: 832,
    columns: 832,
    lesions: [
      {
        finding: "Consolidation",
        side: "right",
        place: { x: -78, y: 96, z: 0 },
        radius: 40,
        depth: 70,
      },
    ],
    format: "dicom MONOCHROME1 8-bit",
    name: "SYNTHETIC^FINN",
    shows: "A fuzzy opacity with dark bronchi in the right lung.",
  },
];

/** The day on which all samples say that they were taken. */
const STUDY_DATE = "20260101";

const REMARK = "Synthetic radiograph, ray-cast from a phantom. No patient.";

const folder = fileURLToPath(new URL("../samples/", import.meta.url));
await mkdir(folder, { recursive: true });
const rows: string[] = [];
for (const sample of SAMPLES) {
  const chest = describeChest(sample.seed);
  const picture = renderChest(chest, sample);
  addMarkers(picture);
  const file = `${sample.stem}.${sample.format === "png" ? "png" : "dcm"}`;
  const bytes = sample.format === "png" ? await png(picture) : await dicom(sample, chest, picture);
  await writeFile(join(folder, file), bytes);
  rows.push(row(file, sample, chest, picture));
  console.log(`${file}: ${picture.columns} x ${picture.rows}, ${bytes.length} bytes`);
}
await writeFile(fileURLToPath(new URL("../docs/samples.md", import.meta.url)), page(rows));
console.log("docs/samples.md");

/** Burns in the side marker and the word that tells what this is. */
function addMarkers(picture: RenderedChest): void {
  const dot = Math.max(2, Math.round(picture.columns / 340));
  drawMarker(picture, "L", { corner: "upper right", dot: dot * 2 });
  drawMarker(picture, "SYNTHETIC", { corner: "lower left", dot });
}

/** An 8-bit grey PNG. */
async function png({ pixels, rows, columns }: RenderedChest): Promise<Uint8Array> {
  const grey = Uint8Array.from(pixels, (value) => Math.round(255 * value));
  return sharp(grey, { raw: { width: columns, height: rows, channels: 1 } })
    .toColourspace("b-w")
    .png({ compressionLevel: 9, adaptiveFiltering: true })
    .toBuffer();
}

/** A DICOM file: either 12 bits with room around the window, or 8 bits where 0 is white. */
async function dicom(
  sample: Sample,
  chest: ChestDescription,
  { pixels, rows, columns, pixelSpacing }: RenderedChest,
): Promise<Uint8Array> {
  const inverted = sample.format === "dicom MONOCHROME1 8-bit";
  const [darkest, range] = inverted ? [0, 255] : [300, 3200];
  const { sex, age } = chest.anatomy;
  return writeDicomRadiograph({
    pixels: Uint16Array.from(pixels, (grey) =>
      Math.round(darkest + range * (inverted ? 1 - grey : grey)),
    ),
    rows,
    columns,
    bitsStored: inverted ? 8 : 12,
    photometric: inverted ? "MONOCHROME1" : "MONOCHROME2",
    window: { center: darkest + (range + 1) / 2, width: range + 1 },
    pixelSpacing: Math.round(pixelSpacing * 10000) / 10000,
    view: "PA",
    patient: {
      id: `SYNTHETIC-${sample.seed}`,
      name: sample.name,
      sex: sex === "female" ? "F" : "M",
      birthDate: `${Number(STUDY_DATE.slice(0, 4)) - age}0101`,
      age: `${String(age).padStart(3, "0")}Y`,
    },
    study: {
      date: STUDY_DATE,
      time: "120000",
      id: String(sample.seed),
      accessionNumber: `SYN${sample.seed}`,
      description: "Synthetic chest radiograph",
    },
    manufacturer: "Thorascope phantom",
    comments: REMARK,
    uidName: `thorascope/samples/${sample.stem}`,
  });
}

/** A sample's line in the page's table. */
function row(
  file: string,
  { format, shows }: Sample,
  { seed, anatomy }: ChestDescription,
  picture: RenderedChest,
): string {
  const kind = format === "png" ? "PNG 8-bit" : format.replace("dicom", "DICOM");
  const lesions = picture.lesions.map(
    ({ finding, box }) => `${finding} at x ${box.x}, y ${box.y}, ${box.width} x ${box.height}`,
  );
  const person = `${anatomy.sex}, ${anatomy.age} years (seed ${seed})`;
  const cells = [
    `\`${file}\``,
    `${kind}, ${picture.columns} x ${picture.rows}`,
    person,
    shows,
    lesions.join("; ") || "none",
  ];
  return `| ${cells.join(" | ")} |`;
}

/** What the samples are, and what they are not. */
function page(lines: readonly string[]): string {
  return `# Sample radiographs

These chest radiographs are **synthetic**. A program ray-casts them from a parametric model of a chest
(\`src/phantom\`): no person stands behind any of them, and no pixel comes from a real radiograph. Names,
dates and numbers in the DICOM files are made up. Each picture says SYNTHETIC in its lower left corner; the
L at the upper right marks the patient's left side.

They are there to try the software with. They are not medical images: do not train, test or judge a
diagnostic model for people on them.

| file | format | phantom | shows | lesions, in pixels from the upper left |
|---|---|---|---|---|
${lines.join("\n")}

\`npx tsx scripts/make-samples.ts\` writes them and this page; running it again gives the same bytes.
`;
}
