import { count, locateImages, preparePixelCache } from "../../dataset/index.ts";
import { UsageError } from "../errors.ts";
import { showProgress } from "../progress.ts";
import { loadSource, type SourceOptions } from "./source.ts";

interface PrepareOptions extends SourceOptions {
  readonly out: string;
  readonly size?: number;
  readonly workers?: number;
  readonly quiet: boolean;
}

const SIZE = 224;

/** Decodes and resizes a data set's images into a pixel cache; started again, it goes on where it stopped. */
export async function runPrepare(options: PrepareOptions): Promise<void> {
  const { images, out, size = SIZE, workers } = options;
  if (images === undefined) throw new UsageError("Name the folder of the images with --images.");
  const { contents } = await loadSource(options);
  const { records, missing } = await locateImages(contents.records, [images]);
  const progress = showProgress({ quiet: options.quiet, unit: "images" });
  try {
    const cache = await preparePixelCache(
      records.map(({ path }) => path),
      {
        size,
        folder: out,
        onProgress: (done, total) => progress.step("preparing", done, total),
        ...(workers === undefined ? {} : { workers }),
      },
    );
    progress.stop();
    const summary = {
      file: cache.file,
      size,
      radiographs: cache.rows.length,
      leftOut: cache.leftOut,
      missing,
    };
    process.stdout.write(options.json ? `${JSON.stringify(summary)}\n` : inWords(summary));
  } finally {
    progress.stop();
  }
}

function inWords({
  file,
  size,
  radiographs,
  leftOut,
  missing,
}: {
  readonly file: string;
  readonly size: number;
  readonly radiographs: number;
  readonly leftOut: readonly { readonly path: string; readonly code: string }[];
  readonly missing: number;
}): string {
  return [
    `${file}: ${count(radiographs)} radiographs of ${size} x ${size}.`,
    ...leftOut.map(({ path, code }) => `left out: ${path} (${code})`),
    ...(missing === 0 ? [] : [`${count(missing)} labelled images are not in the folder.`]),
    "",
  ].join("\n");
}
