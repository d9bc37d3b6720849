import type { Feedback, NewFeedback } from "../../api/types.ts";
import type { BrowserStorage } from "../../browser-storage.ts";

/** Feedback that this browser keeps until the server has it. */
export interface OutboxEntry {
  /** A UUID of ours: sent again, the server keeps it once. */
  readonly id: string;
  readonly study: string;
  readonly image: string;
  /** Account of whoever gave it; null without accounts. */
  readonly account: string | null;
  readonly at: string;
  /** Until then it is not sent and can be undone; left out where it is sent at once. */
  readonly notBefore?: string;
  readonly feedback: NewFeedback;
  /** Why the server does not take it; null while it may still. */
  readonly refused: string | null;
}

/** What happened when an entry was sent. */
export type Delivery =
  | { readonly kind: "saved"; readonly feedback: Feedback }
  | { readonly kind: "later" }
  | { readonly kind: "refused"; readonly reason: string };

/** What an outbox stands on; tests bring their own. */
export interface OutboxGround {
  readonly storage: BrowserStorage;
  readonly send: (entry: OutboxEntry) => Promise<Delivery>;
  /** Calls back after some milliseconds. */
  readonly wait: (milliseconds: number, then: () => void) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Milliseconds for which what is said by one key or click can be undone before it is sent. */
export const UNDO_WITHIN = 5000;

const PREFIX = "thorascope.outbox.";
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;

/**
 * Keeps feedback in the browser before it is sent, and sends it until the server has it: a reload, a server that is
 * away and a closed window lose nothing. Each entry has a key of its own, so that windows don't overwrite each other.
 */
export class FeedbackOutbox {
  private readonly ground: OutboxGround;
  private readonly listeners = new Set<() => void>();
  private readonly savedListeners = new Set<(entry: OutboxEntry, feedback: Feedback) => void>();
  /** Entries that the browser refused to store live here only. */
  private readonly unstored = new Map<string, OutboxEntry>();
  private entries: readonly OutboxEntry[];
  private account: string | null | undefined;
  private pause = FIRST_PAUSE;
  private isSending = false;
  private isWaiting = false;
  private isHolding = false;

  constructor(ground: OutboxGround) {
    this.ground = ground;
    this.entries = this.read();
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  /** All that is not saved yet, oldest first. */
  readonly snapshot = () => this.entries;

  /** Tells when the server has taken an entry. */
  readonly onSaved = (listener: (entry: OutboxEntry, feedback: Feedback) => void) => {
    this.savedListeners.add(listener);
    return () => {
      this.savedListeners.delete(listener);
    };
  };

  /** Whether an entry would survive a closed window. */
  isStored(id: string): boolean {
    return !this.unstored.has(id);
  }

  /**
   * Says whose feedback may be sent: what another account gave is not sent in their name. Null where there are no
   * accounts, undefined while nobody is signed in.
   */
  serve(account: string | null | undefined): void {
    this.account = account;
    this.sendNow();
    this.sendAfterHold();
  }

  /** Keeps feedback and begins to send it, or does so when it can't be undone any more. */
  add(entry: Omit<OutboxEntry, "refused">): void {
    this.write({ ...entry, refused: null });
    this.sendNow();
    this.sendAfterHold();
  }

  /** Whether an entry is held back, so that it can be undone. */
  isHeld(entry: OutboxEntry): boolean {
    return this.heldFor(entry) > 0;
  }

  /** Takes an entry back as if it had never been given. Tells whether it was in time. */
  undo(id: string): boolean {
    const entry = this.entries.find((one) => one.id === id);
    if (entry === undefined || !this.isHeld(entry)) return false;
    this.remove(id);
    return true;
  }

  /** Gives up an entry that the server refuses. */
  discard(id: string): void {
    this.remove(id);
  }

  /** Another window changed what is stored. */
  reload(): void {
    this.changed();
    this.sendAfterHold();
  }

  /** Sends what can be sent, without a pause. */
  sendNow(): void {
    if (this.isSending || this.account === undefined) return;
    this.isSending = true;
    void this.sendNext();
  }

  private async sendNext(): Promise<void> {
    const next = this.entries.find(
      (entry) => entry.refused === null && entry.account === this.account && !this.isHeld(entry),
    );
    if (next === undefined) {
      this.isSending = false;
      return;
    }
    const delivery = await this.ground.send(next);
    if (delivery.kind === "later") {
      this.isSending = false;
      this.tryLater();
      return;
    }
    this.pause = FIRST_PAUSE;
    if (delivery.kind === "refused") {
      this.write({ ...next, refused: delivery.reason });
    } else {
      for (const listener of this.savedListeners) listener(next, delivery.feedback);
      this.remove(next.id);
    }
    return this.sendNext();
  }

  private tryLater(): void {
    if (this.isWaiting) return;
    this.isWaiting = true;
    this.ground.wait(this.pause, () => {
      this.isWaiting = false;
      this.sendNow();
    });
    this.pause = Math.min(2 * this.pause, LONGEST_PAUSE);
  }

  /** Sends what is held back when its time has come, and tells that it can't be undone any more. */
  private sendAfterHold(): void {
    const held = this.entries.map((entry) => this.heldFor(entry)).filter((time) => time > 0);
    if (this.isHolding || held.length === 0) return;
    this.isHolding = true;
    this.ground.wait(Math.min(...held), () => {
      this.isHolding = false;
      this.changed();
      this.sendNow();
      this.sendAfterHold();
    });
  }

  private heldFor({ notBefore }: OutboxEntry): number {
    if (notBefore === undefined) return 0;
    const left = Date.parse(notBefore) - this.ground.now();
    // More than it was ever given: the clock was put back, and nothing may wait for that.
    return left > UNDO_WITHIN ? 0 : Math.max(0, left);
  }

  private write(entry: OutboxEntry): void {
    try {
      this.ground.storage.setItem(PREFIX + entry.id, JSON.stringify(entry));
      this.unstored.delete(entry.id);
    } catch {
      // Full, or storage is switched off: it is still sent, and the page says that it must stay open.
      this.unstored.set(entry.id, entry);
    }
    this.changed();
  }

  private remove(id: string): void {
    this.ground.storage.removeItem(PREFIX + id);
    this.unstored.delete(id);
    this.changed();
  }

  private changed(): void {
    this.entries = this.read();
    for (const listener of this.listeners) listener();
  }

  private read(): readonly OutboxEntry[] {
    const { storage } = this.ground;
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
    const stored = keys.flatMap((key) =>
      key?.startsWith(PREFIX) ? (parseEntry(storage.getItem(key)) ?? []) : [],
    );
    return [...stored, ...this.unstored.values()].toSorted((a, b) => (a.at < b.at ? -1 : 1));
  }
}

/** An entry as it was stored; null for what is none of ours. */
function parseEntry(text: string | null): OutboxEntry | null {
  try {
    const entry: OutboxEntry = JSON.parse(text ?? "null");
    return typeof entry?.id === "string" && typeof entry.feedback?.kind === "string" ? entry : null;
  } catch {
    return null;
  }
}
