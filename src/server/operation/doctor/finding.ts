/** What a check of an installation found. */
export interface Finding {
  /** What was checked: "database", "audit log". */
  readonly check: string;
  /**
   * `warning`: it works, but not for long or not well. `wrong`: it does not work, or something is lost. `skipped`:
   * it could not be asked as things are.
   */
  readonly state: "fine" | "warning" | "wrong" | "skipped";
  /** In words, without names of patients or secrets. */
  readonly message: string;
  /** What to do; null where there is nothing to do. */
  readonly cure: string | null;
}

export function fine(check: string, message: string): Finding {
  return { check, state: "fine", message, cure: null };
}

export function warning(check: string, message: string, cure: string): Finding {
  return { check, state: "warning", message, cure };
}

export function wrong(check: string, message: string, cure: string): Finding {
  return { check, state: "wrong", message, cure };
}

export function skipped(check: string, message: string, cure: string | null = null): Finding {
  return { check, state: "skipped", message, cure };
}

/** What went wrong, in words. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") {
    return error.errors.map(reasonOf).join("; ");
  }
  return error instanceof Error ? error.message : String(error);
}
