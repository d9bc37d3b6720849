/**
 * Makes the recordings of the quick starts in docs/images/: the built page and the built command line, seen by Debian's
 * Chromium, with synthetic radiographs alone.
 *
 * `npm run build && npx tsx scripts/make-recordings.ts [reading-room|command-line|training [RUN]]`
 *
 * Without a RUN, a finished run of recipes/quick.json, the last one trains for some minutes first.
 */
import { recordCommandLine } from "./recordings/record-command-line.ts";
import { recordReadingRoom } from "./recordings/record-reading-room.ts";
import { recordTraining } from "./recordings/record-training.ts";

const [only, run = null] = process.argv.slice(2);
const recordings: Readonly<Record<string, () => Promise<void>>> = {
  "reading-room": recordReadingRoom,
  "command-line": recordCommandLine,
  training: () => recordTraining(run),
};
for (const [name, record] of Object.entries(recordings))
  if (only === undefined || only === name) await record();
