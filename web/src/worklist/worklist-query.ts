import { type InfiniteData, infiniteQueryOptions } from "@tanstack/react-query";
import { requestJson } from "../api/request.ts";
import type { StudyPage } from "../api/types.ts";
import { type Filters, pageAddress } from "./filters.ts";

/** Pages of the list that were loaded, and the cursors that they were asked for with. */
export type LoadedList = InfiniteData<StudyPage, string | null>;

/** What a list is kept under. */
export function worklistKey(filters: Filters): readonly ["studies", Filters] {
  return ["studies", filters];
}

/** How long a list is kept that is not shown, so that whoever comes back finds it as it was. */
const KEPT = 60 * 60 * 1000;

/**
 * The list, page by page. While it is shown it is never asked for anew as a whole, which would be all pages that were
 * scrolled through: `useLiveWorklist` keeps it up to date, and marks the lists that are not shown as outdated.
 */
export function worklistQuery(filters: Filters) {
  return infiniteQueryOptions<
    StudyPage,
    Error,
    LoadedList,
    ReturnType<typeof worklistKey>,
    string | null
  >({
    queryKey: worklistKey(filters),
    queryFn: ({ pageParam, signal }) => loadPage(filters, pageParam, signal),
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: KEPT,
  });
}

/** One page of the list. */
export function loadPage(
  filters: Filters,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<StudyPage> {
  return requestJson(pageAddress(filters, cursor), signal ? { signal } : {});
}
