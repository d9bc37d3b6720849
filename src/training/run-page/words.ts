/** A time in UTC to the second, e.g. "2026-11-23 14:02:07 UTC"; milliseconds since 1970. */
export function timeInWords(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** How long something takes, to two units: "3 d 4 h", "1 h 20 min", "5 min", "40 s". */
export function durationInWords(seconds: number): string {
  const whole = Math.max(Math.round(seconds), 0);
  if (whole < 90) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** A number with so many decimals, "-" for none. */
export function fixed(value: number | null | undefined, decimals: number): string {
  return value === null || value === undefined ? "-" : value.toFixed(decimals);
}
