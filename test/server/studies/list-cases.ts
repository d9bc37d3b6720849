import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Finding } from "../../../src/findings/index.ts";
import { Random } from "../../../src/random.ts";
import {
  type Database,
  type DatabasePlace,
  openDatabase,
} from "../../../src/server/store/database.ts";
import { listStudies } from "../../../src/server/studies/list-studies.ts";
import { addImage, addReading, addStudy, idOf } from "./made-up-studies.ts";

/** Lists of studies, on a database that `open` opens. */
export function listCases(name: string, open: () => Promise<DatabasePlace>): void {
  describe(`lists of studies, ${name}`, () => {
    let database: Database;
    beforeAll(async () => {
      database = await openDatabase(await open());
    });
    afterAll(() => database.close());
    beforeEach(() => database.run("truncate study, image, reading, feedback, report cascade"));

    /** The names of all studies, asked for page by page; `between` runs after each page. */
    async function namesOf(
      query: Partial<Parameters<typeof listStudies>[1]>,
      between: (page: number) => Promise<unknown> = async () => {},
    ): Promise<string[]> {
      const ids: string[] = [];
      let cursor: string | undefined;
      for (let page = 0; ; page++) {
        const { items, next } = await listStudies(database.queries, {
          limit: 2,
          sort: "newest",
          ...query,
          cursor,
        });
        ids.push(...items.map(({ id }) => id));
        if (next === null) return ids.map((id) => known.get(id) ?? id);
        cursor = next;
        await between(page);
      }
    }

    const known = new Map<string, string>();
    async function add(name: string, study: Partial<Parameters<typeof addStudy>[1]> = {}) {
      const id = await addStudy(database.queries, { name, ...study });
      known.set(id, name);
      return id;
    }
    async function addRead(
      name: string,
      positive: readonly Finding[],
      abnormal: number | null,
      borderline: readonly Finding[] = [],
    ) {
      const id = await add(name);
      await addReading(database.queries, id, positive, abnormal, borderline);
      return id;
    }

    test("the newest comes first", async () => {
      for (const name of ["a", "b", "c", "d", "e"]) await add(name);
      expect(await namesOf({})).toEqual(["e", "d", "c", "b", "a"]);
    });

    test("studies of the same moment are all there", async () => {
      const created_at = new Date("2026-01-01T00:00:00Z");
      for (const name of ["a", "b", "c", "d", "e"]) await add(name, { created_at });
      expect((await namesOf({ limit: 1 })).sort()).toEqual(["a", "b", "c", "d", "e"]);
    });

    test("the most urgent comes first: pneumothorax, any finding, none, unread; by abnormality within", async () => {
      await addRead("positive, 0.9", ["Mass", "Nodule", "Effusion"], 0.9);
      await addRead("nothing, 0.8", [], 0.8);
      await add("unread, older");
      await addRead("pneumothorax, 0.1", ["Pneumothorax"], 0.1);
      await addRead("nothing, no opinion", [], null);
      await addRead("positive, 0.2", ["Hernia"], 0.2);
      await addRead("pneumothorax, 0.3", ["Effusion", "Pneumothorax"], 0.3);
      await add("unread, newer");
      expect(await namesOf({ sort: "urgency" })).toEqual([
        "pneumothorax, 0.3",
        "pneumothorax, 0.1",
        "positive, 0.9",
        "positive, 0.2",
        "nothing, 0.8",
        "nothing, no opinion",
        "unread, newer",
        "unread, older",
      ]);
    });

    test("a pneumothorax that is borderline does not come before a clear one, but is positive", async () => {
      const both: Finding[] = ["Effusion", "Pneumothorax"];
      await addRead("effusion, 0.95", ["Effusion"], 0.95);
      await addRead("borderline, 0.9", both, 0.9, ["Pneumothorax"]);
      await addRead("clear, 0.2", both, 0.2, ["Effusion"]);
      await addRead("borderline below, 0.99", [], 0.99, ["Pneumothorax"]);
      expect(await namesOf({ sort: "urgency", limit: 1 })).toEqual([
        "clear, 0.2",
        "effusion, 0.95",
        "borderline, 0.9",
        "borderline below, 0.99",
      ]);
      expect(await namesOf({ finding: "Pneumothorax" })).toEqual(["clear, 0.2", "borderline, 0.9"]);
      const { items } = await listStudies(database.queries, { limit: 4, sort: "urgency" });
      expect(items.map(({ urgency }) => urgency)).toEqual([
        "critical",
        "positive",
        "positive",
        "negative",
      ]);
    });

    test("of several images the most urgent counts, and of several readings the latest", async () => {
      const two = await addRead("two images", [], 0.1);
      const second = {
        id: idOf("second"),
        study: two,
        fileName: "second",
        status: "read",
      } as const;
      await addImage(database.queries, second);
      await addReading(database.queries, second.id, ["Pneumothorax"], 0.2);
      const again = await addRead("read again", ["Pneumothorax"], 0.9);
      await addReading(database.queries, again, ["Mass"], 0.9);
      expect(await namesOf({ sort: "urgency" })).toEqual(["two images", "read again"]);
      const { items } = await listStudies(database.queries, { limit: 2, sort: "urgency" });
      expect(items[0]).toMatchObject({
        urgency: "critical",
        positive: ["Pneumothorax"],
        abnormal: 0.2,
      });
      expect(items[1]).toMatchObject({ urgency: "positive", positive: ["Mass"], abnormal: 0.9 });
    });

    test("the order and the filters are those of each study's latest readings, whatever they are", async () => {
      const random = Random.fromSeed(11);
      const studies: { name: string; place: number; abnormal: number; has: boolean }[] = [];
      for (let number = 0; number < 40; number++) {
        const name = `study ${number}`;
        const id = await add(name);
        const latest: {
          positive: readonly Finding[];
          borderline: readonly Finding[];
          abnormal: number;
        }[] = [];
        for (let image = 0; image < random.below(4); image++) {
          const own = image === 0 ? id : idOf(`${name}, image ${image}`);
          if (image > 0) {
            await addImage(database.queries, { id: own, study: id, fileName: "x", status: "read" });
          }
          for (let edition = random.below(3); edition >= 0; edition--) {
            const among: Finding[] = ["Pneumothorax", "Effusion", "Mass", "Hernia"];
            const positive = among.filter(() => random.below(5) === 0);
            const borderline = among.filter(() => random.below(3) === 0);
            const abnormal = random.below(4) / 4;
            await addReading(database.queries, own, positive, abnormal, borderline);
            if (edition === 0) latest.push({ positive, borderline, abnormal });
          }
        }
        const says = (finding: Finding) =>
          latest.some(({ positive }) => positive.includes(finding));
        const isPositive = latest.some(({ positive }) => positive.length > 0);
        const isCritical = latest.some(
          ({ positive, borderline }) =>
            positive.includes("Pneumothorax") && !borderline.includes("Pneumothorax"),
        );
        const place = isCritical ? 3 : isPositive ? 2 : latest.length > 0 ? 1 : 0;
        const abnormal = Math.max(-1, ...latest.map(({ abnormal }) => abnormal));
        studies.unshift({ name, place, abnormal, has: says("Effusion") });
      }
      const newest = studies.filter(({ has }) => has).map(({ name }) => name);
      expect(newest.length).toBeGreaterThan(3);
      expect(await namesOf({ finding: "Effusion" })).toEqual(newest);
      // Sorting is stable: those of the same place stay newest first.
      studies.sort((one, other) => other.place - one.place || other.abnormal - one.abnormal);
      expect(await namesOf({ sort: "urgency", limit: 7 })).toEqual(studies.map(({ name }) => name));
      const urgent = studies.filter(({ has }) => has).map(({ name }) => name);
      expect(await namesOf({ sort: "urgency", finding: "Effusion" })).toEqual(urgent);
    });

    test.each(["newest", "urgency"] as const)(
      "each study that is there at the start comes once, whatever happens meanwhile: by %s",
      async (sort) => {
        const start: string[] = [];
        for (let number = 0; number < 12; number++) {
          const positive: Finding[] =
            number % 3 === 0 ? ["Pneumothorax"] : number % 3 === 1 ? ["Mass"] : [];
          start.push(`start ${number}`);
          if (number % 4 === 3) await add(`start ${number}`);
          else await addRead(`start ${number}`, positive, number / 12);
        }
        const names = await namesOf({ sort, limit: 3 }, async (page) => {
          await addRead(`meanwhile ${page}`, page % 2 === 0 ? ["Pneumothorax"] : [], 0.5);
          await add(`unread meanwhile ${page}`);
          // What was unread becomes urgent, what was urgent is not any more.
          await addReading(
            database.queries,
            idOf(`start ${(23 - 4 * page) % 12}`),
            ["Pneumothorax"],
            0.99,
          );
          await addReading(database.queries, idOf(`start ${(3 * page) % 12}`), [], 0.01);
        });
        expect(names.filter((name) => name.startsWith("start")).sort()).toEqual(start.sort());
        expect(new Set(names).size).toBe(names.length);
      },
    );

    test("filters by status, finding and search", async () => {
      const failed = await add("failed", { status: "failed" });
      await addRead("effusion", ["Effusion"], 0.5);
      const was = await addRead("was effusion", ["Effusion"], 0.5);
      await addReading(database.queries, was, [], 0.5);
      await add("Meier", { patient_name: "MEIER^ANNA", patient_id: "P-100_7", fileName: "1.dcm" });
      await add("other", { accession_number: "A100%7", fileName: "Thorax P-10017.dcm" });
      expect(await namesOf({ status: "failed" })).toEqual(["failed"]);
      expect(await namesOf({ finding: "Effusion" })).toEqual(["effusion"]);
      expect(await namesOf({ search: "meier" })).toEqual(["Meier"]);
      expect(await namesOf({ search: "THORAX" })).toEqual(["other"]);
      expect(await namesOf({ search: "100_7" })).toEqual(["Meier"]);
      expect(await namesOf({ search: "100%7" })).toEqual(["other"]);
      expect(await namesOf({ search: "\\" })).toEqual([]);
      expect(await namesOf({ search: "'; drop table study; --" })).toEqual([]);
      expect(await namesOf({ search: "p-100", status: "failed" })).toEqual([]);
      expect(failed).toBe(idOf("failed"));
    });

    test("refuses a cursor that is none, or of another order", async () => {
      for (const name of ["a", "b", "c"]) await add(name);
      const { next } = await listStudies(database.queries, { limit: 1, sort: "newest" });
      const with_ = (cursor: string, sort: "newest" | "urgency") =>
        listStudies(database.queries, { limit: 1, sort, cursor });
      await expect(with_("abc", "newest")).rejects.toMatchObject({ code: "CURSOR_INVALID" });
      await expect(with_(next ?? "", "urgency")).rejects.toMatchObject({ code: "CURSOR_INVALID" });
      const forged = Buffer.from(JSON.stringify({ id: "' or 1=1" })).toString("base64url");
      await expect(with_(forged, "newest")).rejects.toMatchObject({ code: "CURSOR_INVALID" });
    });

    test.each([
      "2026-02-30 10:00:00+00",
      "2026-13-01 10:00:00+00",
      "2026-11-30 24:00:01+00",
      "2026-11-30 10:00:00+99",
      "2026-11-30 10:00:00",
      "----------",
    ])("refuses a made-up cursor with the time %j", async (time) => {
      for (const name of ["a", "b"]) await add(name);
      const { next } = await listStudies(database.queries, { limit: 1, sort: "newest" });
      const place = JSON.parse(Buffer.from(next ?? "", "base64url").toString());
      for (const key of ["asOf", "created"]) {
        const text = JSON.stringify({ ...place, [key]: time });
        const cursor = Buffer.from(text).toString("base64url");
        const query = { limit: 1, sort: "newest", cursor } as const;
        await expect(listStudies(database.queries, query)).rejects.toMatchObject({
          code: "CURSOR_INVALID",
        });
      }
    });
  });
}
