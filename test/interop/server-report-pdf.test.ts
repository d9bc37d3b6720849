import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FINDINGS } from "../../src/findings/index.ts";
import { LANGUAGES } from "../../src/language/index.ts";
import {
  fontsFor,
  patientArea,
  patientPage,
  studyReportPage,
} from "../../src/report/study-report/index.node.ts";
import { printPage } from "../../src/server/documents/printer/print-page.ts";
import { readImage, reportOf, said, translatorOf } from "../report/study-report-cases.ts";
import {
  SAMPLES,
  startTestServer,
  type TestServer,
  until,
  withJson,
} from "../server/http/test-server.ts";

const CHROMIUM = "/usr/bin/chromium";
const run = promisify(execFile);

let folder: string;
let server: TestServer;
let study: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "thorascope-pdf-"));
  server = await startTestServer();
  const answer = (await (await server.send(`${SAMPLES}/synthetic-05-effusion.dcm`)).json()) as {
    studies: [{ id: string; images: [{ id: string }] }];
  };
  study = answer.studies[0].id;
  const image = answer.studies[0].images[0].id;
  await until(async () => (await server.json(`/api/images/${image}`)).status === "read");
});
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true });
});

/** What poppler says of a PDF: the letters of its text in the order in which they are read, and its facts. */
async function examine(
  pdf: Uint8Array,
): Promise<{ letters: string; facts: string; pages: number }> {
  const file = join(folder, "document.pdf");
  await writeFile(file, pdf);
  const [{ stdout: text }, { stdout: facts }] = await Promise.all([
    run("pdftotext", [file, "-"]),
    run("pdfinfo", [file]),
  ]);
  return {
    letters: lettersOf(text),
    facts,
    pages: Number(/^Pages:\s+(\d+)$/m.exec(facts)?.[1]),
  };
}

/** Letters alone: poppler sees gaps within Arabic words, whose dots are glyphs of their own. */
function lettersOf(text: string): string {
  return text.normalize("NFKD").replace(/\P{L}/gu, "");
}

/** A picture as high as it is wide. */
const SQUARE = `data:image/svg+xml;base64,${Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"><rect width="400" height="400" fill="#888"/></svg>',
).toString("base64")}`;

const IMPRESSIONS = {
  en: "Small left pleural effusion.",
  es: "Pequeño derrame pleural izquierdo.",
  ar: "انصباب جنبي أيسر صغير.",
} as const;

describe.each(LANGUAGES)("in %s", (language) => {
  test("a report as PDF has the impression and the findings, a title, and tags for screen readers", async () => {
    const { edition } = await server
      .json<{ edition?: number }>(`/api/studies/${study}/report`)
      .then(({ edition = 0 }) => ({ edition }));
    const impression = IMPRESSIONS[language];
    const saved = await server.ask(
      `/api/studies/${study}/report`,
      withJson("PUT", { edition, impression, language }),
    );
    expect(saved.status).toBe(200);
    const answer = await server.ask(`/api/studies/${study}/report.pdf?language=${language}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/pdf");
    const { letters, facts, pages } = await examine(new Uint8Array(await answer.arrayBuffer()));
    const translator = await translatorOf(language);
    expect(letters).toContain(lettersOf(impression));
    for (const finding of ["Cardiomegaly", "Pneumothorax", "Hernia"] as const) {
      expect(letters).toContain(lettersOf(translator.finding(finding)));
    }
    expect(facts).toContain(`Title:           ${translator.text("report.title")}`);
    expect(facts).toMatch(/Tagged:\s+yes/);
    expect(facts).toMatch(/Page size:.*A4/);
    expect(pages).toBeGreaterThan(1);
  });

  test("a report with a heatmap of 13 findings and a few lines of impression is two pages, and nothing is left out", async () => {
    const translator = await translatorOf(language);
    const impression = {
      text: `${IMPRESSIONS[language]}\n${IMPRESSIONS[language]}`,
      language,
      edition: 1,
      author: "okafor",
      createdAt: "2026-11-30T09:00:00.000Z",
    };
    const report = reportOf([readImage(FINDINGS.slice(0, 13))], { impression });
    const html = studyReportPage(translator, report, { paper: "a4" }, fontsFor).replaceAll(
      /data:image\/jpeg;base64,\w+/g,
      SQUARE,
    );
    const stop = new AbortController().signal;
    const { letters, pages } = await examine(
      await printPage(CHROMIUM, { html, fit: null }, { seconds: 120, stop }),
    );
    expect(pages).toBe(2);
    // In the table, and below its heatmap.
    for (const finding of FINDINGS.slice(0, 13)) {
      expect(letters.split(lettersOf(translator.finding(finding))).length).toBeGreaterThan(2);
    }
    expect(letters).toContain(lettersOf(translator.text("report.picture.limits")));
  });

  test.each(["a4", "letter"] as const)(
    "the patient's page is one page of %s, with all 14 findings and the longest name",
    async (paper) => {
      const translator = await translatorOf(language);
      const feedback = FINDINGS.slice(0, 5).map((finding) => said({ finding, kind: "disagree" }));
      const report = reportOf([readImage(FINDINGS, feedback)], {
        patient: {
          name: "Wolfeschlegelsteinhausenbergerdorff^Hubert Blaine Adolph^Charles David Earl",
          id: "1",
          birthDate: null,
          sex: null,
          age: null,
        },
      });
      const html = patientPage(translator, report, { paper }, fontsFor);
      const stop = new AbortController().signal;
      const page = { html, fit: patientArea(paper) };
      const { letters, pages, facts } = await examine(
        await printPage(CHROMIUM, page, { seconds: 120, stop }),
      );
      expect(pages).toBe(1);
      expect(facts).toMatch(paper === "a4" ? /A4/ : /letter/);
      expect(letters).toContain(lettersOf(translator.text("patient.help")));
      expect(letters).toContain(lettersOf(translator.text("patient.title")));
    },
  );
});

test("who prints is written down", async () => {
  const answer = await server.ask(`/api/studies/${study}/patient.pdf?language=es`);
  expect(answer.status).toBe(200);
  await answer.arrayBuffer();
  const log = await (await server.ask("/api/audit")).text();
  const exports = log.split("\n").filter((line) => line.includes("report.export"));
  expect(JSON.parse(exports.at(-1) ?? "{}")).toMatchObject({
    action: "report.export",
    subject: study,
    detail: { kind: "patient", format: "pdf", language: "es" },
  });
});

test("nothing that a page might ask for is asked for", async () => {
  const asked: string[] = [];
  const listener = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.end();
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const { port } = listener.address() as AddressInfo;
  const before = await readdir(tmpdir());
  const html = `<!doctype html><title>x</title><link rel="stylesheet" href="http://127.0.0.1:${port}/style">
<script>fetch("http://127.0.0.1:${port}/script")</script>
<img src="http://127.0.0.1:${port}/address"><img src="http://localhost:${port}/name"><p>printed</p>`;
  const stop = new AbortController().signal;
  const pdf = await printPage(CHROMIUM, { html, fit: null }, { seconds: 120, stop });
  expect((await examine(pdf)).letters).toBe("printed");
  expect(asked).toEqual([]);
  await new Promise((resolve) => listener.close(resolve));
  const left = (await readdir(tmpdir())).filter((name) => name.startsWith("thorascope-print-"));
  expect(left.filter((name) => !before.includes(name))).toEqual([]);
});
