import { describe, expect, test } from "vitest";
import { createTranslator, type LANGUAGES, loadCatalogue } from "../../src/language/index.ts";

const NOW = Date.UTC(2026, 10, 30, 12);

async function translator(language: (typeof LANGUAGES)[number]) {
  return createTranslator(language, await loadCatalogue(language));
}

describe("a translator", () => {
  test("says how long ago something was", async () => {
    const { ago } = await translator("en");
    const seconds = [0, 42, 60, 3599, 3 * 3600, 26 * 3600, 40 * 86_400];
    expect(seconds.map((one) => ago(new Date(NOW - one * 1000), NOW))).toEqual([
      "now",
      "42 seconds ago",
      "1 minute ago",
      "59 minutes ago",
      "3 hours ago",
      "1 day ago",
      "1 month ago",
    ]);
    // A clock that is a little ahead of ours.
    expect(ago(new Date(NOW + 9000), NOW)).toBe("now");
    expect((await translator("ar")).ago(new Date(NOW - 7200_000), NOW)).toBe("قبل ساعتين");
  });

  test("says how large a file is", async () => {
    const { bytes } = await translator("en");
    expect([0, 1, 812, 1_440_000, 2_500_000_000].map(bytes)).toEqual([
      "0 bytes",
      "1 byte",
      "812 bytes",
      "1.4 MB",
      "2.5 GB",
    ]);
    expect((await translator("es")).bytes(27)).toBe("27 bytes");
  });
});
