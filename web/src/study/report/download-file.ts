import { request } from "../../api/request.ts";

/** Fetches a file and has the browser keep it under a name. @throws as `request` */
export async function downloadFile(address: string, name: string): Promise<void> {
  const blob = await (await request(address)).blob();
  const href = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
