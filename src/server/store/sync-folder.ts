import { open } from "node:fs/promises";

/** Makes the names in a folder safe from a power cut. Windows writes names itself, and opens no folders. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
