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
