import { median } from "../ratio.ts";
import { ask } from "./clients.ts";
import { fillStore } from "./made-up-store.ts";
import { inFolder, serve } from "./serving.ts";
import { printTable } from "./table.ts";

const PAGE = 50;
const DEEP = 20;

const QUERIES: Readonly<Record<string, string>> = {
  all: "",
  "search, an eighth matches": "&search=bauer",
  "search, one matches": "&search=P100017",
  "search, none matches": "&search=nobody",
  "finding=Effusion": "&finding=Effusion",
};

/** Latency of the first page and of a page far down, one client. */
export async function benchList(studies: number, rounds: number): Promise<void> {
  console.log(
    `\n${studies} studies with readings in an embedded store, pages of ${PAGE}, one client, ${rounds} times each.`,
  );
  await inFolder(async (folder) => {
    await fillStore(folder, studies);
    const { origin, stop } = await serve(folder, { THORASCOPE_READING_THREADS: "0" });
    const rows: (string | number)[][] = [];
    for (const sort of ["newest", "urgency"]) {
      for (const [name, condition] of Object.entries(QUERIES)) {
        const first = `/api/studies?limit=${PAGE}&sort=${sort}${condition}`;
        const deep = await pageAt(origin, first, DEEP);
        const times = async (path: string | null) => {
          if (path === null) return ["-", "-"];
          await ask(origin, path);
          const all: number[] = [];
          for (let round = 0; round < rounds; round++) all.push(await ask(origin, path));
          return [median(all).toFixed(0), Math.max(...all).toFixed(0)];
        };
        rows.push([sort, name, ...(await times(first)), ...(await times(deep))]);
      }
    }
    await stop();
    printTable(["sort", "which", "page 1, ms", "worst", `page ${DEEP}, ms`, "worst"], rows);
  });
}

/** The path of a page further down; null where there are not so many. */
async function pageAt(origin: string, first: string, page: number): Promise<string | null> {
  let path = first;
  for (let at = 1; at < page; at++) {
    const { next } = (await (await fetch(origin + path)).json()) as { next: string | null };
    if (next === null) return null;
    path = `${first}&cursor=${next}`;
  }
  return path;
}
