// Before a release: the tag names the package's version, CHANGELOG.md has notes for it, and no changeset waits.
// Prints the notes. Plain JavaScript: the release workflow runs it without installing anything.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");

const [tag = ""] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
if (tag !== `v${version}`) fail(`The tag is "${tag}", package.json says ${version}.`);
const waiting = readdirSync(join(ROOT, ".changeset")).filter(
  (name) => name.endsWith(".md") && name !== "README.md",
);
if (waiting.length > 0) fail(`Changesets wait for "npm run changesets": ${waiting.join(", ")}.`);
const sections = readFileSync(join(ROOT, "CHANGELOG.md"), "utf8").split(/^## /m);
const notes = sections.find((section) => section.startsWith(`${version}\n`));
if (notes === undefined) fail(`CHANGELOG.md has no section "## ${version}".`);
process.stdout.write(`${notes.slice(version.length).trim()}\n`);

function fail(why) {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}
