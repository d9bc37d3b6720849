import { setTimeout as wait } from "node:timers/promises";
import { UPLOAD_HEADERS, uploadBody } from "./radiographs.ts";
import type { Serving } from "./serving.ts";

/** Does `work` so many times, by so many clients, each of which does one after the other. */
export async function byClients(
  clients: number,
  times: number,
  work: (time: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const client = async () => {
    for (let time = next++; time < times; time = next++) await work(time);
  };
  await Promise.all(Array.from({ length: clients }, client));
}

/** Sends a radiograph. @returns the image's id. Throws where it is not taken. */
export async function upload(origin: string, file: Uint8Array): Promise<string> {
  const answer = await send(origin, file);
  const body = (await answer.json()) as { studies?: { images: { id: string }[] }[] };
  const id = body.studies?.[0]?.images[0]?.id;
  if (id === undefined) throw new Error(`an upload was answered with ${answer.status}`);
  return id;
}

/** Sends a radiograph, and gives whatever is answered. */
export function send(origin: string, file: Uint8Array): Promise<Response> {
  const body = uploadBody(file);
  return fetch(`${origin}/api/studies`, { method: "POST", headers: UPLOAD_HEADERS, body });
}

/** Asks, and throws where the answer is none. @returns milliseconds until all of it was there. */
export async function ask(origin: string, path: string): Promise<number> {
  const start = performance.now();
  const answer = await fetch(origin + path);
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}`);
  return performance.now() - start;
}

/** Waits until no reading is left to make. */
export async function allRead({ metric }: Serving): Promise<void> {
  for (;;) {
    const waiting = await metric('thorascope_jobs{state="waiting"}');
    const active = await metric('thorascope_jobs{state="active"}');
    if (waiting + active === 0) return;
    await wait(100);
  }
}
