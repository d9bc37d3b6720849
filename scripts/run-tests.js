// Runs the test suites and closes with one line that counts them all. The interop suite compares with real
// counterparts and installs them first where it can. Plain JavaScript: the launcher imports it.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What the interop suite compares with, as Debian's packages, and a file that each puts in place. */
const COUNTERPARTS = {
  chromium: "/usr/bin/chromium",
  dcmtk: "/usr/bin/dcmdump",
  dicom3tools: "/usr/bin/dciodvfy",
  iproute2: "/usr/sbin/ip",
  "jupyter-nbconvert": "/usr/bin/jupyter-nbconvert",
  "libgdcm-tools": "/usr/bin/gdcmconv",
  openssl: "/usr/bin/openssl",
  "poppler-utils": "/usr/bin/pdftotext",
  postgresql: "/usr/lib/postgresql",
  "python3-numpy": "/usr/lib/python3/dist-packages/numpy",
  "python3-onnx": "/usr/lib/python3/dist-packages/onnx",
  "python3-pil": "/usr/lib/python3/dist-packages/PIL",
  "python3-pydicom": "/usr/lib/python3/dist-packages/pydicom",
  "python3-sklearn": "/usr/lib/python3/dist-packages/sklearn",
  "python3-torch": "/usr/lib/python3/dist-packages/torch",
  "python3-torchvision": "/usr/lib/python3/dist-packages/torchvision",
};

/** Runs the named suites and returns the exit code. In CI a skipped test is a failure. */
export function runTests(root, suites) {
  if (suites.includes("interop")) provideCounterparts();
  const counts = { passed: 0, failed: 0, skipped: 0 };
  let code = 0;
  for (const suite of suites) {
    const result = runSuite(root, suite);
    code ||= result.code;
    for (const kind of Object.keys(counts)) counts[kind] += result.counts[kind];
  }
  if (process.env.CI && counts.skipped > 0) {
    process.stdout.write(
      "In CI no test may be skipped; the reasons stand in the skipped tests' names.\n",
    );
    code ||= 1;
  }
  process.stdout.write(
    `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`,
  );
  return code;
}

function runSuite(root, suite) {
  const folder = mkdtempSync(join(tmpdir(), "thorascope-tests-"));
  const report = join(folder, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const { status } = spawnSync(
    process.execPath,
    [vitest, "run", "--project", suite, ...reporters],
    {
      cwd: root,
      stdio: "inherit",
    },
  );
  const counts = existsSync(report)
    ? countsIn(JSON.parse(readFileSync(report, "utf8")))
    : { passed: 0, failed: 1, skipped: 0 };
  rmSync(folder, { recursive: true });
  return { code: status ?? 1, counts };
}

function countsIn({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) {
  return {
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests + numTodoTests,
  };
}

/** Installs what is missing as root on Debian and Ubuntu; elsewhere names it and goes on: those tests fail. */
function provideCounterparts() {
  const missing = Object.keys(COUNTERPARTS).filter((name) => !existsSync(COUNTERPARTS[name]));
  if (missing.length === 0) return;
  const root = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (!root) {
    process.stderr.write(
      `The interop tests need Debian's packages ${missing.join(" ")}. Install them, e.g. with\n`,
    );
    process.stderr.write(`  sudo apt-get install --no-install-recommends ${missing.join(" ")}\n`);
    return;
  }
  process.stderr.write(`Installing ${missing.join(" ")} ...\n`);
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args) =>
    spawnSync("apt-get", ["-qq", ...args], {
      stdio: ["ignore", "ignore", "inherit"],
      env: environment,
    });
  apt("update");
  apt("install", "-y", "--no-install-recommends", ...missing);
}
