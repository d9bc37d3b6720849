import { userInfo } from "node:os";
import type { Actor } from "../server/actor.ts";

/** Whoever gives a command on this machine, as the audit log names them. */
export function commandLineActor(): Actor {
  return { kind: "system", id: null, name: `command line (${userInfo().username})`, role: "admin" };
}
