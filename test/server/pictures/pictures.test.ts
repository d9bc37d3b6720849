import { expect, test } from "vitest";
import { openPictures } from "../../../src/server/pictures/pictures.ts";

test("of pictures that wait nothing is read before their turn, and of those that are refused nothing at all", async () => {
  const pictures = await openPictures(1);
  let reads = 0;
  let goOn = () => {};
  const released = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const read = async () => {
    reads++;
    await released;
    throw new Error("the disk is gone");
  };
  const waiting = Promise.allSettled(
    Array.from({ length: 64 }, () => pictures.picture(read, null)),
  );
  await expect(pictures.pixels(read)).rejects.toMatchObject({ code: "SERVER_BUSY" });
  // One that is drawn, and the next.
  expect(reads).toBe(2);
  goOn();
  const outcomes = await waiting;
  expect(outcomes.every(({ status }) => status === "rejected")).toBe(true);
  expect(reads).toBe(64);
  // There is room again.
  await expect(pictures.pixels(read)).rejects.toThrow("the disk is gone");
  await pictures.close();
});
