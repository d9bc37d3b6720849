import type { ImageEvent } from "../api/events.ts";
import type { StudySummary } from "../api/types.ts";
import type { LoadedList } from "./worklist-query.ts";

/** The list with what was learnt of some of its studies, each in its place. */
export function mergeStudies(list: LoadedList, fresh: readonly StudySummary[]): LoadedList {
  const byId = new Map(fresh.map((study) => [study.id, study]));
  return changeStudies(list, (study) => byId.get(study.id) ?? study);
}

/** The list after an image's status changed. What was found in it is not known from that. */
export function applyImageEvent(list: LoadedList, event: ImageEvent): LoadedList {
  return changeStudies(list, (study) => {
    if (study.id !== event.study) return study;
    const images = study.images.map((image) =>
      image.id === event.image
        ? { ...image, status: event.status, errorCode: event.errorCode }
        : image,
    );
    return { ...study, images };
  });
}

/** Which pages hold one of some studies. */
export function pagesWith(list: LoadedList, studies: ReadonlySet<string>): number[] {
  return list.pages.flatMap(({ items }, page) =>
    items.some(({ id }) => studies.has(id)) ? [page] : [],
  );
}

/** All studies of a list; each once, though a list that moved may bring one twice. */
export function studiesOf(list: LoadedList | undefined): StudySummary[] {
  const byId = new Map<string, StudySummary>();
  for (const { items } of list?.pages ?? []) {
    for (const study of items) if (!byId.has(study.id)) byId.set(study.id, study);
  }
  return [...byId.values()];
}

/** Pages without a change stay the same object, so that little is drawn anew. */
function changeStudies(
  list: LoadedList,
  change: (study: StudySummary) => StudySummary,
): LoadedList {
  const pages = list.pages.map((page) => {
    const items = page.items.map(change);
    return items.some((study, index) => study !== page.items[index]) ? { ...page, items } : page;
  });
  return pages.some((page, index) => page !== list.pages[index]) ? { ...list, pages } : list;
}
