import type { ImageStatus } from "../api/types.ts";
import type { ChosenFile, Hold, Send, SendOutcome, Upload, UploadSnapshot } from "./upload.ts";

/** Files on their way at once. */
const AT_ONCE = 3;

/** Attempts at one file, where the connection breaks each time. */
const ATTEMPTS = 8;

/** Milliseconds of the first wait after a broken connection, which doubles, and of the longest. */
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

/** Milliseconds between two tellings of what changed: thousands of files stay smooth. */
const TELL_EVERY = 120;

interface Entry {
  readonly file: File;
  upload: Upload;
  attempts: number;
  abort: AbortController | null;
}

/**
 * Sends files, a few at a time. What the server keeps it knows by content, so that sending again does no harm: a
 * broken connection is tried again, longer and longer apart, and a server that is busy is waited for.
 */
export class UploadQueue {
  private readonly send: Send;
  private readonly entries = new Map<number, Entry>();
  private readonly byImage = new Map<string, number>();
  private readonly listeners = new Set<() => void>();
  private waiting: Entry[] = [];
  private sending = 0;
  private skipped = 0;
  private nextId = 1;
  private brokenInARow = 0;
  private hold: Hold | null = null;
  private holdTimer: ReturnType<typeof setTimeout> | undefined;
  private tellTimer: ReturnType<typeof setTimeout> | undefined;
  private latest: UploadSnapshot = { uploads: [], hold: null, skipped: 0 };

