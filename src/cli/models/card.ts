import { cardOf, readEvidence, readModelFolder } from "../../model/index.node.ts";
import { BUNDLED_MODEL } from "../../reading/index.node.ts";
import { writeModelCard } from "../../report/index.node.ts";

export interface CardOptions {
  readonly out?: string;
  readonly evaluation: readonly string[];
}

/** `thorascope models card`. */
export async function runCard(
  folder: string = BUNDLED_MODEL,
  { out = folder, evaluation }: CardOptions,
): Promise<void> {
  const { description } = await readModelFolder(folder);
  const evidence = await readEvidence(folder, description, evaluation);
  const paths = await writeModelCard(out, cardOf(description, evidence));
  process.stdout.write(paths.map((path) => `${path}\n`).join(""));
}
