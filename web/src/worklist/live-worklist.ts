import { hashKey, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import { isPassing } from "../api/problem.ts";
import { useChangedStudies, useImageEvents } from "../shell/server-events.tsx";
import type { Filters } from "./filters.ts";
import { applyImageEvent, mergeStudies, pagesWith } from "./merge-studies.ts";
import { type LoadedList, loadPage, worklistKey } from "./worklist-query.ts";

/** Milliseconds from a change to asking for what changed: many come at once. */
const GATHER = 1200;

/** Pages that are asked for anew where anything may have changed: not all that somebody has scrolled through. */
const FIRST_PAGES = [0, 1, 2];

/** What a list that keeps itself up to date tells and does. */
export interface LiveWorklist {
  /** Studies with new results that the order does not know yet. */
  readonly newResults: number;
  /** Puts the list in order: asks for it from its beginning. */
  readonly putInOrder: () => Promise<void>;
}

/**
 * Keeps a list up to date. At its top the order is made anew by itself; where somebody has scrolled, rows change in
 * their places only, and the order waits until it is asked for.
 */
export function useLiveWorklist(filters: Filters, isAtTop: () => boolean): LiveWorklist {
  const queries = useQueryClient();
  const changes = useChangedStudies();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const queryKey = worklistKey(filters);

  /** Takes what changed. Other lists that are kept never learn of it: they are asked for anew once they are opened. */
  const take = () => {
    void queries.invalidateQueries({
      queryKey: ["studies"],
      predicate: ({ queryHash }) => queryHash !== hashKey(queryKey),
      refetchType: "none",
    });
    return changes.take();
  };

  const putInOrder = async () => {
    await queries.cancelQueries({ queryKey });
    const taken = take();
    const first = await loadPage(filters, null).catch((error: unknown) => {
      giveBack(taken);
      throw error;
    });
    queries.setQueryData<LoadedList>(queryKey, { pages: [first], pageParams: [null] });
    changes.putInOrder();
  };

  /** Asks for the pages that hold what changed; their order is that of when they were first asked for. */
  const renewInPlace = async () => {
    const list = queries.getQueryData<LoadedList>(queryKey);
    if (list === undefined) return;
    const taken = take();
    const { studies, all } = taken;
    const pages = all ? FIRST_PAGES.slice(0, list.pages.length) : pagesWith(list, studies);
    try {
      for (const page of pages) {
        const { items } = await loadPage(filters, list.pageParams[page] ?? null);
        queries.setQueryData<LoadedList>(queryKey, (now) => now && mergeStudies(now, items));
      }
    } catch (error) {
      giveBack(taken);
      throw error;
    }
  };

  const giveBack = ({ studies, all }: ReturnType<typeof changes.take>) => {
    for (const study of studies) changes.noteStudy(study);
    if (all) changes.noteAll();
  };

  const renew = async () => {
    // A page that is being loaded would overwrite what is learnt now.
    if (queries.isFetching({ queryKey }) === 0 && changes.hasAny()) {
      await (isAtTop() ? putInOrder() : renewInPlace()).catch((error: unknown) => {
        // It is asked again when the server is back; other problems are told where the list is shown.
        if (!isPassing(error)) console.error(error);
      });
    }
    timer.current = undefined;
    if (changes.hasAny()) schedule();
  };
  const latestRenew = useRef(renew);
  latestRenew.current = renew;

  const schedule = useCallback(() => {
    timer.current ??= setTimeout(() => void latestRenew.current(), GATHER);
  }, []);

  useEffect(() => {
    if (changes.hasAny()) schedule();
    const stop = changes.subscribe(() => {
      if (changes.hasAny()) schedule();
    });
    return () => {
      stop();
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [changes, schedule]);

  const key = JSON.stringify(queryKey);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a list that is loaded for the first time is in order
  useEffect(() => {
    if (queries.getQueryData(queryKey) === undefined) changes.putInOrder();
  }, [key]);

  useImageEvents((event) => {
    queries.setQueryData<LoadedList>(queryKey, (list) => list && applyImageEvent(list, event));
  });

  const newResults = useSyncExternalStore(changes.subscribe, changes.newResults);
  return { newResults, putInOrder };
}
