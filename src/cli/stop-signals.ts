const SIGNALS = ["SIGTERM", "SIGINT"] as const;

/** Which signal asks the process to stop first; ask early, so that one that comes while it starts is not missed. */
export function stopAsked(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const name of SIGNALS) process.once(name, resolve);
  });
}

/** From now on, a signal ends the process as it stands. */
export function stopAtOnceWhenAsked(): void {
  for (const name of SIGNALS) process.once(name, () => process.exit(1));
}
