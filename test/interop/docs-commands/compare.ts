import type { ShownOutput } from "./command.ts";

/** Progress where there is no terminal; on one it is a bar that goes away. */
const PROGRESS = /^[^:]+: [\d,]+ of [\d,]+( \w+)?(, .*)?$/;

/**
 * Compares what a page shows with what was printed. `…` (or `...`) stands for anything within a line; a line of
 * nothing else stands for any lines.
 *
 * @returns null if they agree, else both as text, from where they part
 */
export function difference(shown: ShownOutput, printed: string): string | null {
  const seen = linesOf(printed).filter((line) => !PROGRESS.test(line));
  if (shown.isJson) {
    const together = (lines: readonly string[]) => lines.map((line) => line.trim()).join("");
    const expected = together(shown.lines);
    const actual = together(seen);
    return matcher(expected, actual.length).test(actual)
      ? null
      : `shown, from line ${shown.line + 1} of the page:\n  ${expected}\nprinted:\n  ${actual}`;
  }
  const expected = trimmed(shown.lines.map((line) => line.trimEnd()));
  const { agreed, at } = walk(expected, seen);
  if (agreed) return null;
  return [
    `shown, from line ${shown.line + 1 + at} of the page:`,
    ...expected.slice(at).map((line) => `  - ${line}`),
    "printed, all of it:",
    ...seen.map((line) => `  + ${line}`),
  ].join("\n");
}

/** @returns whether all lines agree, and the furthest line of the page up to which they did */
function walk(
  expected: readonly string[],
  actual: readonly string[],
): { agreed: boolean; at: number } {
  let furthest = 0;
  const from = (shown: number, printed: number): boolean => {
    furthest = Math.max(furthest, shown);
    const line = expected[shown];
    if (line === undefined) return printed === actual.length;
    if (/^\s*(…|\.\.\.)$/.test(line)) {
      for (let skipped = printed; skipped <= actual.length; skipped++)
        if (from(shown + 1, skipped)) return true;
      return false;
    }
    const next = actual[printed];
    return (
      next !== undefined && matcher(line, next.length).test(next) && from(shown + 1, printed + 1)
    );
  };
  return { agreed: from(0, 0), at: furthest };
}

function matcher(shown: string, atMost: number): RegExp {
  const parts = shown
    .split(/…|\.\.\./)
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join(`.{0,${atMost}}`)}$`);
}

function linesOf(text: string): string[] {
  return trimmed(text.split("\n").map((line) => line.trimEnd()));
}

/** Without empty lines at both ends. */
function trimmed(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => line !== "");
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex((line) => line !== "") + 1);
}
