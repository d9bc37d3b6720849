const SIGNALS = ["SIGTERM", "SIGINT"] as const;

/**
 * Which signal asks the process to stop first; ask early, so that one that comes while it starts is not missed.
 *
 * @param endsWithWindow whether SIGHUP asks too: the window of its terminal was closed, the usual end of a program
 *   that was started by a double click. Nothing may be written to the terminal after it.
 */
export function stopAsked(endsWithWindow = false): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const name of SIGNALS) process.once(name, resolve);
    // It comes again when the window's shell ends: that does not ask a second time.
    if (endsWithWindow) process.on("SIGHUP", resolve);
  });
}

/** From now on, a signal ends the process as it stands. */
export function stopAtOnceWhenAsked(): void {
  for (const name of SIGNALS) process.once(name, () => process.exit(1));
}

/**
 * Ends a process that has stopped because of that signal. After SIGHUP an ordinary exit would be reported as a
 * crash, because Node.js sets back a terminal that is gone.
 */
export function endAfter(signal: NodeJS.Signals): void {
  if (signal !== "SIGHUP") return;
  process.removeAllListeners("SIGHUP");
  process.kill(process.pid, "SIGHUP");
}
