import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";

/** What Chromium and its kin are called on a Linux machine's path, the plainest first. */
const LINUX_NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "microsoft-edge-stable",
  "brave-browser",
];

const MAC_APPLICATIONS = ["Chromium", "Google Chrome", "Microsoft Edge", "Brave Browser"];

const WINDOWS_PROGRAMS = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
  "Chromium\\Application\\chrome.exe",
  "BraveSoftware\\Brave-Browser\\Application\\brave.exe",
];

/**
 * The Chromium that prints: the one that is set, else the first in the usual places; null where there is none.
 *
 * @param browser of the configuration.
 */
export async function findBrowser(
  browser: string | null,
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): Promise<string | null> {
  const places = browser === null ? usualPlaces(environment, platform) : [browser];
  for (const place of places) {
    if (await isProgram(place)) return place;
  }
  return null;
}

/** Where browsers usually are, in the order in which they are tried. */
export function usualPlaces(
  environment: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): readonly string[] {
  if (platform === "win32") {
    const folders = [
      environment.ProgramFiles,
      environment["ProgramFiles(x86)"],
      environment.LOCALAPPDATA,
    ].filter((folder) => folder !== undefined && folder !== "");
    return WINDOWS_PROGRAMS.flatMap((program) => folders.map((folder) => `${folder}\\${program}`));
  }
  if (platform === "darwin") {
    const folders = ["/Applications", join(environment.HOME ?? "/", "Applications")];
    return MAC_APPLICATIONS.flatMap((name) =>
      folders.map((folder) => join(folder, `${name}.app`, "Contents", "MacOS", name)),
    );
  }
  const folders = [...(environment.PATH ?? "").split(delimiter), "/usr/bin", "/snap/bin"];
  return LINUX_NAMES.flatMap((name) =>
    // A relative folder would be another one wherever the server is started.
    folders.filter((folder) => folder.startsWith("/")).map((folder) => join(folder, name)),
  );
}

async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
