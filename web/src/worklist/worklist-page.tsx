import { Alert, Button, Loader } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowUp } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useSyncExternalStore } from "react";
import { useSearchParams } from "wouter";
import { UnreachableError } from "../api/problem.ts";
import { useTranslator } from "../language/language-context.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { ChooseFiles } from "../upload/choose-files.tsx";
import { EmptyList } from "./empty-list.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { type Filters, filtersOf, isNarrowed, toAddress } from "./filters.ts";
import { forgetPlace, noteAddress } from "./list-place.ts";
import { useLiveWorklist } from "./live-worklist.ts";
import { studiesOf } from "./merge-studies.ts";
import { StudyList } from "./study-list.tsx";
import { WordList } from "./word-list.tsx";
import classes from "./worklist-page.module.css";
import { worklistQuery } from "./worklist-query.ts";

/** Pixels from the top within which nobody is reading further down. */
const TOP = 80;

/** All studies, the most urgent first. */
export function WorklistPage() {
  const { text } = useTranslator();
  usePageTitle(text("worklist.title"));
  const queries = useQueryClient();
  const [parameters, setParameters] = useSearchParams();
  const filters = useMemo(() => filtersOf(parameters), [parameters]);
  const address = addressOf(filters);
  const { data, error, isFetchNextPageError, hasNextPage, isFetching, fetchNextPage, refetch } =
    useInfiniteQuery(worklistQuery(filters));
  const studies = useMemo(() => studiesOf(data), [data]);
  const isAtTop = useIsAtTop();
  // Kept here, so that the list, which is drawn anew with this, learns where it begins.
  const [areWordsShown, words] = useDisclosure(false);
  const { newResults, putInOrder } = useLiveWorklist(filters, readIsAtTop);
  useEffect(() => noteAddress(address), [address]);

  const change = (changed: Filters) => {
    const isOnlySearch =
      addressOf({ ...changed, search: "" }) === addressOf({ ...filters, search: "" });
    if (addressOf(changed) === address) return;
    // What is asked for now is asked of the server, not remembered.
    queries.removeQueries({ queryKey: worklistQuery(changed).queryKey, exact: true });
    forgetPlace(addressOf(changed));
    // Each filter can be gone back from; each letter of a search can't.
    setParameters(toAddress(changed), { replace: isOnlySearch && filters.search !== "" });
    window.scrollTo(0, 0);
  };
  const loadMore = useCallback(() => {
    if (!isFetching && !isFetchNextPageError) void fetchNextPage();
  }, [isFetching, isFetchNextPageError, fetchNextPage]);
  const showNew = () => {
    window.scrollTo(0, 0);
    void putInOrder();
  };

  return (
    <div className={classes.page}>
      <div className={classes.top}>
        <h1 className={classes.title}>{text("worklist.title")}</h1>
        <p className={classes.count} role="status">
          {data === undefined
            ? ""
            : text(hasNextPage ? "worklist.countMore" : "worklist.count", {
                count: studies.length,
              })}
        </p>
        <div className={classes.upload}>
          <span className={classes.dropHint}>{text("worklist.dropHint")}</span>
          <ChooseFiles />
        </div>
      </div>
      <div className={classes.filters}>
        <FilterBar filters={filters} change={change} />
      </div>
      <div className={classes.news} role="status">
        {newResults > 0 && !isAtTop ? (
          <Button radius="xl" leftSection={<IconArrowUp aria-hidden size={16} />} onClick={showNew}>
            {isNarrowed(filters)
              ? text("worklist.news.some")
              : text("worklist.news", { count: newResults })}
          </Button>
        ) : null}
      </div>
      {data === undefined && error === null ? (
        <Loader aria-label={text("app.loading")} m="xl" />
      ) : null}
      {data !== undefined && studies.length === 0 ? (
        <EmptyList
          clearFilters={
            isNarrowed(filters)
              ? () => change({ ...filters, search: "", finding: null, status: null })
              : null
          }
        />
      ) : null}
      {studies.length === 0 ? null : (
        <>
          <WordList isOpen={areWordsShown} toggle={words.toggle} />
          <StudyList
            key={address}
            studies={studies}
            address={address}
            hasMore={hasNextPage}
            loadMore={loadMore}
          />
        </>
      )}
      {error === null ? null : (
        <Alert m="md" color="amber" role="alert" title={text("worklist.failed")}>
          <p>{error instanceof UnreachableError ? text("app.offline") : error.message}</p>
          <Button onClick={() => (data === undefined ? refetch() : fetchNextPage())}>
            {text("action.retry")}
          </Button>
        </Alert>
      )}
      {data !== undefined && isFetching && hasNextPage ? (
        <Loader type="dots" aria-label={text("app.loading")} mx="auto" my="md" display="block" />
      ) : null}
    </div>
  );
}

function addressOf(filters: Filters): string {
  const parameters = String(toAddress(filters));
  return parameters ? `/?${parameters}` : "/";
}

function readIsAtTop(): boolean {
  return window.scrollY < TOP;
}

function useIsAtTop(): boolean {
  return useSyncExternalStore(listenToScroll, readIsAtTop);
}

function listenToScroll(listener: () => void): () => void {
  window.addEventListener("scroll", listener, { passive: true });
  return () => window.removeEventListener("scroll", listener);
}
