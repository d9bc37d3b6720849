import { describe, expect, test } from "vitest";
import { chosenFiles, isNotMeant } from "../../../web/src/upload/chosen-files.ts";

function inFolder(path: string): File {
  const file = new File(["x"], path.split("/").at(-1) ?? "");
  return Object.defineProperty(file, "webkitRelativePath", { value: path });
}

describe("files that somebody chose", () => {
  test("leave out what systems put into folders, and count it", () => {
    const { files, skipped } = chosenFiles(
      [
        "cd/IM1",
        "cd/.DS_Store",
        "cd/Thumbs.db",
        "cd/DICOMDIR",
        "cd/.git/IM2",
        "cd/a/b/IM3.dcm",
      ].map(inFolder),
    );
    expect(files.map(({ path }) => path)).toEqual(["cd/IM1", "cd/a/b/IM3.dcm"]);
    expect(skipped).toBe(4);
  });

  test("are all meant where no folder was chosen, or the folder itself is hidden", () => {
    expect(chosenFiles([inFolder("")]).skipped).toBe(0);
    expect(chosenFiles([inFolder(".scans/IM1")])).toMatchObject({ skipped: 0 });
  });

  test("are told by name", () => {
    expect(["dicomdir", "desktop.ini", "__MACOSX", "._IM1"].every(isNotMeant)).toBe(true);
    expect(["IM0001", "chest.dcm", "dicomdir.png"].some(isNotMeant)).toBe(false);
  });
});
