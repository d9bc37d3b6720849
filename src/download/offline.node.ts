/** Whether `THORASCOPE_OFFLINE` forbids to fetch anything. */
export function isOffline(environment: NodeJS.ProcessEnv = process.env): boolean {
  return !["", "0", "false", undefined].includes(environment.THORASCOPE_OFFLINE);
}
