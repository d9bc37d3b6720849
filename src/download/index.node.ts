export {
  type Checksum,
  type DownloadOptions,
  type DownloadProgress,
  download,
  isDownloaded,
} from "./download.node.ts";
export { DownloadError, type DownloadErrorCode } from "./errors.ts";
export { isOffline } from "./offline.node.ts";
