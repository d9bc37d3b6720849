import { FINDINGS, type Finding } from "../../../src/findings/index.ts";
import type { ImageStatus } from "../api/types.ts";

/** Where an image may stand, in the order in which people are offered it. */
export const STATUSES = [
  "read",
  "queued",
  "reading",
  "refused",
  "failed",
  "cancelled",
] as const satisfies readonly ImageStatus[];

/** Longest search that the server takes, in characters. */
export const LONGEST_SEARCH = 100;

/** Studies that are asked for at a time. */
const PAGE = 200;

/** Which studies are shown, and in which order. */
export interface Filters {
  /** Part of a name, an id, an accession number or a file's name; empty for all. */
  readonly search: string;
  readonly finding: Finding | null;
  readonly status: ImageStatus | null;
  readonly sort: "urgency" | "newest";
}

/** All studies, the most urgent first. */
export const ALL: Filters = { search: "", finding: null, status: null, sort: "urgency" };

/** What a page's address asks for; what it says wrongly counts as not said. */
export function filtersOf(address: URLSearchParams): Filters {
  return {
    search: (address.get("search") ?? "").trim().slice(0, LONGEST_SEARCH),
    finding: FINDINGS.find((finding) => finding === address.get("finding")) ?? null,
    status: STATUSES.find((status) => status === address.get("status")) ?? null,
    sort: address.get("sort") === "newest" ? "newest" : "urgency",
  };
}

/** The parameters of a page's address that asks for them; none for what is so anyway. */
export function toAddress({ search, finding, status, sort }: Filters): URLSearchParams {
  const address = new URLSearchParams();
  if (search.trim()) address.set("search", search.trim());
  if (finding !== null) address.set("finding", finding);
  if (status !== null) address.set("status", status);
  if (sort !== ALL.sort) address.set("sort", sort);
  return address;
}

/** Whether some studies are left out. */
export function isNarrowed({ search, finding, status }: Filters): boolean {
  return search !== "" || finding !== null || status !== null;
}

/** The address that the server is asked at for a page. */
export function pageAddress(filters: Filters, cursor: string | null): string {
  const parameters = toAddress(filters);
  parameters.set("sort", filters.sort);
  parameters.set("limit", String(PAGE));
  if (cursor !== null) parameters.set("cursor", cursor);
  return `/api/studies?${parameters}`;
}
