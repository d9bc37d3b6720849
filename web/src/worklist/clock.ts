import { useEffect, useState } from "react";

/** Milliseconds between two looks at the clock: ages are told in minutes. */
const TICK = 20_000;

/** The present time, a little behind. */
export function useClock(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK);
    return () => clearInterval(timer);
  }, []);
  return now;
}
