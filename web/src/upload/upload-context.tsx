import { useQuery, useQueryClient } from "@tanstack/react-query";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useSyncExternalStore,
} from "react";
import { sessionQuery, studyQuery } from "../api/queries.ts";
import { useImageEvents, useIsConnected, useMissedEvents } from "../shell/server-events.tsx";
import { type Account, useAccountChange } from "../sign-in/use-account.ts";
import { askReadings } from "./ask-readings.ts";
import { sendFile } from "./send-file.ts";
import type { UploadSnapshot } from "./upload.ts";
import { UploadQueue } from "./upload-queue.ts";

const QueueContext = createContext<UploadQueue | null>(null);

/** Keeps files on their way while people go from page to page. `account`: in whose name. */
export function UploadProvider({
  account,
  children,
}: {
  readonly account: Account;
  readonly children: ReactNode;
}) {
  const queue = useMemo(() => new UploadQueue(sendFile), []);
  const queries = useQueryClient();
  const isConnected = useIsConnected();
  const csrfToken = useQuery(sessionQuery).data?.csrfToken;
  useAccountChange(account, () => {
    // Chosen by somebody else, and to be sent in their name only.
    queue.cancel();
    queue.clear();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another token, what was refused is tried again
  useEffect(() => {
    if (isConnected && account !== undefined) queue.resume();
  }, [queue, isConnected, account, csrfToken]);
  useImageEvents(({ image, status, errorCode }) => queue.noteReading(image, status, errorCode));
  useMissedEvents(() => void askReadings(queue, (id) => queries.query(studyQuery(id))));
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
