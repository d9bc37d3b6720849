import { createHmac, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AuditRow,
  BEFORE_FIRST,
  fingerprintOf,
  macOf,
} from "../../../src/server/audit/chain.ts";
import type { AuditHead } from "../../../src/server/audit/head-file.ts";
import { verifyChain } from "../../../src/server/audit/verify-chain.ts";

const KEY = Buffer.alloc(32, 7);

/** A log of entries that were written one after the other. */
function logOf(details: readonly Record<string, unknown>[], key = KEY): AuditRow[] {
  let mac = BEFORE_FIRST;
  return details.map((detail, index) => {
    const record = {
      sequence: BigInt(index + 1),
      time: new Date(1_700_000_000_000 + index * 1_000),
      actor: index % 2 ? "local" : "account:1:ann",
      action: "study.see",
      subject: index % 3 ? `study-${index}` : null,
      detail,
    };
    mac = macOf(key, mac, record);
    return { ...record, mac };
  });
}

function headOf(rows: readonly AuditRow[], key = KEY): AuditHead {
  const last = rows.at(-1);
  if (!last) throw new Error("no entries");
  return { sequence: last.sequence, mac: last.mac, key: fingerprintOf(key) };
}

async function verify(rows: readonly AuditRow[], head: AuditHead | null, key = KEY) {
  async function* stream() {
    yield* rows;
  }
  return (await verifyChain(stream(), key, head)).findings;
}

/** Rows with some of them exchanged: nothing for one that goes. */
function changed(
  rows: readonly AuditRow[],
  change: (row: AuditRow, index: number) => readonly AuditRow[],
): AuditRow[] {
  return rows.flatMap(change);
}

const plain = logOf(Array.from({ length: 12 }, (_, index) => ({ number: index })));

