/** A command of the docs that this test does not run. Its options are checked all the same. */
export interface NotRun {
  /** On every page, if left out. */
  readonly page?: string;
  readonly command: string;
  readonly reason: string;
}

/** The test looks into .ci/run whether it is so. */
export const RUN_BY_CI = ".ci/run runs it on every change";
const NOTEBOOKS = "notebooks.test.ts runs the same notebooks by the same code";
const PART = "this test is a part of it";
const NOT_PUBLISHED =
  "the package is not published yet; package.test.ts installs what npm pack makes";

/**
 * What can't be run here, and why. Rather than to list a command, make its world small (fixtures.ts). A command that
 * no longer stands on its page must not stand here.
 */
export const NOT_RUN: readonly NotRun[] = [
  { command: "npm test", reason: PART },
  { command: "npm run test:unit", reason: "npm test runs it" },
  { command: "npm run test:interop", reason: PART },
  {
    page: "CONTRIBUTING.md",
    command: "npx vitest run --project unit test/graph",
    reason: "npm test runs these tests",
  },
  { command: "npm run typecheck", reason: RUN_BY_CI },
  { command: "npm run lint", reason: RUN_BY_CI },
  { command: "npm run build", reason: RUN_BY_CI },
  {
    page: "CONTRIBUTING.md",
    command: "npm run format",
    reason: "it needs a clone with its history",
  },
  { command: "npm ci", reason: RUN_BY_CI },
  { command: "bash .ci/run", reason: PART },
  {
    page: "CONTRIBUTING.md",
    command: "npm run dev",
    reason: "it watches the sources until somebody stops it",
  },
  { page: "CONTRIBUTING.md", command: "npm run docs", reason: "docs-site.test.ts runs it" },
  { command: "npm run portable -- linux-x64", reason: "portable.test.ts runs it" },
  {
    page: "CONTRIBUTING.md",
    command: "npx tsx scripts/measure-install.ts",
    reason: "it installs the package and all below it, as package.test.ts does",
  },
  { page: "CONTRIBUTING.md", command: "npx changeset", reason: "it asks a person" },
  {
    page: "CONTRIBUTING.md",
    command: "npx tsx scripts/make-samples.ts",
    reason: "six radiographs of 1024 pixels take a minute",
  },
  {
    page: "CONTRIBUTING.md",
    command: "npx tsx scripts/make-recordings.ts",
    reason: "its pictures are committed, and differ from browser to browser",
  },
  {
    page: "docs/gate.md",
    command: "npx tsx scripts/collect-outliers.ts others",
    reason: "it installs packages of Debian",
  },
  {
    page: "docs/gate.md",
    command:
      "thorascope gate --labels ../shared/data/nih --images ../shared/data/nih/images128 --split train --test-split val --others others/tune --test-others others/test --model runs/nih-subset/best --out gated",
    reason:
      "it reads 200 radiographs or more, each varied; test/cli/gate.test.ts runs it on small ones",
  },
  {
    page: "docs/how-to/train-on-nih.md",
    command: "thorascope data download nih --out nih",
    reason: "45 GB from the internet",
  },
  {
    page: "docs/how-to/train-on-nih.md",
    command: "thorascope models pull torchvision-densenet121-v1",
    reason: "it fetches from the internet, and compares with the published file's checksum",
  },
  {
    page: "docs/how-to/train-on-nih.md",
    command:
      "thorascope models import torchvision-densenet121-v1 --weights-only --out weights/densenet121.safetensors",
    reason: "it needs what the command before fetches",
  },
  {
    page: "docs/how-to/train-on-nih.md",
    command:
      "thorascope train recipes/nih-densenet121.json --labels nih --images nih --out runs/nih-densenet121",
    reason: "44 hours, and 112,120 radiographs",
  },
  {
    page: "docs/how-to/train-on-nih.md",
    command: "npx tsx bench/full-nih.ts /tmp/full 112120 20",
    reason: "35 minutes and 5 GB",
  },
  {
    page: "docs/how-to/train-on-nih.md",
    command: "npx tsx bench/full-nih.ts /tmp/full 8000 20 nih-resnet50",
    reason: "15 minutes",
  },
  { command: "npm run notebooks", reason: "it opens Jupyter for a person" },
  { command: "npx tsx scripts/run-notebooks.ts", reason: NOTEBOOKS },
  {
    page: "docs/notebooks.md",
    command: "npx tsx scripts/run-notebooks.ts 5",
    reason: NOTEBOOKS,
  },
  {
    page: "docs/notebooks.md",
    command: "npx tsx scripts/run-notebooks.ts --write",
    reason: NOTEBOOKS,
  },
  {
    page: "docs/install.md",
    command: "npm install thorascope",
    reason: NOT_PUBLISHED,
  },
  { command: "npm install --global thorascope", reason: NOT_PUBLISHED },
  {
    page: "docs/operation.md",
    command: "useradd --system --home-dir /var/lib/thorascope thorascope",
    reason: "it adds a user to the machine",
  },
  {
    page: "docs/operation.md",
    command: "systemctl enable --now thorascope",
    reason: "there is no systemd here",
  },
];

/** Why a command is not run; undefined if it is. */
export function reasonNotToRun(page: string, command: string): string | undefined {
  return NOT_RUN.find((one) => (one.page ?? page) === page && one.command === command)?.reason;
}

/** Commands that would change this machine or this checkout, and therefore must stand in the list above. */
export const NEVER =
  /\b(npm (ci|i|install|uninstall|publish)|apt(-get)? |useradd|userdel|systemctl|docker|podman)\b/;
