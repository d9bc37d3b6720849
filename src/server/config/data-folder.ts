import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Where a user's data lie if nobody says another place: by the XDG Base Directory Specification, on macOS and
 * Windows as is usual there.
 */
export function defaultDataFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (platform === "darwin") {
    return join(homedir(), "Library", "Application Support", "Thorascope");
  }
  if (platform === "win32") {
    return join(environment.LOCALAPPDATA || join(homedir(), "AppData", "Local"), "Thorascope");
  }
  return join(environment.XDG_DATA_HOME || join(homedir(), ".local", "share"), "thorascope");
}