describe("a log that somebody touched", () => {
  test("the mac is HMAC-SHA256 of the mac before it and the entry's canonical JSON", () => {
    const [first] = plain;
    const text =
      '{"action":"study.see","actor":"account:1:ann","detail":{"number":0},"sequence":"1","subject":null,"time":"2023-11-14T22:13:20.000Z"}';
    const mac = createHmac("sha256", KEY)
      .update(`${"0".repeat(64)}\n${text}`)
      .digest("hex");
    expect(first?.mac).toBe(mac);
  });

  test("whole", async () => {
    expect(await verify(plain, headOf(plain))).toEqual([]);
    expect(await verify([], null)).toEqual([]);
  });

  test("edited: one entry is named, and only that", async () => {
    const rows = changed(plain, (row, index) => [index === 4 ? { ...row, actor: "nobody" } : row]);
    expect(await verify(rows, headOf(plain))).toMatchObject([{ kind: "edited", sequence: 5n }]);
  });

  test("deleted in the middle, and at the beginning", async () => {
    const middle = plain.filter((_, index) => index !== 4 && index !== 5);
    const [finding, ...others] = await verify(middle, headOf(plain));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      kind: "missing",
      message: "entries 5 to 6 are missing: deleted.",
    });
    expect(await verify(plain.slice(1), headOf(plain))).toMatchObject([
      { kind: "missing", message: "entry 1 is missing: deleted." },
    ]);
  });

  test("cut off at its end; all of it", async () => {
    expect(await verify(plain.slice(0, 9), headOf(plain))).toMatchObject([
      { kind: "cut", message: /ends with entry 9, but had reached entry 12/ },
    ]);
    expect(await verify([], headOf(plain))).toMatchObject([{ kind: "cut" }]);
  });

  test("two entries that changed places, neighbours or not", async () => {
    for (const [one, other] of [
      [3, 4],
      [2, 9],
    ] as const) {
      const swapped = changed(plain, (row, index) => {
        const from = index === one ? plain[other] : index === other ? plain[one] : row;
        return from ? [{ ...from, sequence: row.sequence }] : [];
      });
      expect(await verify(swapped, headOf(plain))).toMatchObject([
        { kind: "moved", sequence: BigInt(one + 1) },
        { kind: "moved", sequence: BigInt(other + 1) },
      ]);
    }
  });

  test("lines that changed places in a file", async () => {
    const lines = [...plain.slice(0, 3), plain[4], plain[3], ...plain.slice(5)].filter(
      (row) => row !== undefined,
    );
    const kinds = (await verify(lines, headOf(plain))).map(({ kind }) => kind);
    expect(kinds).toContain("disordered");
  });

  test("a replaced mac is told apart from an edited entry", async () => {
    const rows = changed(plain, (row, index) => [
      index === 6 ? { ...row, mac: "ab".repeat(32) } : row,
    ]);
    expect(await verify(rows, headOf(plain))).toMatchObject([
      { kind: "mac-replaced", sequence: 7n },
    ]);
  });

  test("an entry added at the end by somebody without the key", async () => {
    const forged = logOf(
      Array.from({ length: 13 }, () => ({})),
      randomBytes(32),
    ).slice(12);
    expect(await verify([...plain, ...forged], headOf(plain))).toMatchObject([
      { kind: "edited", sequence: 13n },
    ]);
  });

  test("another key, and a log rewritten with another key", async () => {
    const other = randomBytes(32);
    expect(await verify(plain, headOf(plain), other)).toMatchObject([{ kind: "wrong-key" }]);
    expect(await verify(plain, null, other)).toMatchObject([{ kind: "wrong-key" }]);
    const rewritten = logOf([{}, {}, {}], other);
    expect(await verify(rewritten, headOf(rewritten, other))).toMatchObject([
      { kind: "wrong-key" },
    ]);
  });

  test("no head", async () => {
    expect(await verify(plain, null)).toMatchObject([{ kind: "head-missing" }]);
  });

  test("a head that lags behind is none of it", async () => {
    expect(await verify(plain, headOf(plain.slice(0, 5)))).toEqual([]);
  });

  test("any single change of any log is found", async () => {
    const details = fc.array(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 }), {
      minLength: 2,
      maxLength: 25,
    });
    const field = fc.constantFrom(
      "time",
      "actor",
      "action",
      "subject",
      "detail",
      "mac",
      "sequence",
    );
    const kind = fc.constantFrom("edit", "delete", "swap", "insert", "cut", "repeat");
    await fc.assert(
      fc.asyncProperty(
        details,
        kind,
        field,
        fc.nat(),
        fc.nat(),
        async (content, what, name, at, to) => {
          const rows = logOf(content);
          const head = headOf(rows);
          const one = at % rows.length;
          const other = (one + 1 + (to % (rows.length - 1))) % rows.length;
          const touched = touch(rows, what, name, one, other);
          expect(await verify(rows, head)).toEqual([]);
          expect(await verify(touched, head)).not.toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

function touch(
  rows: readonly AuditRow[],
  what: string,
  name: string,
  one: number,
  other: number,
): AuditRow[] {
  switch (what) {
    case "delete":
      return rows.filter((_, index) => index !== one);
    case "cut":
      return rows.slice(0, one);
    case "repeat":
      return changed(rows, (row, index) => (index === one ? [row, row] : [row]));
    case "insert":
      return changed(rows, (row, index) =>
        index < one
          ? [row]
          : index === one
            ? [
                { ...row, subject: "forged" },
                { ...row, sequence: row.sequence + 1n },
              ]
            : [{ ...row, sequence: row.sequence + 1n }],
      );
    case "swap":
      return changed(rows, (row, index) => {
        const from = index === one ? rows[other] : index === other ? rows[one] : row;
        return from ? [{ ...from, sequence: row.sequence }] : [];
      });
    default:
      return changed(rows, (row, index) => [index === one ? edit(row, name) : row]);
  }
}

function edit(row: AuditRow, name: string): AuditRow {
  switch (name) {
    case "time":
      return { ...row, time: new Date(row.time.getTime() + 1) };
    case "subject":
      return { ...row, subject: row.subject === null ? "" : null };
    case "detail":
      return { ...row, detail: { ...row.detail, forged: true } };
    case "mac":
      return { ...row, mac: row.mac.replace(/^./, (digit) => (digit === "0" ? "1" : "0")) };
    case "sequence":
      return { ...row, sequence: row.sequence + 1n };
    case "action":
      return { ...row, action: "study.list" };
    default:
      return { ...row, actor: `${row.actor} ` };
  }
}
