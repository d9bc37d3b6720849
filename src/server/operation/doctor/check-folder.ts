import { access, constants, stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { auditFilesOf } from "../../audit/index.ts";
import type { ServerConfig } from "../../config/index.ts";
import { isThere } from "../../store/is-there.ts";
import { RESTORE_MARK } from "../../store/restore-mark.ts";
import { type Finding, fine, reasonOf, warning, wrong } from "./finding.ts";

const MEBIBYTE = 2 ** 20;

/** Free space below which a disk is full to a database, and below which it soon will be. */
const FULL = 256 * MEBIBYTE;
const SOON_FULL = 4096 * MEBIBYTE;

/** Rights of the group and of others. */
const OTHERS = 0o077;

/** Whether the data folder can be used, is this user's alone, and has space. */
export async function checkFolder(
  config: Pick<ServerConfig, "dataFolder" | "audit">,
): Promise<readonly Finding[]> {
  const { dataFolder } = config;
  const found = await stat(dataFolder).catch(() => null);
  if (found === null) {
    const parent = await nearestFolder(dataFolder);
    const message = `${dataFolder} is not there yet: the server makes it at its first start.`;
    return [fine("data folder", message), ...(await checkSpace(parent))];
  }
  const broken = await checkUsable(dataFolder);
  if (broken !== null) return [broken];
  return [
    fine("data folder", `${dataFolder} can be written.`),
    ...checkRights(dataFolder, found),
    ...(await checkKey(config)),
    ...(await checkMark(dataFolder)),
    ...(await checkSpace(dataFolder)),
  ];
}

async function checkUsable(dataFolder: string): Promise<Finding | null> {
  const within = ["", "objects", join("objects", "incoming"), "database"];
  for (const path of within.map((name) => join(dataFolder, name))) {
    try {
      if (!(await stat(path)).isDirectory()) {
        return wrong(
          "data folder",
          `${path} is a file and no folder.`,
          "Move the file away; restore a backup if it has taken the folder's place.",
        );
      }
      await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
    } catch (error) {
      if (path !== dataFolder && (error as NodeJS.ErrnoException).code === "ENOENT") continue;
      return wrong(
        "data folder",
        `${path} cannot be used: ${reasonOf(error)}.`,
        "Give it to the user that Thorascope runs as (chown), and look whether its disk is mounted for writing.",
      );
    }
  }
  return null;
}

function checkRights(path: string, { mode, uid }: { mode: number; uid: number }): Finding[] {
  if (process.platform === "win32") return [];
  const user = process.getuid?.();
  const findings: Finding[] = [];
  if ((mode & OTHERS) !== 0) {
    findings.push(
      warning(
        "data folder",
        `${path} can be opened by other users of this machine: it holds patient data.`,
        `chmod 700 ${path}`,
      ),
    );
  }
  if (user !== undefined && uid !== user) {
    findings.push(
      warning(
        "data folder",
        `${path} belongs to user ${uid}, and you are user ${user}: a server that runs as that user is right, one as you is not.`,
        "Run the server, and this command, as the folder's owner.",
      ),
    );
  }
  return findings;
}

async function checkKey(config: Pick<ServerConfig, "dataFolder" | "audit">): Promise<Finding[]> {
  const { keyFile } = auditFilesOf(config);
  const found = await stat(keyFile).catch(() => null);
  if (found === null || process.platform === "win32" || (found.mode & OTHERS) === 0) return [];
  return [
    wrong(
      "audit key",
      `${keyFile} can be read by other users of this machine, who could forge the audit log.`,
      `chmod 600 ${keyFile}`,
    ),
  ];
}

async function checkMark(dataFolder: string): Promise<Finding[]> {
  if ((await stat(join(dataFolder, RESTORE_MARK)).catch(() => null)) === null) return [];
  return [
    wrong(
      "data folder",
      "a restore into it goes on, or was cut off.",
      "Wait for it; or empty the folder (and, of a PostgreSQL server, the database), and restore again.",
    ),
  ];
}

async function checkSpace(folder: string): Promise<Finding[]> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const message = `${Math.floor(free / MEBIBYTE).toLocaleString("en-US")} MiB are free.`;
  const cure = "Free space on the disk of the data folder, or move the folder to a larger one.";
  if (free < FULL) return [wrong("disk", message, cure)];
  return [free < SOON_FULL ? warning("disk", message, cure) : fine("disk", message)];
}

async function nearestFolder(path: string): Promise<string> {
  return (await isThere(path)) || dirname(path) === path ? path : nearestFolder(dirname(path));
}
