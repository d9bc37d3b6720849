import { InvalidArgumentError } from "commander";

/** A whole number from 0 on, as an option's value. */
export function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Give a whole number.");
}

/** A whole number from 1 on, as an option's value. */
export function count(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Give a whole number above 0.");
}
