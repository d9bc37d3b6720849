import { setTimeout as wait } from "node:timers/promises";
import { ask, send } from "./clients.ts";
import { makeRadiographs } from "./radiographs.ts";
import { inFolder, type Serving, serve } from "./serving.ts";
import { printTable } from "./table.ts";

const UPLOADERS = 2;
const READERS = 4;

/** Milliseconds between two requests of one who looks. */
const LOOKS = 200;

/**
 * Mixed traffic for some minutes: clients that each send a radiograph of 512 px and wait for its reading, over and
 * over, and clients that look at lists, studies, readings and heatmaps. Prints memory by the minute, and errors.
 */
export async function benchSoak(minutes: number): Promise<void> {
  const next = await makeRadiographs(512);
  await inFolder(async (folder) => {
    const serving = await serve(folder);
    const { origin } = serving;
    const counts = { read: 0, looks: 0, errors: 0 };
    const reasons = new Map<string, number>();
    const known: string[] = [];
    const end = new AbortController();
    const repeat = async (work: () => Promise<void>) => {
      while (!end.signal.aborted) {
        try {
          await work();
        } catch (error) {
          counts.errors++;
          const reason = String(error).replace(/[0-9a-f]{64}/g, ":id");
          reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
          await wait(LOOKS);
        }
      }
    };
    const uploader = () =>
      repeat(async () => {
        const id = await readOne(serving, next());
        counts.read++;
        known.push(id);
      });
    const reader = (at: number) =>
      repeat(async () => {
        const id = known[Math.floor((known.length * (counts.looks % 10)) / 10)];
        await ask(
          origin,
          id === undefined || at === 0 ? "/api/studies?sort=urgency" : looksAt(id, counts.looks),
        );
        counts.looks++;
        await wait(LOOKS);
      });
    const clients = [
      ...Array.from({ length: UPLOADERS }, uploader),
      ...Array.from({ length: READERS }, (_, at) => reader(at)),
    ];
    const rows: (string | number)[][] = [];
    for (let minute = 0; minute <= minutes; minute++) {
      if (minute > 0) await wait(60_000);
      const memory = (await serving.megabytes()).toFixed(0);
      rows.push([minute, counts.read, counts.looks, counts.errors, memory]);
    }
    end.abort();
    await Promise.all(clients);
    await serving.stop();
    printTable(["minute", "radiographs read", "looks", "errors", "resident memory, MB"], rows);
    for (const [reason, times] of reasons) console.log(`${times} times: ${reason}`);
  });
}

function looksAt(id: string, number: number): string {
  const paths = [
    `studies/${id}`,
    `images/${id}`,
    `images/${id}/reading`,
    `images/${id}/picture.png`,
  ];
  return `/api/${paths[number % paths.length]}`;
}

/** Sends a radiograph and waits until it is read. @returns its id. */
async function readOne({ origin }: Serving, file: Uint8Array): Promise<string> {
  const answer = await send(origin, file);
  if (answer.status !== 201) throw new Error(`an upload was answered with ${answer.status}`);
  const { studies } = (await answer.json()) as { studies: { images: { id: string }[] }[] };
  const id = studies[0]?.images[0]?.id ?? "";
  for (;;) {
    const { status } = (await (await fetch(`${origin}/api/images/${id}`)).json()) as {
      status: string;
    };
    if (status === "read") return id;
    if (status !== "queued" && status !== "reading") throw new Error(`an image is ${status}`);
    await wait(50);
  }
}
