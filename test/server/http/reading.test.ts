import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FINDINGS } from "../../../src/findings/index.ts";
import { type Radiograph, readRadiograph, toGrey } from "../../../src/radiograph/index.node.ts";
import {
  heatmapsFromNpy,
  heatmapsToNpy,
  loadModel,
  readingToJson,
} from "../../../src/reading/index.node.ts";
import { makeDicom } from "../../dicom/make-dicom.ts";
import { SAMPLES, startTestServer, type TestServer, until } from "./test-server.ts";

const PNG = join(SAMPLES, "synthetic-04-pneumothorax.png");
const DICOM = join(SAMPLES, "synthetic-05-effusion.dcm");

let server: TestServer;
/** The readings that `thorascope read` makes of the two files. */
let expected: Record<"png" | "dicom", { radiograph: Radiograph; json: string; npy: Uint8Array }>;
let studies: { id: string; images: { id: string; status: string; isNew: boolean }[] }[];

beforeAll(async () => {
  server = await startTestServer();
  const model = await loadModel();
  const read = async (file: string) => {
    const radiograph = await readRadiograph(file);
    const reading = await model.read(radiograph);
    return { radiograph, json: readingToJson("", reading), npy: heatmapsToNpy(reading.heatmaps) };
  };
  expected = { png: await read(PNG), dicom: await read(DICOM) };
  await model.release();
  const answer = await server.send(PNG, DICOM);
  expect(answer.status).toBe(201);
  ({ studies } = (await answer.json()) as { studies: typeof studies });
  for (const id of imageIds()) {
    await until(async () => (await server.json(`/api/images/${id}`)).status === "read");
  }
});
afterAll(() => server.stop());

const imageIds = () => studies.flatMap(({ images }) => images.map(({ id }) => id));
const idOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

test("an image is known by its SHA-256, and what is no DICOM file is a study of its own", async () => {
  expect(imageIds()).toEqual([idOf(await readFile(PNG)), idOf(await readFile(DICOM))]);
  expect(studies[0]?.id).toBe(studies[0]?.images[0]?.id);
  expect(studies[1]?.id).not.toBe(studies[1]?.images[0]?.id);
});

test("the same file again is the same image, read once", async () => {
  const before = await server.json(`/api/images/${imageIds()[0]}/reading`);
  const answer = await server.send(["another name.png", await readFile(PNG)]);
  expect(answer.status).toBe(201);
  expect(await answer.json()).toEqual({
    studies: [
      { id: studies[0]?.id, images: [{ id: imageIds()[0], status: "read", isNew: false }] },
    ],
    refused: [],
  });
  expect(await server.json(`/api/images/${imageIds()[0]}/reading`)).toEqual(before);
});