  constructor(send: Send) {
    this.send = send;
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  readonly snapshot = (): UploadSnapshot => this.latest;

  /** Whether leaving the page now would lose something. */
  isBusy(): boolean {
    return this.sending > 0 || this.waiting.length > 0;
  }

  /** Adds files, and counts those that were left out of folders. */
  add(files: readonly ChosenFile[], skipped = 0): void {
    for (const { file, path } of files) {
      const upload: Upload = {
        id: this.nextId++,
        path,
        bytes: file.size,
        sentBytes: 0,
        state: "waiting",
        reason: null,
        images: 0,
        leftOut: 0,
        study: null,
        reading: null,
      };
      const entry: Entry = { file, upload, attempts: 0, abort: null };
      this.entries.set(upload.id, entry);
      this.waiting.push(entry);
    }
    this.skipped += skipped;
    this.goOn();
  }

  /** Tries failed files again: one, or all. */
  retry(id?: number): void {
    for (const entry of this.entries.values()) {
      if (entry.upload.state !== "failed" || (id !== undefined && entry.upload.id !== id)) continue;
      entry.attempts = 0;
      this.change(entry, { state: "waiting", reason: null, sentBytes: 0 });
      this.waiting.push(entry);
    }
    this.resume();
  }

  /** Takes back what is not stored yet: one file, or all. */
  cancel(id?: number): void {
    for (const entry of [...this.entries.values()]) {
      const { state } = entry.upload;
      if (id !== undefined && entry.upload.id !== id) continue;
      if (state !== "waiting" && state !== "sending") continue;
      this.entries.delete(entry.upload.id);
      entry.abort?.abort();
    }
    this.waiting = this.waiting.filter((entry) => this.entries.has(entry.upload.id));
    this.goOn();
  }

  /** Forgets what is over. */
  clear(): void {
    for (const [id, { upload }] of this.entries) {
      if (upload.state !== "waiting" && upload.state !== "sending") this.entries.delete(id);
    }
    this.byImage.clear();
    this.skipped = 0;
    this.tell();
  }

  /** Goes on at once, e.g. when the server is heard again or somebody has signed in. */
  resume(): void {
    clearTimeout(this.holdTimer);
    this.hold = null;
    this.goOn();
  }

  /** Studies of images of whose reading the end is not known. */
  unread(): readonly string[] {
    const studies = Array.from(this.entries.values()).flatMap(({ upload }) =>
      upload.study !== null && isUnderWay(upload.reading) ? [upload.study] : [],
    );
    return [...new Set(studies)];
  }

  /** Takes note of how the reading of an image stands. */
  noteReading(image: string, reading: ImageStatus, errorCode: string | null): void {
    const entry = this.entries.get(this.byImage.get(image) ?? 0);
    if (entry === undefined) return;
    const reason = errorCode === null ? null : { code: errorCode, message: "" };
    this.change(entry, { reading, reason });
  }

  private goOn(): void {
    while (this.hold === null && this.sending < AT_ONCE) {
      const entry = this.waiting.shift();
      if (entry === undefined) break;
      void this.sendOne(entry);
    }
    this.tell();
  }

  private async sendOne(entry: Entry): Promise<void> {
    const abort = new AbortController();
    entry.abort = abort;
    this.sending++;
    this.change(entry, { state: "sending", sentBytes: 0 });
    const progress = (sentBytes: number) => this.change(entry, { sentBytes });
    const outcome = await this.send(entry.file, progress, abort.signal);
    this.sending--;
    entry.abort = null;
    if (this.entries.has(entry.upload.id)) this.settle(entry, outcome);
    this.goOn();
  }

  private settle(entry: Entry, outcome: SendOutcome): void {
    if (outcome.kind !== "unreachable") this.brokenInARow = 0;
    switch (outcome.kind) {
      case "stored":
        this.store(entry, outcome);
        break;
      case "refused":
      case "failed":
        this.change(entry, { state: outcome.kind, reason: outcome.reason });
        break;
      case "busy":
        this.postpone(entry, "busy", outcome.seconds * 1000);
        break;
      case "signedOut":
        this.postpone(entry, "signedOut", null);
        break;
      case "unreachable":
        this.brokenInARow++;
        entry.attempts++;
        if (entry.attempts >= ATTEMPTS) this.change(entry, { state: "failed" });
        else this.postpone(entry, "unreachable", waitAfter(this.brokenInARow));
        break;
      case "cancelled":
        this.entries.delete(entry.upload.id);
    }
  }

  private store(entry: Entry, outcome: SendOutcome & { readonly kind: "stored" }): void {
    const { images, leftOut } = outcome;
    const [first] = images;
    const isAlone = images.length === 1;
    if (first && isAlone) this.byImage.set(first.id, entry.upload.id);
    this.change(entry, {
      state: images.some(({ isNew }) => isNew) ? "stored" : "known",
      sentBytes: entry.upload.bytes,
      images: images.length,
      leftOut,
      study: first?.study ?? null,
      reading: first && isAlone ? first.status : null,
    });
  }

  /** Puts a file first in the line, and sends nothing for a while; for as long as it takes where `wait` is null. */
  private postpone(entry: Entry, hold: Hold, wait: number | null): void {
    this.change(entry, { state: "waiting", sentBytes: 0 });
    this.waiting.unshift(entry);
    if (this.hold !== null) return;
    this.hold = hold;
    if (wait !== null) this.holdTimer = setTimeout(() => this.resume(), wait);
  }

  private change(entry: Entry, change: Partial<Upload>): void {
    entry.upload = { ...entry.upload, ...change };
    this.tell();
  }

  private tell(): void {
    this.tellTimer ??= setTimeout(() => {
      this.tellTimer = undefined;
      this.latest = {
        uploads: Array.from(this.entries.values(), ({ upload }) => upload),
        hold: this.hold,
        skipped: this.skipped,
      };
      for (const listener of this.listeners) listener();
    }, TELL_EVERY);
  }
}

/** Whether an image is still to be read. */
export function isUnderWay(reading: ImageStatus | null): boolean {
  return reading === "queued" || reading === "reading";
}

function waitAfter(brokenInARow: number): number {
  return Math.min(FIRST_WAIT * 2 ** (brokenInARow - 1), LONGEST_WAIT);
}
