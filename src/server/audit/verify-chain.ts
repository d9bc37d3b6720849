import { type AuditRecord, type AuditRow, BEFORE_FIRST, fingerprintOf, macOf } from "./chain.ts";
import type { AuditHead } from "./head-file.ts";

/** Something about a log that is not as it was written. */
export interface AuditFinding {
  readonly kind:
    | "edited"
    | "mac-replaced"
    | "moved"
    | "missing"
    | "disordered"
    | "cut"
    | "rewritten"
    | "wrong-key"
    | "head-missing";
  /** The entry where it shows; null for the log as a whole. */
  readonly sequence: bigint | null;
  readonly message: string;
}

/** What a check of a log found. */
export interface AuditReport {
  readonly entries: number;
  /** None: the log is whole, as far as the head goes. */
  readonly findings: readonly AuditFinding[];
  /** Findings beyond those that are listed. */
  readonly more: number;
}

/** Findings that are listed. */
const LISTED = 1_000;

/** Entries that do not fit, among which is looked for what was moved where. */
const COMPARED = 50;

/** An entry whose mac does not fit, with the mac before it and the mac that it ought to have. */
interface Misfit {
  readonly row: AuditRow;
  readonly previous: string;
  readonly due: string;
}

/**
 * Checks a log entry by entry, in the order of its sequence.
 *
 * @param head null if there is none.
 */
export async function verifyChain(
  rows: AsyncIterable<AuditRow>,
  key: Uint8Array,
  head: AuditHead | null,
): Promise<AuditReport> {
  const findings: AuditFinding[] = [];
  const misfits: Misfit[] = [];
  let misfitCount = 0;
  let gaps = 0;
  let entries = 0;
  let last = 0n;
  let previous: string | null = BEFORE_FIRST;
  let macAtHead: string | null = null;
  for await (const row of rows) {
    entries++;
    if (row.sequence !== last + 1n) {
      gaps++;
      if (findings.length < LISTED) findings.push(jump(last, row.sequence));
      // What stood before it is not known, so its own mac cannot be checked.
      previous = null;
    }
    const due: string | null = previous === null ? null : macOf(key, previous, row);
    if (previous !== null && due !== null && due !== row.mac) {
      misfitCount++;
      if (misfits.length < LISTED) misfits.push({ row, previous, due });
    }
    if (row.sequence === head?.sequence) macAtHead = row.mac;
    last = row.sequence > last ? row.sequence : last;
    previous = row.mac;
  }
  if (isOtherKey(key, head, misfitCount, entries, gaps)) {
    return { entries, findings: [wrongKey()], more: 0 };
  }
  findings.push(...explain(misfits, key));
  findings.push(...compareWithHead(head, last, macAtHead));
  const listed = findings.slice(0, LISTED);
  const more = findings.length - listed.length + misfitCount - misfits.length;
  return { entries, findings: listed, more: more + Math.max(0, gaps - LISTED) };
}

function isOtherKey(
  key: Uint8Array,
  head: AuditHead | null,
  misfits: number,
  entries: number,
  gaps: number,
): boolean {
  if (head !== null) return head.key !== fingerprintOf(key);
  return entries > 1 && misfits >= entries - gaps;
}

function jump(last: bigint, sequence: bigint): AuditFinding {
  if (sequence <= last) {
    return {
      kind: "disordered",
      sequence,
      message: `entry ${sequence} stands after entry ${last}: it was put in or moved.`,
    };
  }
  const range =
    sequence === last + 2n
      ? `entry ${last + 1n} is`
      : `entries ${last + 1n} to ${sequence - 1n} are`;
  return { kind: "missing", sequence: last + 1n, message: `${range} missing: deleted.` };
}

/** What was done to entries that do not fit. */
function explain(misfits: readonly Misfit[], key: Uint8Array): AuditFinding[] {
  const compared = misfits.slice(0, COMPARED);
  const stored = compared.map(({ row }) => row.mac);
  const due = new Map(compared.map((misfit) => [misfit.due, misfit]));
  const replaced = new Set<Misfit>();
  const explained = new Map<Misfit, AuditFinding | null>();
  for (const misfit of compared) {
    const { row } = misfit;
    const fits = (previous: string, record: AuditRecord) =>
      macOf(key, previous, record) === row.mac;
    // Only what stands before it is wrong.
    const [, before] = [...due].find(([mac]) => fits(mac, row)) ?? [];
    if (before) replaced.add(before);
    if (before || stored.some((mac) => fits(mac, row))) {
      explained.set(misfit, null);
      continue;
    }
    const from = compared.find((other) =>
      [other.previous, ...stored].some((mac) =>
        fits(mac, { ...row, sequence: other.row.sequence }),
      ),
    );
    if (from) explained.set(misfit, moved(row.sequence, from.row.sequence));
  }
  return misfits.flatMap((misfit) => {
    const { sequence } = misfit.row;
    if (replaced.has(misfit)) return [macReplaced(sequence)];
    const finding = explained.get(misfit);
    return finding === null ? [] : [finding ?? edited(sequence)];
  });
}

function edited(sequence: bigint): AuditFinding {
  return {
    kind: "edited",
    sequence,
    message: `entry ${sequence} was edited after it was written, or put in by somebody without the key.`,
  };
}

function macReplaced(sequence: bigint): AuditFinding {
  return {
    kind: "mac-replaced",
    sequence,
    message: `the mac of entry ${sequence} was replaced; what the entry says is as it was written.`,
  };
}

function moved(sequence: bigint, from: bigint): AuditFinding {
  return {
    kind: "moved",
    sequence,
    message: `what stands as entry ${sequence} was written as entry ${from}: the order was changed.`,
  };
}

function wrongKey(): AuditFinding {
  return {
    kind: "wrong-key",
    sequence: null,
    message:
      "the key is not the one that the log was written with, or all of it was written by somebody without the key.",
  };
}

function compareWithHead(
  head: AuditHead | null,
  last: bigint,
  macAtHead: string | null,
): AuditFinding[] {
  if (head === null) {
    if (last === 0n) return [];
    const message =
      "there is no head of the log: whether entries were cut off at its end cannot be told.";
    return [{ kind: "head-missing", sequence: null, message }];
  }
  if (head.sequence > last) {
    const message = `the log ends with entry ${last}, but had reached entry ${head.sequence}: its end was cut off.`;
    return [{ kind: "cut", sequence: last + 1n, message }];
  }
  if (macAtHead === null || macAtHead === head.mac) return [];
  const message = `entry ${head.sequence} is not the one that the head knows: the log was cut before it and then went on, or the entry was edited.`;
  return [{ kind: "rewritten", sequence: head.sequence, message }];
}
