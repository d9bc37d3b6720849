import { afterAll, beforeAll, expect, test } from "vitest";
import { SAMPLES, startTestServer, type TestServer, until, withJson } from "./test-server.ts";

let server: TestServer;
let study: string;
let image: string;
beforeAll(async () => {
  server = await startTestServer();
  const answer = (await (
    await server.send(`${SAMPLES}/synthetic-06-consolidation.dcm`)
  ).json()) as {
    studies: [{ id: string; images: [{ id: string }] }];
  };
  study = answer.studies[0].id;
  image = answer.studies[0].images[0].id;
  await until(async () => (await server.json(`/api/images/${image}`)).status === "read");
});
afterAll(() => server.stop());

test("feedback is kept with the reading it is about, and stands in the study", async () => {
  const { id: reading } = await server.json<{ id: string }>(`/api/images/${image}/reading`);
  const say = (feedback: unknown) =>
    server.ask(`/api/images/${image}/feedback`, withJson("POST", feedback));
  const given = { kind: "missed", finding: "Nodule", box: [10, 20.5, 30, 40], text: "klein, ä" };
  expect((await say(given)).status).toBe(201);
  expect((await say({ kind: "agree" })).status).toBe(201);
  const { items } = await server.json<{ items: object[] }>(`/api/images/${image}/feedback`);
  expect(items).toMatchObject([
    { ...given, image, reading, createdBy: null },
    { kind: "agree", finding: null, box: null, text: null, reading },
  ]);
  expect(await server.json(`/api/studies/${study}`)).toMatchObject({ feedback: items });
});

test("feedback stays with the reading that was seen when the image is read again", async () => {
  const seen = await server.json<{ id: string }>(`/api/images/${image}/reading`);
  const say = (feedback: unknown) =>
    server.ask(`/api/images/${image}/feedback`, withJson("POST", feedback));
  await server.ask(`/api/images/${image}/read`, withJson("POST", { anyway: true }));
  const latest = await until(async () => {
    const now = await server.json<{ id: string }>(`/api/images/${image}/reading`);
    return now.id !== seen.id && now;
  });
  const late = await say({ kind: "agree", finding: "Mass", reading: seen.id });
  expect(await late.json()).toMatchObject({ reading: seen.id });
  expect(await (await say({ kind: "agree" })).json()).toMatchObject({ reading: latest.id });
  const id = "0b0e7f0a-3c5d-4d6e-8f10-000000000001";
  expect((await say({ id, kind: "agree", reading: seen.id })).status).toBe(201);
  expect((await say({ id, kind: "agree", reading: latest.id })).status).toBe(409);
  const foreign = await say({ kind: "agree", reading: "0b0e7f0a-3c5d-4d6e-8f10-a1b2c3d4e5f6" });
  expect(foreign.status).toBe(400);
  expect(await foreign.json()).toMatchObject({
    code: "FEEDBACK_INVALID",
    fields: { field: "reading" },
  });
});

test("feedback that is sent again under its id is kept once", async () => {
  const id = "0b0e7f0a-3c5d-4d6e-8f10-a1b2c3d4e5f6";
  const say = (feedback: unknown) =>
    server.ask(`/api/images/${image}/feedback`, withJson("POST", feedback));
  const given = { id, kind: "disagree", finding: "Mass", box: [1, 2, 3.5, 4], text: "vessel" };
  const answers = await Promise.all([say(given), say(given), say(given)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
  const again = await say(given);
  expect(again.status).toBe(200);
  expect(await again.json()).toMatchObject({ ...given, image, author: null, createdBy: null });
  for (const other of [{ text: "rib" }, { finding: "Nodule" }, { box: null }, { kind: "missed" }]) {
    const refused = await say({ ...given, ...other });
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ code: "FEEDBACK_CONFLICT", fields: { id } });
  }
  expect((await say({ ...given, id: "1" })).status).toBe(400);
  const { items } = await server.json<{ items: { id: string }[] }>(`/api/images/${image}/feedback`);
  expect(items.filter((one) => one.id === id)).toHaveLength(1);
});

test.each([[[-1, 0, 10, 10]], [[0, 0, 100_000, 10]], [[10, 10, 10, 20]], [[20, 10, 10, 20]]])(
  "the box %j is no part of the image",
  async (box) => {
    const answer = await server.ask(
      `/api/images/${image}/feedback`,
      withJson("POST", { kind: "missed", finding: "Mass", box }),
    );
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: "FEEDBACK_INVALID",
      fields: { field: "box" },
    });
  },
);

test("a report is saved edition by edition; of ten at once, one is saved and nobody's is lost", async () => {
  const save = (edition: number, impression: string) =>
    server.ask(
      `/api/studies/${study}/report`,
      withJson("PUT", { edition, impression, language: "de-CH" }),
    );
  const first = await save(0, "Kein Erguss.");
  expect(first.status).toBe(200);
  expect(await first.json()).toMatchObject({ study, edition: 1, impression: "Kein Erguss." });
  const answers = await Promise.all(
    Array.from({ length: 10 }, async (_, number) => save(1, `Nummer ${number}`)),
  );
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([200, ...new Array(9).fill(409)]);
  const conflict = answers.find(({ status }) => status === 409);
  expect(await conflict?.json()).toMatchObject({
    code: "REPORT_CONFLICT",
    fields: { edition: 1, latest: 2 },
  });
  const winner = answers.find(({ status }) => status === 200);
  const { impression = "" } = ((await winner?.json()) ?? {}) as { impression?: string };
  expect(await server.json(`/api/studies/${study}/report`)).toMatchObject({
    edition: 2,
    impression,
  });
  expect((await save(0, "later")).status).toBe(409);
  expect((await save(7, "later")).status).toBe(409);
  const page = await (await server.ask(`/api/studies/${study}/report.html`)).text();
  expect(page).toContain(impression);
});

test("a text of a person is no markup on the page", async () => {
  const impression = '<script>alert("x")</script>\n& more';
  const saved = await server.ask(
    `/api/studies/${study}/report`,
    withJson("PUT", { edition: 2, impression, language: "en" }),
  );
  expect(saved.status).toBe(200);
  const page = await (await server.ask(`/api/studies/${study}/report.html`)).text();
  expect(page).not.toContain("<script");
  expect(page).toContain("&lt;script&gt;");
});

test("what is read can be read again, and not be cancelled", async () => {
  const cancelled = await server.ask(`/api/images/${image}/cancel`, { method: "POST" });
  expect(cancelled.status).toBe(409);
  expect(await cancelled.json()).toMatchObject({ code: "IMAGE_SETTLED" });
  const again = await server.ask(`/api/images/${image}/read`, withJson("POST", { anyway: true }));
  expect(again.status).toBe(202);
  const reading = await until(async () => {
    const { status, reading } = await server.json<{ status: string; reading: { anyway: boolean } }>(
      `/api/images/${image}`,
    );
    return status === "read" && reading.anyway ? reading : null;
  });
  expect(reading).toMatchObject({ anyway: true });
});
