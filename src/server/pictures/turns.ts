/** Lets so many pieces of work be under way, and has the others wait, first come, first served. */
export interface Turns {
  /** Does it once its turn has come. */
  take<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** @param most pieces of work that are under way at a time. */
export function createTurns(most: number): Turns {
  const waiting: (() => void)[] = [];
  let free = most;
  return {
    async take(work) {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        // It is handed on, so that nobody who comes now is before those who wait.
        const next = waiting.shift();
        if (next === undefined) free++;
        else next();
      }
    },
  };
}
