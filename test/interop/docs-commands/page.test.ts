import { describe, expect, test } from "vitest";
import { commandsOf } from "./command.ts";
import { difference } from "./compare.ts";
import { asksFor, FIXTURES } from "./fixtures.ts";
import { readPage } from "./page.ts";
import { faultOfCall, faultsOfSynopsis } from "./syntax.ts";

const read = (...lines: string[]) => commandsOf(readPage("page.md", lines.join("\n")));
const block = (language: string, ...lines: string[]) => [`\`\`\`${language}`, ...lines, "```"];

describe("a page's commands", () => {
  test("are a line each, but for those that go on; comments are left out", () => {
    const { commands } = read(
      ...block(
        "sh",
        "thorascope read a.png   # a table",
        "",
        "# a comment",
        "curl -X PUT \\",
        '  -d \'{"a": "# no comment"}\' \\',
        "  http://127.0.0.1:8420/",
        "cat > a.txt <<'END'",
        "one",
        "END",
        "thorascope read b.png   # refused: exit code 1",
      ),
    );
    expect(commands.map(({ line, text, exitCode }) => ({ line, text, exitCode }))).toEqual([
      { line: 2, text: "thorascope read a.png", exitCode: 0 },
      {
        line: 5,
        text: 'curl -X PUT -d \'{"a": "# no comment"}\' http://127.0.0.1:8420/',
        exitCode: 0,
      },
      { line: 8, text: "cat > a.txt <<'END'\none\nEND", exitCode: 0 },
      { line: 11, text: "thorascope read b.png", exitCode: 1 },
    ]);
  });

  test("have the output of the block that follows at once, and only of that", () => {
    const { commands } = read(
      ...block("sh", "thorascope read a.png", "thorascope read b.png"),
      "",
      ...block("text", "b"),
      ...block("sh", "thorascope read c.png"),
      "It prints nothing.",
      ...block("text", "a tree of folders"),
    );
    expect(commands.map(({ output }) => output?.lines ?? null)).toEqual([null, ["b"], null]);
  });

  test("stand behind $ in a block that shows what they print", () => {
    const { commands } = read(...block("console", "$ thorascope read a.png", "a", "", "$ ls"));
    expect(commands.map(({ text, output }) => [text, output?.lines ?? null])).toEqual([
      ["thorascope read a.png", ["a", ""]],
      ["ls", null],
    ]);
  });

  test("are found in tables headed command, programs by their import", () => {
    const { commands } = read(
      "| command | what |",
      "|---|---|",
      "| `npm run bench -- a\\|b` | `npm test` |",
      ...block("ts", 'import { loadModel } from "thorascope";'),
      ...block("ts", "// src/graph/operators/exp.ts", 'import type { V } from "../graph.ts";'),
    );
    expect(commands.map(({ kind, text }) => [kind, text])).toEqual([
      ["synopsis", "npm run bench -- a|b"],
      ["program", 'import { loadModel } from "thorascope";'],
    ]);
  });

  test("are not guessed: a block without a language has to be one or what one prints", () => {
    const { faults } = read(...block("", "frobnicate all"));
    expect(faults.map(({ line }) => line)).toEqual([1]);
  });
});

describe("the command line's own opinion", () => {
  test.each([
    "thorascope read a.png --jsonn",
    "thorascope read",
    "thorascope calibrate --method guess --out a",
    "thorascope models frobnicate",
  ])("refuses %s", (text) => expect(faultOfCall(text)).not.toBeNull());

  test.each([
    "thorascope read FILES [--heatmap-format png|gif]",
    "thorascope read [--json]",
    "thorascope evaluate --labels TABLE",
    "thorascope train RECIPE [--epochs N]",
  ])("does not know the synopsis %s", (text) =>
    expect(faultsOfSynopsis(text, true)).toHaveLength(1),
  );
});

describe("what a page shows", () => {
  const shows = (...lines: string[]) => ({ line: 1, lines, isJson: false });

  test("may leave out parts of lines and whole lines", () => {
    expect(difference(shows("a … c", "…", "z"), "a b c\nx\ny\nz\n")).toBeNull();
    expect(difference(shows("a", "…"), "a\n")).toBeNull();
  });

  test("is compared line by line, less the progress that a terminal takes away", () => {
    expect(difference(shows("a"), "reading: 1 of 4 files\na\n")).toBeNull();
    expect(difference(shows("a", "b"), "a\nc\n")).toContain("- b");
    expect(difference(shows("a"), "a\nb\n")).toContain("+ b");
  });

  test("is compared without regard to white space between lines where it is JSON", () => {
    const shown = { line: 1, lines: ['{"a":1,', ' "b":"…"}'], isJson: true };
    expect(difference(shown, '{"a":1,"b":"x"}\n')).toBeNull();
    expect(difference(shown, '{"a":2,"b":"x"}\n')).not.toBeNull();
  });
});

test("a stand-in is made for its name and what is in it, and for no other name", () => {
  const folder = FIXTURES.find(({ name }) => name === "folder");
  if (folder === undefined) throw new Error("there is no folder");
  const asked = ["read folder/", "read ./folder", "read folder/a.png", "read a --out=folder"];
  expect(asked.filter((command) => !asksFor(folder, command))).toEqual([]);
  expect(
    ["read myfolder", "read folders", "read folder.csv"].filter((c) => asksFor(folder, c)),
  ).toEqual([]);
});
