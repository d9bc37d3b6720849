import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useSyncExternalStore,
} from "react";
import { useImageEvents, useIsConnected } from "../shell/server-events.tsx";
import { sendFile } from "./send-file.ts";
import type { UploadSnapshot } from "./upload.ts";
import { UploadQueue } from "./upload-queue.ts";

const QueueContext = createContext<UploadQueue | null>(null);

/** Keeps files on their way while people go from page to page. */
export function UploadProvider({
  isSignedIn,
  children,
}: {
  readonly isSignedIn: boolean;
  readonly children: ReactNode;
}) {
  const queue = useMemo(() => new UploadQueue(sendFile), []);
  const isConnected = useIsConnected();
  useEffect(() => {
    if (isConnected && isSignedIn) queue.resume();
  }, [queue, isConnected, isSignedIn]);
  useImageEvents(({ image, status, errorCode }) => queue.noteReading(image, status, errorCode));
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (queue.isBusy()) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [queue]);
  return <QueueContext.Provider value={queue}>{children}</QueueContext.Provider>;
}

/** Takes files to send. */
export function useUploadQueue(): UploadQueue {
  const queue = useContext(QueueContext);
  if (queue === null) throw new Error("a component stands outside UploadProvider");
  return queue;
}

/** All files, and how they stand. */
export function useUploads(): UploadSnapshot {
  const { subscribe, snapshot } = useUploadQueue();
  return useSyncExternalStore(subscribe, snapshot);
}
