import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { create } from "tar";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  downloadDataset,
  findAdapter,
  OPEN_DATASETS,
  type OpenDataset,
} from "../../src/dataset/index.ts";
import { zipOf } from "./provider-download/make-zip.ts";
import { temporaryFolder, writeRadiographs } from "./radiograph-files.ts";

type Handler = (request: IncomingMessage, response: ServerResponse, bytes: Buffer) => void;

let folder: string;
let archives: Map<string, Buffer>;
let server: Server;
let handler: Handler;
let asked: string[];
beforeEach(async () => {
  folder = temporaryFolder();
  archives = new Map();
  for (const [name, count] of [
    ["one", 3],
    ["two", 2],
  ] as const)
    archives.set(`/${name}.gz`, await archiveOf(count));
  asked = [];
  handler = (_, response, bytes) => response.end(bytes);
  server = createServer((request, response) => {
    const { url = "" } = request;
    asked.push(url);
    const bytes = archives.get(url);
    if (bytes === undefined) response.writeHead(404).end();
    else handler(request, response, bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** As NIH's archives are: images/00000001_000.png …, with a few things in it that are no images. */
async function archiveOf(images: number): Promise<Buffer> {
  const source = temporaryFolder();
  mkdirSync(join(source, "images"));
  await writeRadiographs(join(source, "images"), images);
  writeFileSync(join(source, "images", "run.sh"), "echo hello");
  symlinkSync("/etc/passwd", join(source, "images", "link.png"));
  await create({ gzip: true, cwd: source, file: join(source, "a.tar.gz") }, ["images"]);
  return readFileSync(join(source, "a.tar.gz"));
}

function madeUp(): OpenDataset {
  const { port } = server.address() as AddressInfo;
  return {
    name: "made-up",
    title: "Made up",
    page: "http://127.0.0.1",
    byHand: "labels.csv",
    gigabytes: 0.001,
    archives: ["one", "two"].map((name, index) => ({
      fileName: `images_00${index + 1}.tar.gz`,
      address: `http://127.0.0.1:${port}/${name}.gz`,
      checksum: {
        algorithm: "md5",
        digest: createHash("md5")
          .update(archives.get(`/${name}.gz`) ?? "")
          .digest("hex"),
      },
      wanted: /\.png$/,
    })),
  };
}

/** No connection here stands still, but the machine may be busy. */
const options = { patience: 1, stall: 20_000 };

/** Shenzhen and Montgomery as they are published, with archives of ours in the place of NLM's. */
function tuberculosis(): OpenDataset {
  const { port } = server.address() as AddressInfo;
  const dataset = OPEN_DATASETS.find(({ name }) => name === "nlm-tuberculosis");
  if (dataset === undefined) throw new Error("nlm-tuberculosis is gone");
  return {
    ...dataset,
    archives: dataset.archives.map((archive) => ({
      ...archive,
      address: `http://127.0.0.1:${port}/${archive.fileName}`,
    })),
  };
}

const SHENZHEN = {
  "ChinaSet_AllFiles/CXR_png/CHNCXR_0001_0.png": "a radiograph".repeat(1000),
  "ChinaSet_AllFiles/ClinicalReadings/CHNCXR_0001_0.txt": "male 45yrs\nnormal\n",
  "ChinaSet_AllFiles/CXR_png/Thumbs.db": "",
  "__MACOSX/ChinaSet_AllFiles/CXR_png/._CHNCXR_0001_0.png": "not a radiograph",
};
const MONTGOMERY = {
  "MontgomerySet/CXR_png/MCUCXR_0104_1.png": "another",
  "MontgomerySet/ClinicalReadings/MCUCXR_0104_1.txt": "Patient's Sex: M\nPatient's Age: 050Y\n",
  "MontgomerySet/ManualMask/leftMask/MCUCXR_0104_1.png": "a mask",
};

describe("a data set's archives", () => {
  test("are fetched one after another and unpacked, images alone", async () => {
    const out = join(folder, "nih");
    const { fetched, files } = await downloadDataset(madeUp(), out, options);
    expect(fetched).toEqual(["images_001.tar.gz", "images_002.tar.gz"]);
    expect(files).toBe(5);
    expect(asked).toEqual(["/one.gz", "/two.gz"]);
    expect(readdirSync(join(out, "images_001", "images")).sort()).toEqual([
      "00000.png",
      "00001.png",
      "00002.png",
    ]);
    expect(readdirSync(out).sort()).toEqual([
      "images_001",
      "images_001.json",
      "images_002",
      "images_002.json",
    ]);
  });

  test("are fetched once: a second start asks for nothing", async () => {
    const dataset = madeUp();
    await downloadDataset(dataset, folder, options);
    asked = [];
    const again = await downloadDataset(dataset, folder, { ...options, offline: true });
    expect(again).toEqual({
      fetched: [],
      present: ["images_001.tar.gz", "images_002.tar.gz"],
      files: 5,
    });
    expect(asked).toEqual([]);
  });

  test("go on where a connection broke, after the archives that are there", async () => {
    const dataset = madeUp();
    handler = (_, response, bytes) => {
      response.writeHead(200, { etag: '"1"', "content-length": bytes.length });
      if (asked.at(-1) === "/one.gz") response.end(bytes);
      // Long enough for the bytes to arrive on a busy machine.
      else response.write(bytes.subarray(0, 100), () => setTimeout(() => response.destroy(), 500));
    };
    await expect(downloadDataset(dataset, folder, options)).rejects.toMatchObject({
      code: "DOWNLOAD_FAILED",
    });
    expect(existsSync(join(folder, "images_001.json"))).toBe(true);
    expect(existsSync(join(folder, "images_002"))).toBe(false);
    const ranges: (string | undefined)[] = [];
    handler = (request, response, bytes) => {
      ranges.push(request.headers.range);
      const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
      response.writeHead(206, {
        etag: '"1"',
        "content-length": bytes.length - start,
        "content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}`,
      });
      response.end(bytes.subarray(start));
    };
    const { fetched, files } = await downloadDataset(dataset, folder, options);
    expect(fetched).toEqual(["images_002.tar.gz"]);
    expect(files).toBe(5);
    expect(ranges).toEqual(["bytes=100-"]);
  });

  test("are refused, and nothing of them kept, where the bytes are others", async () => {
    const dataset = madeUp();
    archives.set("/one.gz", Buffer.concat([archives.get("/one.gz") ?? Buffer.of(), Buffer.of(0)]));
    await expect(downloadDataset(dataset, folder, options)).rejects.toMatchObject({
      code: "DOWNLOAD_CHECKSUM",
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test("are refused where the provider lies about their size", async () => {
    handler = (_, response, bytes) => {
      response.writeHead(200, { "content-length": bytes.length + 10 });
      response.write(bytes, () => setTimeout(() => response.destroy(), 50));
    };
    await expect(downloadDataset(madeUp(), folder, options)).rejects.toMatchObject({
      code: "DOWNLOAD_FAILED",
    });
    expect(existsSync(join(folder, "images_001"))).toBe(false);
  });

  test("are refused where they are no archives, with what to do", async () => {
    archives.set("/one.gz", Buffer.from("<html>Please sign in</html>"));
    await expect(downloadDataset(madeUp(), folder, options)).rejects.toMatchObject({
      code: "ARCHIVE_BROKEN",
      message: expect.stringMatching(/images_001\.tar\.gz: can't be unpacked .+ fetched anew/),
    });
    expect(existsSync(join(folder, "images_001"))).toBe(false);
  });

  test("of the library of medicine are ZIP files, of which radiographs and readings are kept", async () => {
    archives.set("/ChinaSet_AllFiles.zip", zipOf(SHENZHEN));
    archives.set("/NLM-MontgomeryCXRSet.zip", zipOf(MONTGOMERY));
    const { files } = await downloadDataset(tuberculosis(), folder, options);
    expect(files).toBe(4);
    const all = readdirSync(folder, { recursive: true, withFileTypes: true });
    const names = all.filter((one) => one.isFile()).map(({ name }) => name);
    expect(names.sort()).toEqual([
      "CHNCXR_0001_0.png",
      "CHNCXR_0001_0.txt",
      "ChinaSet_AllFiles.json",
      "MCUCXR_0104_1.png",
      "MCUCXR_0104_1.txt",
      "NLM-MontgomeryCXRSet.json",
    ]);
    const inner = join(folder, "ChinaSet_AllFiles/ChinaSet_AllFiles");
    expect(readFileSync(join(inner, "CXR_png/CHNCXR_0001_0.png"), "utf8")).toBe(
      "a radiograph".repeat(1000),
    );
    const { records } = await findAdapter("nlm-tuberculosis").load({
      labels: inner,
      images: inner,
    });
    expect(records).toMatchObject([{ fileName: "CHNCXR_0001_0.png", age: 45, anyFinding: 0 }]);
  });

  test("of the library of medicine are fetched again where a ZIP file is broken", async () => {
    const whole = zipOf(MONTGOMERY);
    archives.set("/NLM-MontgomeryCXRSet.zip", whole.subarray(0, whole.length - 30));
    archives.set("/ChinaSet_AllFiles.zip", zipOf(SHENZHEN));
    await expect(downloadDataset(tuberculosis(), folder, options)).rejects.toMatchObject({
      code: "ARCHIVE_BROKEN",
      message: expect.stringMatching(/NLM-MontgomeryCXRSet\.zip: can't be unpacked \(it is no ZIP/),
    });
    expect(existsSync(join(folder, "NLM-MontgomeryCXRSet"))).toBe(false);
  });

  test("are not fetched again where they lie there whole, offline or not, after unpacking was cut off", async () => {
    const [first] = madeUp().archives;
    const whole = archives.get("/one.gz") ?? Buffer.alloc(0);
    writeFileSync(join(folder, first?.fileName ?? ""), whole);
    const { files } = await downloadDataset(madeUp(), folder, options);
    expect(files).toBe(5);
    expect(asked).toEqual(["/two.gz"]);
    const elsewhere = temporaryFolder();
    writeFileSync(join(elsewhere, first?.fileName ?? ""), whole.subarray(0, whole.length - 1));
    await downloadDataset(madeUp(), elsewhere, options);
    expect(asked).toEqual(["/two.gz", "/one.gz", "/two.gz"]);
  });

  test("are not asked for offline", async () => {
    await expect(
      downloadDataset(madeUp(), folder, { ...options, offline: true }),
    ).rejects.toMatchObject({
      code: "DOWNLOAD_OFFLINE",
      message: expect.stringContaining("images_001.tar.gz"),
    });
    expect(asked).toEqual([]);
  });
});

test("ChestX-ray14's twelve archives are known by address and checksum", () => {
  const nih = OPEN_DATASETS.find(({ name }) => name === "nih");
  expect(nih?.archives).toHaveLength(12);
  expect(new Set(nih?.archives.map(({ address }) => address)).size).toBe(12);
  for (const { checksum } of nih?.archives ?? [])
    expect(checksum?.digest).toMatch(/^[0-9a-f]{32}$/);
});

test("of Open-i's archives one has radiographs, the other reports", () => {
  const openi = OPEN_DATASETS.find(({ name }) => name === "openi");
  const [images, reports] = openi?.archives ?? [];
  expect(images?.wanted.test("CXR1_1_IM-0001-4001.png")).toBe(true);
  expect(reports?.wanted.test("ecgen-radiology/1.xml")).toBe(true);
  for (const { address } of openi?.archives ?? []) expect(address).toMatch(/^https:\/\/.+\.tgz$/);
});
