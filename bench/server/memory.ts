import { allRead, byClients, upload } from "./clients.ts";
import { makeRadiographs } from "./radiographs.ts";
import { inFolder, serve } from "./serving.ts";
import { printTable } from "./table.ts";

const CLIENTS = 8;
const ROWS = 10;

/** More than are sent. */
const WAITING = { THORASCOPE_UPLOADS_WAITING: "10000000" };

/** Resident memory of the serving process while radiographs of 512 px come in, for each number of threads that read. */
export async function benchMemory(uploads: number, threadCounts: readonly string[]): Promise<void> {
  const next = await makeRadiographs(512);
  const step = Math.ceil(uploads / ROWS);
  for (const threads of threadCounts) {
    await inFolder(async (folder) => {
      const serving = await serve(folder, { ...WAITING, THORASCOPE_READING_THREADS: threads });
      const rows = [[0, (await serving.megabytes()).toFixed(0)]];
      for (let sent = step; sent <= uploads; sent += step) {
        await byClients(CLIENTS, step, () => upload(serving.origin, next()));
        if (threads !== "0") await allRead(serving);
        rows.push([sent, (await serving.megabytes()).toFixed(0)]);
      }
      await serving.stop();
      console.log(`\n${CLIENTS} clients, reading.threads ${threads}:`);
      printTable(["uploads", "resident memory, MB"], rows);
    });
  }
}
