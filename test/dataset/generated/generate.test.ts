import { createHash } from "node:crypto";
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nih } from "../../../src/dataset/adapters/nih.node.ts";
import { drawPlanned } from "../../../src/dataset/generated/draw.node.ts";
import {
  GENERATED_FILES,
  type GeneratedSettings,
  generateRadiographs,
  planRadiographs,
} from "../../../src/dataset/generated/index.node.ts";
import { findNihTable, loadNihTable } from "../../../src/dataset/index.ts";
import { readRadiograph } from "../../../src/radiograph/index.node.ts";
import { findRadiographs } from "../../../src/training/radiographs.node.ts";
import { temporaryFolder } from "../radiograph-files.ts";

const SETTINGS: GeneratedSettings = { seed: 5, patients: 3, heldOutPatients: 1, size: 64 };
const COUNT = 8;

/** Every file's name and the SHA-256 of its bytes. */
function filesOf(folder: string): Record<string, string> {
  const hash = (name: string) =>
    createHash("sha256")
      .update(readFileSync(join(folder, name)))
      .digest("hex");
  return Object.fromEntries(readdirSync(folder).map((name) => [name, hash(name)]));
}

async function generate(settings = SETTINGS, workers = 2): Promise<string> {
  const folder = temporaryFolder();
  await generateRadiographs(settings, folder, { workers });
  return folder;
}

/** Generated once, by one thread; each test gets a copy. */
const shared = mkdtempSync(join(tmpdir(), "thorascope-generated-"));
beforeAll(async () => {
  await generateRadiographs(SETTINGS, shared, { workers: 1 });
}, 120_000);
afterAll(() => rmSync(shared, { recursive: true, force: true }));

function generated(): string {
  const folder = temporaryFolder();
  cpSync(shared, folder, { recursive: true });
  return folder;
}

describe("generateRadiographs", () => {
  it("gives the same bytes for any number of workers, other bytes for another seed", async () => {
    const files = filesOf(shared);
    expect(Object.keys(files).filter((name) => name.endsWith(".png"))).toHaveLength(COUNT);
    expect(Object.keys(files)).toHaveLength(COUNT + Object.keys(GENERATED_FILES).length);
    expect(filesOf(await generate(SETTINGS, 3))).toEqual(files);
    const others = filesOf(await generate({ ...SETTINGS, seed: 6 }));
    const pictures = (from: Record<string, string>) =>
      new Set(Object.keys(from).flatMap((name) => (name.endsWith(".png") ? [from[name]] : [])));
    expect([...pictures(others)].filter((hash) => pictures(files).has(hash))).toEqual([]);
  });

  it("goes on where it was cut off, and tells how far it is", async () => {
    const whole = filesOf(shared);
    const folder = generated();
    // As after a kill: no tables yet, pictures missing, the last line of the journal cut off.
    for (const name of ["00000002_000.png", "00000004_001.png", ...tables()]) {
      rmSync(join(folder, name));
    }
    const journal = [1, 3, 4].map((patient) => `["0000000${patient}_000.png",[]]`);
    writeFileSync(join(folder, "generating.jsonl"), `${journal.join("\n")}\n["00000004_00`);
    writeFileSync(join(folder, "00000002_000.png.77.partial"), "half");
    const steps: number[] = [];
    await generateRadiographs(SETTINGS, folder, {
      onProgress: (done, total) => steps.push(done, total),
    });
    expect(steps.slice(0, 2)).toEqual([3, COUNT]);
    expect(steps.slice(-2)).toEqual([COUNT, COUNT]);
    const {
      [GENERATED_FILES.boxes]: _,
      "00000002_000.png.77.partial": __,
      ...files
    } = filesOf(folder);
    expect(whole).toMatchObject(files);
    expect(Object.keys(files)).toHaveLength(Object.keys(whole).length - 1);
  });

  it("leaves a complete folder as it is", async () => {
    const folder = generated();
    const times = () => readdirSync(folder).map((name) => statSync(join(folder, name)).mtimeMs);
    const before = times();
    const steps: number[] = [];
    await generateRadiographs(SETTINGS, folder, { onProgress: (done) => steps.push(done) });
    expect(times()).toEqual(before);
    expect(steps).toEqual([COUNT]);
  });

  it("returns what the tables say, in ChestX-ray14's form", async () => {
    const folder = temporaryFolder();
    const records = await generateRadiographs(SETTINGS, folder);
    const table = await loadNihTable(await findNihTable(folder));
    expect(records.map(({ path: _, ...record }) => record)).toEqual(table);
    expect(table).toEqual(planRadiographs(SETTINGS).map(({ record }) => record));
    const { trainList, heldOut } = await findRadiographs(GENERATED_FILES, folder);
    expect([...trainList, ...heldOut]).toEqual(records);
    expect(heldOut.map(({ patientId }) => patientId)).toEqual(["4", "4"]);
  });

  it("writes radiographs that can be read, say what they are, and hold the phantom's grey", async () => {
    const folder = generated();
    for (const planned of planRadiographs(SETTINGS).slice(0, 3)) {
      const bytes = readFileSync(join(folder, planned.record.fileName));
      const { pixels, rows, columns } = await readRadiograph(bytes);
      expect([rows, columns]).toEqual([SETTINGS.size, SETTINGS.size]);
      const grey = drawPlanned(planned, SETTINGS.size).pixels;
      const off = grey.map((value, index) => Math.abs(255 * value - (pixels[index] ?? 0)));
      expect(Math.max(...off)).toBeLessThanOrEqual(0.5001);
      const { exif } = await sharp(bytes).metadata();
      expect(exif?.toString("latin1")).toContain("SYNTHETIC");
    }
  });

  it("lists a box for each label, and the size of its image", async () => {
    const folder = generated();
    const [header, ...rows] = readFileSync(join(folder, GENERATED_FILES.boxes), "utf8")
      .trim()
      .split("\n");
    expect(header).toBe("Image Index,Finding Label,Bbox [x,y,w,h],Image Width,Image Height");
    const expected = planRadiographs(SETTINGS).flatMap((planned) =>
      drawPlanned(planned, SETTINGS.size).lesions.map(({ finding, box }) =>
        [planned.record.fileName, finding, box.x, box.y, box.width, box.height]
          .concat(SETTINGS.size, SETTINGS.size)
          .join(","),
      ),
    );
    expect(rows).toEqual(expected);
    expect(rows.length).toBeGreaterThan(3);
    const { boxes } = await nih.load({ labels: folder, images: folder });
    const { size } = SETTINGS;
    expect(boxes.map(({ imageSize }) => imageSize)).toEqual(
      rows.map(() => ({ rows: size, columns: size })),
    );
  });

  it("refuses a folder of other settings and leaves it as it is", async () => {
    const folder = generated();
    const before = filesOf(folder);
    await expect(generateRadiographs({ ...SETTINGS, patients: 4 }, folder)).rejects.toThrow(
      expect.objectContaining({ code: "GENERATED_INVALID" }),
    );
    expect(filesOf(folder)).toEqual(before);
  });

  it("tells when it can't write", async () => {
    const folder = join(temporaryFolder(), "a-file");
    writeFileSync(folder, "");
    await expect(generateRadiographs(SETTINGS, folder)).rejects.toThrow(
      expect.objectContaining({ code: "GENERATED_UNWRITABLE" }),
    );
  });
});

function tables(): string[] {
  const { table, trainList, heldOutList, boxes } = GENERATED_FILES;
  return [table, trainList, heldOutList, boxes];
}
