import type { VirtualItem } from "@tanstack/react-virtual";

/** Where somebody was in a list. */
export interface ListPlace {
  readonly scrollY: number;
  /** Heights of rows as they were drawn. */
  readonly measurements: VirtualItem[];
  /** The study that was opened or stood at. */
  readonly study: string | null;
}

const places = new Map<string, ListPlace>();
let latestAddress = "/";

/** Keeps where somebody was in the list at an address, for as long as the page is open. */
export function keepPlace(address: string, place: ListPlace): void {
  places.set(address, place);
}

/** Where somebody was in the list at an address. */
export function placeIn(address: string): ListPlace | null {
  return places.get(address) ?? null;
}

/** Forgets where somebody was: the list will be another. */
export function forgetPlace(address: string): void {
  places.delete(address);
}

/** Takes note of the list that is shown. */
export function noteAddress(address: string): void {
  latestAddress = address;
}

/** The worklist as it was last shown, with its filters, for a link that leads back to it. */
export function worklistAddress(): string {
  return latestAddress;
}
