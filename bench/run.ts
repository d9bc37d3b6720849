/** `npm run bench [-- predict|files|start|training] [rounds]`: prints the tables that docs/speed.md carries. */
import { benchFiles } from "./files.ts";
import { benchPredict } from "./predict.ts";
import { benchStart } from "./start.ts";
import { benchTraining } from "./training.ts";

const BENCHES: Readonly<Record<string, (rounds: number) => Promise<void>>> = {
  predict: benchPredict,
  files: benchFiles,
  start: benchStart,
  training: benchTraining,
};

const [chosen, rounds] = process.argv
  .slice(2)
  .sort((a, b) => Number(b in BENCHES) - Number(a in BENCHES));
const names = chosen !== undefined && chosen in BENCHES ? [chosen] : Object.keys(BENCHES);
for (const name of names) {
  console.log(`\n## ${name}`);
  await BENCHES[name]?.(Number(rounds ?? 5) || 5);
}
