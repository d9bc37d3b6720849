/** What stands on keys whose names in a browser are longer. */
const NAMES: Readonly<Record<string, string>> = {
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  " ": "␣",
};

/** A key as people know it, of its name in a `Shortcut`. */
export function keyName(key: string): string {
  const [modifier, rest] = /^Control\+./.test(key) ? ["Ctrl + ", key.slice(8)] : ["", key];
  const name = NAMES[rest] ?? rest;
  return modifier + (name.length === 1 && modifier ? name.toUpperCase() : name);
}
