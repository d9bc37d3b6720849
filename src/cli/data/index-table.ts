import { indexImages, indexTable } from "../../dataset/index.ts";
import { writeWhole } from "../../whole-file.node.ts";
import { loadSource, type SourceOptions } from "./source.ts";

/** Writes a data set as one table. The side is that of the provider's first split. */
export async function runIndex(options: SourceOptions & { readonly out: string }): Promise<void> {
  const { location, contents } = await loadSource(options);
  const [split] = contents.officialSplits;
  const sideOf = new Map(
    split?.sides.flatMap((side) => side.fileNames.map((name) => [name, side.name] as const)),
  );
  const images = location.images === null ? null : await indexImages([location.images]);
  const records = contents.records.map((record) => ({
    ...record,
    path: images?.find(record.fileName)[0] ?? null,
    side: sideOf.get(record.fileName) ?? null,
  }));
  await writeWhole(options.out, indexTable(records));
  const present = records.filter(({ path }) => path !== null).length;
  const summary = { out: options.out, radiographs: records.length, images: present };
  process.stdout.write(
    options.json
      ? `${JSON.stringify(summary)}\n`
      : `${options.out}: ${records.length} radiographs, ${present} of them with their image.\n`,
  );
}