describe.each(["png", "dicom"] as const)("the reading of a %s file", (kind) => {
  const id = () => imageIds()[kind === "png" ? 0 : 1] ?? "";

  test("is that of thorascope read, to the byte", async () => {
    const text = await (await server.ask(`/api/images/${id()}/reading`)).text();
    const { id: readingId, image, createdAt, anyway, ...reading } = JSON.parse(text);
    expect(JSON.stringify({ file: "", ...reading })).toBe(expected[kind].json);
    const findings = /"findings":\[.*?\]/.exec(expected[kind].json)?.[0] ?? "none";
    expect(text).toContain(findings);
    expect(image).toBe(id());
    expect(anyway).toBe(false);
    expect(readingId).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Date(createdAt).getTime()).toBeLessThanOrEqual(Date.now());
  });

  test("has the heatmaps of thorascope read, to the byte", async () => {
    const answer = await server.ask(`/api/images/${id()}/heatmaps.npy`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(idOf(bytes)).toBe(idOf(expected[kind].npy));
    expect(heatmapsToNpy(heatmapsFromNpy(bytes))).toEqual(bytes);
  });

  test("has pictures of its heatmaps, not wider than asked for", async () => {
    const { methods } = await server.json<{
      methods: { method: string; pictures: { finding: string; href: string }[] }[];
    }>(`/api/images/${id()}/explanations`);
    expect(methods.map(({ method }) => method)).toEqual(["gradcam"]);
    const pictures = methods[0]?.pictures ?? [];
    expect(pictures.map(({ finding }) => finding)).toEqual([...FINDINGS]);
    const answer = await server.ask(`${pictures[7]?.href}?width=600`);
    expect(answer.headers.get("content-type")).toBe("image/png");
    const { width, height } = await sharp(await answer.arrayBuffer()).metadata();
    const { rows, columns } = expected[kind].radiograph;
    expect(width).toBe(Math.max(520, Math.min(600, columns)));
    expect(height).toBeGreaterThan((Math.min(600, columns) * rows) / columns);
  });

  test("comes with the grey that the file says", async () => {
    const answer = await server.ask(`/api/images/${id()}/picture.png`);
    const picture = sharp(await answer.arrayBuffer());
    expect((await picture.metadata()).channels).toBe(1);
    const { data, info } = await picture
      .extractChannel(0)
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { radiograph } = expected[kind];
    expect(info).toMatchObject({ width: radiograph.columns, height: radiograph.rows });
    const grey = toGrey(radiograph);
    expect([...data]).toEqual([...grey].map((value) => Math.round(255 * value)));
    const small = await server.ask(`/api/images/${id()}/picture.png?width=100`);
    expect((await sharp(await small.arrayBuffer()).metadata()).width).toBe(100);
  });

  test("comes with pixels that give that grey through their window", async () => {
    const answer = await server.ask(`/api/images/${id()}/pixels`);
    const of = (name: string) => answer.headers.get(`thorascope-${name}`) ?? "";
    const { radiograph } = expected[kind];
    expect([of("rows"), of("columns")].map(Number)).toEqual([radiograph.rows, radiograph.columns]);
    const view = new DataView(await answer.arrayBuffer());
    expect(view.byteLength).toBe(2 * radiograph.rows * radiograph.columns);
    const [slope, intercept, center, width] = [
      "slope",
      "intercept",
      "window-center",
      "window-width",
    ]
      .map(of)
      .map(Number) as [number, number, number, number];
    const isExact = of("window-function") === "LINEAR_EXACT";
    const grey = toGrey(radiograph);
    let largest = 0;
    for (let pixel = 0; pixel < grey.length; pixel++) {
      const value = slope * view.getUint16(2 * pixel, true) + intercept;
      const share = isExact
        ? (value - center) / width + 0.5
        : (value - (center - 0.5)) / (width - 1) + 0.5;
      const shown = Math.min(1, Math.max(0, share));
      const inverted = of("photometric") === "MONOCHROME1" ? 1 - shown : shown;
      largest = Math.max(largest, Math.abs(inverted - (grey[pixel] ?? 0)));
    }
    expect(largest).toBeLessThan(1e-4);
    expect([of("pixel-spacing"), of("pixel-spacing-kind")]).toEqual(
      radiograph.pixelSpacing ? [radiograph.pixelSpacing.join(","), "detector"] : ["", ""],
    );
    expect(answer.headers.has("thorascope-padding")).toBe(false);
  });

  test("comes with the file as it was sent, to be saved under its name", async () => {
    const answer = await server.ask(`/api/images/${id()}/file`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(idOf(bytes)).toBe(id());
    expect(answer.headers.get("content-type")).toBe(
      kind === "png" ? "image/png" : "application/dicom",
    );
    expect(answer.headers.get("content-disposition")).toMatch(
      /^attachment; filename\*=UTF-8''synthetic-0\d-\w+\.(png|dcm)$/,
    );
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test.each(["file", "picture.png", "pixels", "heatmaps.npy", "heatmaps/Mass.png"])(
    "%s is not sent again to who has it",
    async (part) => {
      const first = await server.ask(`/api/images/${id()}/${part}`);
      await first.arrayBuffer();
      const tag = first.headers.get("etag") ?? "none";
      const again = await server.ask(`/api/images/${id()}/${part}`, {
        headers: { "if-none-match": tag },
      });
      expect(again.status).toBe(304);
      expect(await again.text()).toBe("");
      const other = await server.ask(`/api/images/${id()}/${part}`, {
        headers: { "if-none-match": '"other"' },
      });
      expect(other.status).toBe(200);
      await other.arrayBuffer();
    },
  );
});

test("a study has its images, and stands in the list by how urgent it is", async () => {
  const study = await server.json(`/api/studies/${studies[1]?.id}`);
  expect(study).toMatchObject({ id: studies[1]?.id, report: null, feedback: [], priors: [] });
  const { findings } = JSON.parse(expected.png.json) as {
    findings: { finding: string; positive: boolean }[];
  };
  const positive = findings.flatMap((one) => (one.positive ? [one.finding] : []));
  expect(positive.length).toBeGreaterThan(0);
  const list = await server.json<{ items: { id: string; positive: string[]; urgency: string }[] }>(
    `/api/studies?sort=urgency&finding=${positive[0]}`,
  );
  const item = list.items.find(({ id }) => id === studies[0]?.id);
  expect(item?.positive).toEqual(positive);
  expect(item?.urgency).toBe(positive.includes("Pneumothorax") ? "critical" : "positive");
});

test("a study on a page: its readings, and its pictures within", async () => {
  const answer = await server.ask(`/api/studies/${studies[0]?.id}/report.html`);
  expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  const html = await answer.text();
  expect(html).not.toMatch(/<script|https?:/);
  const sources = [...html.matchAll(/src="([^"]*)"/g)].map((match) => match[1] ?? "");
  expect(sources.length).toBeGreaterThan(1);
  for (const source of sources) {
    const [head = "", base64 = ""] = source.split(",");
    expect(head).toBe("data:image/jpeg;base64");
    const { width = 0 } = await sharp(Buffer.from(base64, "base64")).metadata();
    expect(width).toBeGreaterThan(100);
  }
});

test("the model says what it is, and has its card", async () => {
  const description = JSON.parse(
    await readFile(join(SAMPLES, "../models/bundled/model.json"), "utf8"),
  );
  const model = await server.json<{ findings: Record<string, unknown>[] }>("/api/model");
  expect(model).toMatchObject({
    name: description.name,
    version: description.version,
    sha256: description.graph.sha256,
    calibrated: true,
  });
  for (const [index, finding] of model.findings.entries()) {
    const { prevalence, operatingPoint } = description.findings[index];
    expect(finding).toMatchObject({ finding: FINDINGS[index], prevalence, operatingPoint });
  }
  const card = await server.ask("/api/model/card");
  expect(card.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(await card.text()).toBe(
    await readFile(join(SAMPLES, "../models/bundled/MODEL_CARD.html"), "utf8"),
  );
});

test("metrics count what was done, and name nobody", async () => {
  const answer = await server.ask("/metrics");
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  const lines = (await answer.text()).split("\n");
  const value = (start: string) =>
    Number(
      lines
        .find((line) => line.startsWith(start))
        ?.split(" ")
        .at(-1),
    );
  for (const line of lines) {
    expect(line).toMatch(/^$|^# (HELP|TYPE) |^\w+(\{[^}]*\})? [-+.\deINFa]+$/);
    for (const id of imageIds()) expect(line).not.toContain(id);
  }
  expect(value('thorascope_jobs{state="waiting"}')).toBe(0);
  expect(value('thorascope_reading_duration_seconds_count{outcome="read"}')).toBe(2);
  expect(
    value(
      'thorascope_http_request_duration_seconds_count{method="POST",route="/api/studies",status="201"}',
    ),
  ).toBe(2);
  expect(value("thorascope_uploaded_bytes_total")).toBe(
    2 * (await readFile(PNG)).length + (await readFile(DICOM)).length,
  );
});

test("the log has a line for each request, without names", async () => {
  const lines = server.log.map((line) => JSON.parse(line));
  expect(lines).toContainEqual(
    expect.objectContaining({ method: "POST", route: "/api/studies", status: 201 }),
  );
  for (const name of ["synthetic-0", "another name", "Pneumothorax"]) {
    expect(server.log.filter((line) => line.includes(name))).toEqual([]);
  }
});

test("pixels come with what marks those outside the image, and where their spacing is measured", async () => {
  const file = makeDicom({
    PixelPaddingValue: 0,
    PixelSpacing: "0.17\\0.17",
    ImagerPixelSpacing: "0.2\\0.2",
  });
  expect((await server.send(["padded.dcm", file])).status).toBe(201);
  const answer = await server.ask(`/api/images/${idOf(file)}/pixels`);
  const of = (name: string) => answer.headers.get(`thorascope-${name}`);
  expect([of("padding"), of("pixel-spacing"), of("pixel-spacing-kind")]).toEqual([
    ...["0", "0.17,0.17", "calibrated"],
  ]);
  const view = new DataView(await answer.arrayBuffer());
  const [outside = -1, ...row] = Array.from({ length: 64 }, (_, column) =>
    view.getUint16(2 * column, true),
  );
  expect(outside).toBe(0);
  expect(row.map((pixel) => Number(of("slope")) * pixel + Number(of("intercept")))).toEqual(
    row.map((_, column) => 4 * (column + 1)),
  );
});
