import { afterAll, beforeAll, expect, test } from "vitest";
import { SAMPLES, startTestServer, type TestServer, until } from "./test-server.ts";

let server: TestServer;
let study: string;
beforeAll(async () => {
  server = await startTestServer((config) => ({
    ...config,
    report: { browser: "/nowhere/chromium" },
  }));
  const answer = (await (await server.send(`${SAMPLES}/synthetic-05-effusion.dcm`)).json()) as {
    studies: [{ id: string; images: [{ id: string }] }];
  };
  study = answer.studies[0].id;
  const image = answer.studies[0].images[0].id;
  await until(async () => (await server.json(`/api/images/${image}`)).status === "read");
});
afterAll(() => server.stop());

test.each(["report", "patient"])(
  "%s.html is in the language and for the paper asked for",
  async (kind) => {
    const arabic = await server.ask(`/api/studies/${study}/${kind}.html?language=ar&paper=letter`);
    expect(arabic.status).toBe(200);
    expect(arabic.headers.get("content-security-policy")).toMatch(/^default-src 'none'; /);
    const html = await arabic.text();
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).toContain("size: letter;");
    expect(html).toContain("U+0600-06FF");
    const plain = await (await server.ask(`/api/studies/${study}/${kind}.html`)).text();
    expect(plain).toContain('<html lang="en" dir="ltr">');
    expect(plain).not.toMatch(/size: (A4|letter);/);
    expect((await server.ask(`/api/studies/${study}/${kind}.html?language=tlh`)).status).toBe(400);
  },
);

test.each(["report", "patient"])(
  "%s.pdf without a browser says to print the page",
  async (kind) => {
    const answer = await server.ask(`/api/studies/${study}/${kind}.pdf`);
    expect(answer.status).toBe(501);
    const { code, detail } = (await answer.json()) as { code: string; detail: string };
    expect(code).toBe("PDF_UNAVAILABLE");
    expect(detail).toContain("HTML page");
  },
);
