/** What a browser keeps of texts from one visit to the next. */
export type BrowserStorage = Pick<Storage, "length" | "key" | "getItem" | "setItem" | "removeItem">;

/** Keeps nothing, and says so to whoever wants something kept. */
const NOTHING_KEPT: BrowserStorage = {
  length: 0,
  key: () => null,
  getItem: () => null,
  setItem() {
    throw new Error("this browser keeps nothing for pages");
  },
  removeItem() {},
};

/** What this browser keeps for the page. `setItem` throws where it is full or was switched off. */
export const browserStorage = openStorage();

function openStorage(): BrowserStorage {
  try {
    return window.localStorage;
  } catch {
    // Switched off: even to ask for it is refused.
    return NOTHING_KEPT;
  }
}
