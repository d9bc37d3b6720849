import { dropFiles } from "../../test/interop/reading-room/drop-files.ts";
import { sample, startReadingRoom } from "../../test/interop/reading-room/reading-room.ts";
import { Film } from "./film.ts";

const SIZE = { width: 1200, height: 750 };

/** A study opens by its patient's name. */
const DROPPED = "synthetic-06-consolidation.dcm";
const PATIENT = /SYNTHETIC, FINN/;

/** Somebody drops a radiograph on the list, opens its study, and looks at two findings. */
export async function recordReadingRoom(): Promise<void> {
  const room = await startReadingRoom({
    files: [
      sample("synthetic-01-normal.png"),
      sample("synthetic-03-cardiomegaly.png"),
      sample("synthetic-05-effusion.dcm"),
    ],
    browser: { viewport: SIZE, reducedMotion: "reduce" },
  });
  try {
    const { page } = room;
    const film = new Film(page);
    await page
      .getByRole("link", { name: /synthetic-01/ })
      .first()
      .waitFor();
    await film.take(1500);
    await dropFiles(page, [sample(DROPPED)]);
    for (let frame = 0; frame < 4; frame++) {
      await film.take(400);
      await page.waitForTimeout(300);
    }
    const study = page.getByRole("link", { name: PATIENT }).first();
    await study.waitFor();
    await page.waitForTimeout(3000);
    await film.take(1500);
    await study.click();
    await page.locator("[data-finding]").first().waitFor();
    await page.waitForTimeout(4000);
    await film.take(2000);
    for (const finding of ["Consolidation", "Infiltration"]) {
      await page.locator(`[data-finding="${finding}"]`).click();
      await page.waitForTimeout(2500);
      await film.take(2500);
    }
    await film.write("reading-room");
  } finally {
    await room.close();
  }
}
