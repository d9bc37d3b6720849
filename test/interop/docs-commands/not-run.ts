/** A command of the docs that this test does not run. Its options are checked all the same. */
export interface NotRun {
  readonly page: string;
  readonly command: string;
  readonly reason: string;
}

const CI = ".ci/run runs it on every change";
const PART = "this test is a part of it";

/**
 * What can't be run here, and why. Rather than to list a command, make its world small (fixtures.ts). A command that
 * no longer stands on its page must not stand here.
 */
export const NOT_RUN: readonly NotRun[] = [
  { page: "README.md", command: "npm test", reason: PART },
  { page: "CONTRIBUTING.md", command: "npm test", reason: PART },
  { page: "CONTRIBUTING.md", command: "npm run test:unit", reason: "npm test runs it" },
  { page: "CONTRIBUTING.md", command: "npm run test:interop", reason: PART },
  {
    page: "CONTRIBUTING.md",
    command: "npx vitest run --project unit test/graph",
    reason: "npm test runs these tests",
  },
  { page: "CONTRIBUTING.md", command: "npm run typecheck", reason: CI },
  { page: "CONTRIBUTING.md", command: "npm run lint", reason: CI },
  { page: "CONTRIBUTING.md", command: "npm run build", reason: CI },
  {
    page: "CONTRIBUTING.md",
    command: "npm run format",
    reason: "it needs a clone with its history",
  },
  { page: "CONTRIBUTING.md", command: "bash .ci/run", reason: PART },
  {
    page: "docs/gate.md",
    command: "npx tsx scripts/collect-outliers.ts others",
    reason: "it installs packages of Debian",
  },
  {
    page: "docs/operation.md",
    command: "npm install --global thorascope",
    reason: "the package is not published yet; package.test.ts installs what npm pack makes",
  },
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
