import { useQueryClient } from "@tanstack/react-query";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { type EventListeners, listenToEvents } from "../api/events.ts";
import { sessionQuery } from "../api/queries.ts";
import { ChangedStudies, type ImageListener } from "./changed-studies.ts";

/** Milliseconds without the server before people are told: streams end now and then, and begin again. */
const PATIENCE = 2500;

interface ServerEvents {
  readonly changes: ChangedStudies;
  readonly isConnected: boolean;
}

const EventsContext = createContext<ServerEvents | null>(null);

/**
 * Hears the server's events for all pages, over one connection. Studies that are shown are asked for anew when one
 * of their images changes. A page that nobody sees does not listen: browsers open six connections to a server, and
 * more than six studies may be open.
 */
export function ServerEventsProvider({
  isListening,
  children,
}: {
  readonly isListening: boolean;
  readonly children: ReactNode;
}) {
  const queries = useQueryClient();
  const changes = useMemo(() => new ChangedStudies(), []);
  const [isConnected, setConnected] = useState(true);
  const isVisible = useIsPageVisible();
  const hasPaused = useRef(!isVisible);
  useEffect(() => {
    if (!isListening || !isVisible) return;
    let lost: ReturnType<typeof setTimeout> | undefined;
    const listeners: EventListeners = {
      image(event) {
        void queries.invalidateQueries({ queryKey: ["study", event.study] });
        changes.note(event);
      },
      reset() {
        void queries.invalidateQueries({ queryKey: ["study"] });
        changes.noteGap();
      },
      connection(isNowConnected) {
        clearTimeout(lost);
        if (isNowConnected) return setConnected(true);
        lost = setTimeout(() => {
          setConnected(false);
          // The server may be there and not know us any more.
          void queries.invalidateQueries(sessionQuery);
        }, PATIENCE);
      },
    };
    const stop = listenToEvents(listeners, hasPaused.current);
    return () => {
      hasPaused.current = true;
      clearTimeout(lost);
      stop();
      // Nobody listens, so nobody can tell that the server is away.
      setConnected(true);
    };
  }, [queries, changes, isListening, isVisible]);
  const value = useMemo(() => ({ changes, isConnected }), [changes, isConnected]);
  return <EventsContext.Provider value={value}>{children}</EventsContext.Provider>;
}

/** Whether the server can be heard. */
export function useIsConnected(): boolean {
  return useServerEvents().isConnected;
}

/** What changed on the server since the worklist was last put in order. */
export function useChangedStudies(): ChangedStudies {
  return useServerEvents().changes;
}

/** Hears of every change of an image, for as long as the component is on the page. */
export function useImageEvents(listener: ImageListener): void {
  const { changes } = useServerEvents();
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => changes.onImage((event) => latest.current(event)), [changes]);
}

/** Hears that changes of images were missed, for as long as the component is on the page. */
export function useMissedEvents(listener: () => void): void {
  const { changes } = useServerEvents();
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => changes.onGap(() => latest.current()), [changes]);
}

function useServerEvents(): ServerEvents {
  const events = useContext(EventsContext);
  if (events === null) throw new Error("a component stands outside ServerEventsProvider");
  return events;
}

function useIsPageVisible(): boolean {
  const [isVisible, setVisible] = useState(document.visibilityState === "visible");
  useEffect(() => {
    const note = () => setVisible(document.visibilityState === "visible");
    document.addEventListener("visibilitychange", note);
    return () => document.removeEventListener("visibilitychange", note);
  }, []);
  return isVisible;
}
