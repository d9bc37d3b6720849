import { describe, expect, test } from "vitest";
import { FINDINGS } from "../../src/findings/index.ts";
import type { Reading } from "../../src/reading/index.ts";
import { pageEnd, pageStart, readingSection, refusalSection } from "../../src/report/page.ts";
import { findingInWords, probabilityInWords } from "../../src/report/words.ts";

const reading: Reading = {
  model: { name: "made-up", version: "1", sha256: "ab".repeat(32) },
  radiograph: { rows: 700, columns: 1400, format: "dicom", view: "PA", warnings: ["<b>odd</b>"] },
  findings: FINDINGS.map((finding, index) => ({
    finding,
    probability: index / 20,
    interval: { low: index / 25, high: index / 16 },
    operatingPoint: finding === "Hernia" ? 1 : 0.3,
    positive: index / 20 >= 0.3 && finding !== "Hernia",
    borderline: index === 5 || index === 6,
  })),
  abnormal: 0.4,
  abnormalInterval: null,
  heatmaps: { rows: 14, columns: 14, data: new Float32Array(14 * 196) },
};

describe("the page", () => {
  test("shows every finding with its verdict in words, and the size of a cell", () => {
    const html = readingSection("chest.dcm", reading, { radiograph: "a.jpg", heatmaps: [] });
    expect(html.match(/<tr/g)).toHaveLength(1 + FINDINGS.length);
    expect(html.match(/<strong>positive<\/strong>/g)).toHaveLength(6);
    expect(html.match(/>negative</g)).toHaveLength(5);
    expect(html.match(/>borderline, (above|below)</g)).toHaveLength(2);
    expect(html).toContain("probability 0.50 (0.40 to 0.63), operating point 0.30");
    expect(html.match(/>not judged</g)).toHaveLength(1);
    const [finding] = reading.findings;
    const heatmap = finding && { finding, file: "m.jpg", empty: true };
    const drawn = readingSection("chest.dcm", reading, {
      radiograph: "a.jpg",
      heatmaps: heatmap ? [heatmap] : [],
    });
    expect(drawn).toContain("each 100 x 50 px");
    expect(drawn).toContain("no region speaks for it");
  });

  test("says on top and at the end that it is research software", () => {
    expect(pageStart("Readings")).toContain("not a medical device");
    expect(pageEnd(reading.model)).toContain("not a medical device");
  });

  test("a hostile file name or message stays text", () => {
    const hostile = '<script>alert(1)</script>"&.png';
    const html =
      readingSection(hostile, reading, { radiograph: "a.jpg", heatmaps: [] }) +
      refusalSection({ file: hostile, error: { code: "NOT_AN_IMAGE", message: hostile } }) +
      pageStart(hostile);
    expect(html).not.toContain("<script>");
    expect(html).not.toContain("<b>odd");
    expect(html).toContain("&lt;script&gt;");
  });
});

describe("words", () => {
  test.each([
    [0, "< 0.01"],
    [0.004, "< 0.01"],
    [0.126, "0.13"],
    [0.999, "> 0.99"],
  ])("%f reads %s: never a naked 0 or 1", (probability, text) => {
    expect(probabilityInWords(probability)).toBe(text);
  });

  test("a finding without an operating point is not judged", () => {
    const hernia = {
      finding: "Hernia",
      probability: 0.2,
      interval: null,
      operatingPoint: 1,
      positive: false,
      borderline: false,
    } as const;
    expect(findingInWords(hernia)).toBe(
      "Hernia 0.20, not judged (too few examples for an operating point)",
    );
    expect(findingInWords({ ...hernia, operatingPoint: 0.1, positive: true })).toBe(
      "Hernia 0.20, positive (operating point 0.10)",
    );
    const near = { operatingPoint: 0.1, positive: true, borderline: true } as const;
    expect(findingInWords({ ...hernia, ...near, interval: { low: 0.08, high: 0.3 } })).toBe(
      "Hernia 0.20 (0.08 to 0.30), borderline, above (operating point 0.10)",
    );
  });
});
