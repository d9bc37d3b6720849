import { defaultRangeExtractor, type Range, useWindowVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { StudySummary } from "../api/types.ts";
import { useShortcuts } from "../keyboard/shortcuts.tsx";
import { useTranslator } from "../language/language-context.tsx";
import { useChangedStudies } from "../shell/server-events.tsx";
import { orderAround } from "../study/worklist-order.ts";
import { useClock } from "./clock.ts";
import { keepPlace, placeIn } from "./list-place.ts";
import classes from "./study-list.module.css";
import { StudyRow } from "./study-row.tsx";

/** Height of a row before it is measured: a line of a table, or a card where the window is narrow. */
const ROW = 60;
const CARD = 150;
const NARROW = "(max-width: 62rem)";

/** Rows before the last at which more are asked for. */
const AHEAD = 60;

/** What stays at the window's edges while the list is scrolled, in pixels. */
const EDGE = 110;

interface StudyListProps {
  readonly studies: readonly StudySummary[];
  /** Of the list, by which its place is kept. */
  readonly address: string;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
}

/** Rows of the list; of any number only those are drawn that can be seen. */
export function StudyList({ studies, address, hasMore, loadMore }: StudyListProps) {
  const { text } = useTranslator();
  const now = useClock();
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  const [place] = useState(() => placeIn(address));
  const [active, setActive] = useState<string | null>(place?.study ?? null);
  const ids = useMemo(() => studies.map(({ id }) => id), [studies]);
  const activeIndex = studies.findIndex(({ id }) => id === active);

  const rows = useWindowVirtualizer({
    count: studies.length,
    estimateSize: () => (window.matchMedia(NARROW).matches ? CARD : ROW),
    getItemKey: (index) => studies[index]?.id ?? index,
    scrollMargin: top,
    overscan: 8,
    scrollPaddingStart: EDGE,
    scrollPaddingEnd: EDGE + coveredBelow(),
    // Without it the list is first drawn without rows, and nothing in it can take the focus.
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    initialOffset: place?.scrollY ?? 0,
    initialMeasurementsCache: place?.measurements ?? [],
    // The row at which somebody stands keeps its focus while it is out of sight.
    rangeExtractor: useCallback(
      (range: Range) => {
        const seen = defaultRangeExtractor(range);
        return activeIndex < 0 || seen.includes(activeIndex)
          ? seen
          : [...seen, activeIndex].sort((one, other) => one - other);
      },
      [activeIndex],
    ),
  });
  const items = rows.getVirtualItems();

  // What stands above the list changes its height with the window, the language and what is said there.
  useLayoutEffect(() => {
    const at = (list.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
    if (Math.abs(at - top) >= 1) setTop(at);
  });

  useKeptPlace(address, active, rows.takeSnapshot);
  const changes = useChangedStudies();
  useEffect(() => {
    // A report may have been written about the study that somebody comes back from, which no event tells.
    if (place?.study) changes.noteStudy(place.study);
  }, [changes, place]);
  const moveTo = useRowFocus({ studies, active, setActive, list });

  const step = (by: number) => {
    const from = activeIndex < 0 ? (items[0]?.index ?? 0) - (by > 0 ? 1 : 0) : activeIndex;
    const index = Math.min(Math.max(from + by, 0), studies.length - 1);
    const study = studies[index];
    if (study === undefined) return;
    rows.scrollToIndex(index, { align: "auto" });
    moveTo(study.id);
  };
  useShortcuts([
    { keys: ["j", "ArrowDown"], label: "worklist.key.next", run: () => step(1) },
    { keys: ["k", "ArrowUp"], label: "worklist.key.previous", run: () => step(-1) },
    {
      keys: ["Enter"],
      label: "worklist.key.open",
      run: () => rowLink(list.current, active)?.click(),
    },
  ]);

  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= studies.length - AHEAD) loadMore();
  }, [hasMore, last, studies.length, loadMore]);

  return (
    <>
      <div className={classes.head} aria-hidden>
        <span>{text("worklist.column.urgency")}</span>
        <span>{text("worklist.column.patient")}</span>
        <span>{text("worklist.column.study")}</span>
        <span>{text("worklist.abnormal")}</span>
        <span>{text("worklist.column.findings")}</span>
        <span>{text("worklist.column.status")}</span>
      </div>
      <ul
        ref={list}
        className={classes.list}
        style={{ height: rows.getTotalSize() }}
        aria-label={text("worklist.title")}
      >
        {items.map(({ index, key, start }) => {
          const study = studies[index];
          if (study === undefined) return null;
          return (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              className={classes.item}
              style={{ transform: `translateY(${start - top}px)` }}
              aria-posinset={index + 1}
              aria-setsize={hasMore ? -1 : studies.length}
            >
              <StudyRow
                study={study}
                now={now}
                order={orderAround(ids, index)}
                noteFocus={setActive}
              />
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** Brings somebody who comes back to where they were, and remembers where they leave. */
function useKeptPlace(
  address: string,
  study: string | null,
  measure: () => ReturnType<ReturnType<typeof useWindowVirtualizer>["takeSnapshot"]>,
): void {
  const latest = useRef({ study, measure });
  latest.current = { study, measure };
  useLayoutEffect(() => {
    const place = placeIn(address);
    window.scrollTo(0, place?.scrollY ?? 0);
    let { scrollY } = window;
    const note = () => {
      scrollY = window.scrollY;
    };
    window.addEventListener("scroll", note, { passive: true });
    return () => {
      window.removeEventListener("scroll", note);
      const { study, measure } = latest.current;
      keepPlace(address, { scrollY, measurements: measure(), study });
    };
  }, [address]);
}

/** Moves the keyboard's focus from row to row, and keeps it with its study when the list is put in order. */
function useRowFocus({
  studies,
  active,
  setActive,
  list,
}: {
  readonly studies: readonly StudySummary[];
  readonly active: string | null;
  readonly setActive: (study: string) => void;
  readonly list: React.RefObject<HTMLUListElement | null>;
}): (study: string) => void {
  const wantsFocus = useRef(active !== null);
  const wasInside = useRef(false);
  useEffect(() => {
    const note = () => {
      wasInside.current = list.current?.contains(document.activeElement) ?? false;
    };
    // A row that is moved loses its focus without a word; a person's click elsewhere is meant.
    window.addEventListener("focusin", note);
    window.addEventListener("pointerdown", note);
    return () => {
      window.removeEventListener("focusin", note);
      window.removeEventListener("pointerdown", note);
    };
  }, [list]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after the rows were drawn in another order
  useLayoutEffect(() => {
    const isLost = wasInside.current && document.activeElement === document.body;
    if (!wantsFocus.current && !isLost) return;
    wantsFocus.current = false;
    rowLink(list.current, active)?.focus({ preventScroll: true });
  }, [studies, active, list]);
  return (study) => {
    wantsFocus.current = true;
    if (study === active) rowLink(list.current, study)?.focus({ preventScroll: true });
    setActive(study);
  };
}

/** How much of the window's end is covered by files on their way. */
function coveredBelow(): number {
  const height = document.documentElement.style.getPropertyValue("--upload-panel-height");
  return Number.parseFloat(height) || 0;
}

function rowLink(list: HTMLElement | null, study: string | null): HTMLElement | null {
  return study === null ? null : (list?.querySelector(`a[data-study="${study}"]`) ?? null);
}
