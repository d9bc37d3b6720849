import { fileNameOf, REGISTRY, weightsFolder } from "../../model/index.node.ts";

/** `thorascope models list`. */
export async function runList({ json }: { json: boolean }): Promise<void> {
  process.stdout.write(json ? jsonLines() : text());
}

function jsonLines(): string {
  return REGISTRY.map((entry) => `${JSON.stringify(entry)}\n`).join("");
}

function text(): string {
  const groups = [
    ["Classifiers of radiographs, for `thorascope models import`:", false],
    ["ImageNet weights to train from, for `thorascope models import --weights-only`:", true],
  ] as const;
  const blocks = groups.map(([title, toTrainFrom]) => {
    const entries = REGISTRY.filter(({ layout }) => (layout === null) === toTrainFrom);
    const lines = entries.map(
      (entry) =>
        `  ${entry.name}\n    ${entry.architecture}, ${entry.what}\n    ${fileNameOf(entry)}; SHA-256 ${entry.sha256 ? `${entry.sha256.slice(0, 12)}.. as published` : "not published"}\n    ${entry.licence}`,
    );
    return [title, ...lines].join("\n");
  });
  return `${blocks.join("\n\n")}

Addresses and checksums are their publishers'; Thorascope's authors have not fetched them.
Fetched weights are kept in ${weightsFolder()}.
`;
}
