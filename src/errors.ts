/**
 * The one base class of every error that Thorascope throws on purpose.
 *
 * A message says what was wrong, with which thing, and what to do about it. `code` is stable: programs
 * may switch on it, and `docs/errors.md` lists them all. `fields` carries the values that the message
 * speaks of, so that nobody has to parse prose.
 */
export class ThorascopeError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(
    code: Code,
    message: string,
    fields: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.fields = fields;
  }
}

/** Tells whether something caught is one of ours, optionally with a given code. */
export function isThorascopeError<Code extends string>(
  error: unknown,
  code?: Code,
): error is ThorascopeError<Code> {
  return error instanceof ThorascopeError && (code === undefined || error.code === code);
}

/** What is told of an error where it can't be thrown on: in a file's place in a list, or to another thread. */
export function codeAndMessage(error: unknown): {
  readonly code: string;
  readonly message: string;
} {
  if (isThorascopeError(error)) return { code: error.code, message: error.message };
  const reason = error instanceof Error ? error.message : String(error);
  return {
    code: "UNEXPECTED",
    message: `${reason}. This is a fault of Thorascope's: please report it with the kind of file it was.`,
  };
}
