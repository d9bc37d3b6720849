import { join } from "node:path";

/** Where a page's absolute paths, addresses and ports lead while its commands are run. */
export interface Places {
  /** The folder that stands for the machine: `/etc/thorascope` is `etc/thorascope` in it. */
  readonly machine: string;
  readonly home: string;
  /** A free port, for 8420. */
  readonly port: number;
  readonly postgresql: Database;
  /**
   * Whether the page's servers keep their rows in the embedded database. Those of most pages use PostgreSQL: the
   * embedded database takes long to be made, and other tests try it.
   */
  readonly embedded: boolean;
}

/** A PostgreSQL server of the test's own, and an empty database in it. */
export interface Database {
  readonly host: string;
  readonly port: number;
  readonly url: string;
}

/** Folders of a machine that the docs write and the test must not. */
const FOLDERS = /(?<![\w.~/}-])\/(etc|var|backup|srv|opt|mnt|data|home)(?=\/|\b)/g;

/** A command as it is run. */
export function withStandIns(text: string, places: Places): string {
  return (
    text
      .replaceAll(FOLDERS, `${places.machine}/$1`)
      .replaceAll(/\b8420\b/g, String(places.port))
      // Whoever runs the tests has everything.
      .replaceAll(/ -o thorascope -g thorascope\b/g, "")
      .replaceAll(/postgres(?:ql)?:\/\/[\w:.]+@[\w.]+(:\d+)?\/\w+/g, places.postgresql.url)
  );
}

/** What a command printed, as the reader of the page would have seen it. */
export function withoutStandIns(output: string, places: Places): string {
  return output
    .replaceAll(places.machine, "")
    .replaceAll(places.home, "~")
    .replaceAll(String(places.port), "8420");
}

/** Where a path of the docs is while its page's commands are run. */
export function placeOf(path: string, folder: string, places: Places): string {
  if (path.startsWith("~/")) return join(places.home, path.slice(2));
  const moved = withStandIns(path, places);
  return moved === path ? join(folder, path) : moved;
}
