import { serveRequests } from "../src/worker-pool.node.ts";

/** What the worker of the pool's tests is to do. */
export type Task =
  | { readonly kind: "double"; readonly values: Float32Array; readonly milliseconds: number }
  | { readonly kind: "die" }
  | { readonly kind: "hang" };

serveRequests(async (task: Task) => {
  if (task.kind === "die") process.exit(3);
  if (task.kind === "hang") for (;;);
  await new Promise((resolve) => setTimeout(resolve, task.milliseconds));
  const answer = task.values.map((value) => 2 * value);
  return { answer, transfer: [answer.buffer] };
});
