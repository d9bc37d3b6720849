/**
 * Whether there is a browser in front of whoever started this: not in CI, not over SSH, not without a display.
 */
export function mayOpenPage(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): boolean {
  const { CI, SSH_CONNECTION, SSH_CLIENT, SSH_TTY, DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME } =
    environment;
  if (CI && CI !== "false") return false;
  if (SSH_CONNECTION || SSH_CLIENT || SSH_TTY) return false;
  if (platform === "darwin" || platform === "win32") return true;
  return Boolean(DISPLAY || WAYLAND_DISPLAY || WSL_DISTRO_NAME);
}

/** Opens a page in the browser; where that fails, whoever reads the address opens it. */
export async function openPage(address: string): Promise<void> {
  try {
    const { default: open } = await import("open");
    const opener = await open(address);
    opener.on("error", () => {});
  } catch {
    // The address is on the terminal.
  }
}
