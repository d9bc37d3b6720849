import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readModelFolder } from "../../../src/model/index.node.ts";
import { BUNDLED_MODEL } from "../../../src/reading/index.node.ts";
import { LOCAL_ACTOR } from "../../../src/server/actor.ts";
import type { AuditAction, AuditEntry } from "../../../src/server/audit/audit-log.ts";
import { readServerConfig } from "../../../src/server/config/index.ts";
import { openPrinter } from "../../../src/server/documents/printer/printer.ts";
import { createApp } from "../../../src/server/http/app.ts";
import { ImageEvents } from "../../../src/server/http/events/image-events.ts";
import { createMetrics } from "../../../src/server/http/metrics.ts";
import type { App } from "../../../src/server/http/route.ts";
import { openIntake } from "../../../src/server/intake/intake.ts";
import { openPictures, type Pictures } from "../../../src/server/pictures/pictures.ts";
import { openStore, type Store } from "../../../src/server/store/open-store.ts";
import { startWorker } from "../../../src/server/worker/start-worker.ts";
import { SAMPLES, until } from "./test-server.ts";

/** An audit log that can be out of order, which no real one lets itself be made. */
const entries: AuditEntry[] = [];
let isBroken = false;
const audit = {
  async append(entry: AuditEntry) {
    if (isBroken) throw new Error("the disk is full");
    entries.push(entry);
  },
};

let folder: string;
let store: Store;
let pictures: Pictures;
let app: App;
let close: () => Promise<void>;
let image: string;
let study: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "thorascope-audit-"));
  const config = await readServerConfig({ environment: {}, options: { dataFolder: folder } });
  const log = pino({ level: "silent" });
  store = await openStore(config);
  pictures = await openPictures(1);
  const intake = openIntake(store, config.uploads, audit);
  const { description } = await readModelFolder(BUNDLED_MODEL);
  const metrics = createMetrics(() => store.queue.counts());
  app = await createApp(
    {
      ...store,
      config,
      version: "0",
      audit,
      intake,
      model: { folder: BUNDLED_MODEL, description },
      pictures,
      printer: openPrinter("/nowhere", log),
      events: new ImageEvents(store.database.queries),
      metrics,
      checkReadiness: async () => ({}),
    },
    {
      log,
      tls: null,
      access: async (app) => {
        app.decorateRequest("actor", { getter: () => LOCAL_ACTOR });
      },
    },
  );
  await app.ready();
  const worker = await startWorker(store, config, audit, log);
  close = async () => {
    await app.close();
    await worker.stop(5);
    await intake.close();
    await pictures.close();
    await store.close();
    await rm(folder, { recursive: true });
  };
  const answer = await upload();
  expect(answer.statusCode).toBe(201);
  [
    {
      id: study,
      images: [{ id: image }],
    },
  ] = answer.json().studies;
  await until(async () => {
    const row = await store.database.run("select status from image where id = $1", [image]);
    return row.rows[0]?.status === "read";
  });
});
afterAll(() => close());

async function upload() {
  const bytes = await readFile(join(SAMPLES, "synthetic-06-consolidation.dcm"));
  return app.inject({
    method: "POST",
    url: "/api/studies",
    headers: { "content-type": "multipart/form-data; boundary=x" },
    payload: Buffer.concat([
      Buffer.from(
        '--x\r\ncontent-disposition: form-data; name="file"; filename="Meier^Anna.dcm"\r\n\r\n',
      ),
      bytes,
      Buffer.from("\r\n--x--\r\n"),
    ]),
  });
}

/** What sees or changes something of a patient, and what is written down of it. */
interface AuditCase {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: string;
  readonly action: AuditAction;
  readonly subject: "image" | "study" | null;
  readonly body?: object;
}

const see = (url: string, action: AuditAction, subject: AuditCase["subject"]): AuditCase => ({
  method: "GET",
  url,
  action,
  subject,
});

const CASES: readonly AuditCase[] = [
  see("/api/studies?search=meier", "study.list", null),
  see("/api/studies/STUDY", "study.see", "study"),
  see("/api/images/IMAGE", "image.see", "image"),
  see("/api/images/IMAGE/file", "study.export", "image"),
  see("/api/images/IMAGE/picture.png?width=64", "image.see", "image"),
  see("/api/images/IMAGE/pixels", "image.see", "image"),
  see("/api/images/IMAGE/reading", "reading.see", "image"),
  see("/api/images/IMAGE/explanations", "reading.see", "image"),
  see("/api/images/IMAGE/heatmaps/Mass.png?width=64", "heatmap.see", "image"),
  see("/api/images/IMAGE/heatmaps.npy", "heatmap.see", "image"),
  see("/api/images/IMAGE/feedback", "image.see", "image"),
  {
    method: "POST",
    url: "/api/images/IMAGE/feedback",
    action: "feedback.give",
    subject: "image",
    body: { kind: "comment", text: "Anna" },
  },
  {
    method: "PUT",
    url: "/api/studies/STUDY/report",
    action: "report.save",
    subject: "study",
    body: { impression: "Anna", language: "en", edition: 0 },
  },
  see("/api/studies/STUDY/report", "report.see", "study"),
  see("/api/studies/STUDY/report.html", "report.export", "study"),
  see("/api/studies/STUDY/patient.html?language=ar", "report.export", "study"),
];

const ask = ({ method, url, body }: AuditCase) =>
  app.inject({
    method,
    url: url.replace("STUDY", study).replace("IMAGE", image),
    ...(body ? { payload: body } : {}),
  });

test.each(CASES)("$method $url is not answered if it cannot be written down", async (one) => {
  const rows = async () =>
    (
      await store.database.run(
        "select (select count(*) from feedback) f, (select count(*) from report) r",
      )
    ).rows[0];
  const before = await rows();
  isBroken = true;
  const answer = await ask(one);
  isBroken = false;
  expect(answer.statusCode).toBe(500);
  expect(answer.json()).toMatchObject({ code: "UNEXPECTED" });
  expect(answer.body).not.toContain("disk");
  expect(await rows()).toEqual(before);
});

test("an upload is not acknowledged if it cannot be written down", async () => {
  isBroken = true;
  expect((await upload()).statusCode).toBe(500);
  isBroken = false;
});

test.each(CASES)("$method $url is written down as $action", async (one) => {
  const { action, subject } = one;
  entries.length = 0;
  const answer = await ask(one);
  expect(answer.statusCode).toBeLessThan(300);
  expect(entries).toMatchObject([
    { actor: LOCAL_ACTOR, action, subject: subject && { image, study }[subject] },
  ]);
  expect(JSON.stringify(entries)).not.toMatch(/meier|anna/i);
});
