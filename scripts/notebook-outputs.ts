import sharp from "sharp";
import { type Cell, type Notebook, type Output, textOf } from "./notebook-file.ts";

/**
 * How far numbers may be from the committed ones, by a cell's tag. Fitting multiplies last digits, which differ
 * from processor to processor, into second ones: what is counted of a fitted network is compared loosely, and what
 * is counted of it for single findings, which may come out quite otherwise, not at all.
 */
const TOLERANCES: Readonly<Record<"none" | "fitted" | "unsteady", Tolerance | null>> = {
  none: { relative: 0.002, absolute: 0, exactIntegers: true },
  fitted: { relative: 0.1, absolute: 0.1, exactIntegers: false },
  unsteady: null,
};

const TAGS = ["fitted", "unsteady"] as const;

interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
  /** Whether whole numbers, which count something, must be the same. */
  readonly exactIntegers: boolean;
}

/** A picture whose greys differ less than this much (standard deviation, of 255) is blank. */
const BLANK = 3;

const NUMBER = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

/** What is wrong with a notebook that was run, compared with the committed one; nothing if all is well. */
export async function compareNotebooks(committed: Notebook, run: Notebook): Promise<string[]> {
  const cells = committed.cells.flatMap((cell, index) => {
    const other = run.cells[index];
    return cell.cell_type === "code" && other !== undefined ? [{ index, cell, other }] : [];
  });
  const problems = await Promise.all(
    cells.map(async ({ index, cell, other }) =>
      (await compareCells(cell, other)).map((problem) => `cell ${index + 1}: ${problem}`),
    ),
  );
  return problems.flat();
}

async function compareCells(committed: Cell, run: Cell): Promise<string[]> {
  const errors = errorsIn(run);
  if (errors.length > 0) return errors;
  const tags = committed.metadata.tags ?? [];
  const tolerance = TOLERANCES[TAGS.find((tag) => tags.includes(tag)) ?? "none"];
  const [before, now] = [joined(committed.outputs), joined(run.outputs)];
  if (before.length !== now.length)
    return [
      `it puts out ${kindsOf(now)}, where ${kindsOf(before)} is committed. ${textOf(now.find(isStderr)?.text)}`,
    ];
  const compared = await Promise.all(
    before.map((output, index) => compareOutputs(output, now[index], tolerance)),
  );
  return compared.flat();
}

/** The errors of a cell, as its author must see them. */
export function errorsIn({ outputs = [] }: Cell): string[] {
  return outputs.flatMap(({ output_type, ename, evalue }) =>
    output_type === "error" ? [`it failed: ${ename}: ${evalue}`] : [],
  );
}

async function compareOutputs(
  committed: Output,
  run: Output | undefined,
  tolerance: Tolerance | null,
): Promise<string[]> {
  const texts = (one: Output["text"], other: Output["text"]) =>
    tolerance === null ? [] : compareTexts(textOf(one), textOf(other), tolerance);
  if (committed.output_type === "stream") return texts(committed.text, run?.text);
  const [before, now] = [committed.data ?? {}, run?.data ?? {}];
  const png = now["image/png"];
  if (Object.keys(before).sort().join() !== Object.keys(now).sort().join())
    return [
      `it shows ${Object.keys(now).join(", ") || "nothing"}, where ${Object.keys(before).join(", ")} is committed.`,
    ];
  const pictures = [
    ...(png === undefined ? [] : await comparePngs(textOf(before["image/png"]), textOf(png))),
  ];
  return [...pictures, ...texts(before["text/plain"], now["text/plain"])];
}

/** Words equal; numbers, too, within the tolerance and the last digit printed; how columns are filled up is ignored. */
export function compareTexts(committed: string, run: string, tolerance: Tolerance): string[] {
  const [before, now] = [linesOf(committed), linesOf(run)];
  return Array.from({ length: Math.max(before.length, now.length) }, (_, line) => {
    const [one = "", other = ""] = [before[line], now[line]];
    return isSameLine(one, other, tolerance)
      ? []
      : [`it says "${other}", where "${one}" is committed.`];
  }).flat();
}

function linesOf(text: string): string[] {
  return text
    .replaceAll(/[ \t]+/g, " ")
    .trim()
    .split("\n");
}

function isSameLine(one: string, other: string, tolerance: Tolerance): boolean {
  const { relative, absolute, exactIntegers } = tolerance;
  if (one.replaceAll(NUMBER, "#").trim() !== other.replaceAll(NUMBER, "#").trim()) return false;
  const numbers = other.match(NUMBER) ?? [];
  return (one.match(NUMBER) ?? []).every((text, index) => {
    const [before, now] = [Number(text), Number(numbers[index])];
    const decimals = text.includes("e") ? 0 : (text.split(".")[1]?.length ?? 0);
    if (decimals === 0 && exactIntegers) return before === now;
    const lastDigit = decimals === 0 ? 0 : 10 ** -decimals;
    const allowed = absolute + lastDigit + relative * Math.max(Math.abs(before), Math.abs(now));
    return Math.abs(before - now) <= allowed * (1 + 1e-9);
  });
}

async function comparePngs(committed: string, run: string): Promise<string[]> {
  const [before, now] = [Buffer.from(committed, "base64"), Buffer.from(run, "base64")];
  const [one, other, { channels }] = await Promise.all([
    sharp(before).metadata(),
    sharp(now).metadata(),
    sharp(now).stats(),
  ]);
  return [
    ...(one.width === other.width && one.height === other.height
      ? []
      : [
          `its picture has ${other.width} x ${other.height} pixels, where ${one.width} x ${one.height} are committed.`,
        ]),
    ...(channels.some(({ stdev }) => stdev > BLANK) ? [] : ["its picture is blank."]),
  ];
}

/** Outputs with texts of a stream that follow each other as one: kernels cut them at will. */
function joined(outputs: readonly Output[] = []): Output[] {
  const result: Output[] = [];
  for (const output of outputs) {
    const last = result.at(-1);
    if (
      output.output_type === "stream" &&
      last?.output_type === "stream" &&
      last.name === output.name
    )
      result[result.length - 1] = { ...last, text: textOf(last.text) + textOf(output.text) };
    else result.push(output);
  }
  return result;
}

function isStderr({ name }: Output): boolean {
  return name === "stderr";
}

function kindsOf(outputs: readonly Output[]): string {
  return outputs.map(({ output_type, name }) => name ?? output_type).join(", ") || "nothing";
}
