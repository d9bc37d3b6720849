import type { ImageEvent } from "../api/events.ts";

/** Whoever wants to hear of each change. */
export type ImageListener = (event: ImageEvent) => void;

/**
 * What changed on the server since the worklist was last put in order. It is kept for all pages: whoever comes back
 * to the worklist from a study finds what came in the meantime.
 */
export class ChangedStudies {
  private readonly imageListeners = new Set<ImageListener>();
  private readonly gapListeners = new Set<() => void>();
  private readonly listeners = new Set<() => void>();
  private unseen = new Set<string>();
  private settled = new Set<string>();
  private isAllUnknown = false;

  /** Takes note of a change. */
  note(event: ImageEvent): void {
    this.unseen.add(event.study);
    if (event.status !== "queued" && event.status !== "reading") this.settled.add(event.study);
    for (const listener of this.imageListeners) listener(event);
    this.tell();
  }

  /** Takes note that a study's row may have changed in another way, e.g. by a report. */
  noteStudy(study: string): void {
    this.unseen.add(study);
    this.tell();
  }

  /** Takes note that anything may have changed. */
  noteAll(): void {
    this.isAllUnknown = true;
    this.tell();
  }

  /** Takes note that changes were missed: anything may have changed, and no image tells of it any more. */
  noteGap(): void {
    this.noteAll();
    for (const listener of this.gapListeners) listener();
  }

  /** Studies whose rows are to be asked for again, and whether all are; afterwards there are none. */
  take(): { readonly studies: ReadonlySet<string>; readonly all: boolean } {
    const taken = { studies: this.unseen, all: this.isAllUnknown };
    this.unseen = new Set();
    this.isAllUnknown = false;
    return taken;
  }

  /** Whether there is something to take. */
  hasAny(): boolean {
    return this.isAllUnknown || this.unseen.size > 0;
  }

  /** How many studies have a new result that the list's order does not know. */
  readonly newResults = (): number => this.settled.size;

  /** To be called when the list was put in order. */
  putInOrder(): void {
    if (this.settled.size === 0) return;
    this.settled = new Set();
    this.tell();
  }

  readonly onImage = (listener: ImageListener) => {
    this.imageListeners.add(listener);
    return () => {
      this.imageListeners.delete(listener);
    };
  };

  readonly onGap = (listener: () => void) => {
    this.gapListeners.add(listener);
    return () => {
      this.gapListeners.delete(listener);
    };
  };

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
