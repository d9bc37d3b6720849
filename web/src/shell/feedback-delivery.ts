import { useEffect } from "react";
import type { Account } from "../sign-in/use-account.ts";
import { useIsConnected } from "./server-events.tsx";

/**
 * Sends what somebody said of readings and the server does not have yet, whichever page is shown: at the start, when
 * the server is heard again, and when its author signs in. The outbox is no part of the first view's code.
 */
export function useFeedbackDelivery(account: Account): void {
  const isConnected = useIsConnected();
  useEffect(() => {
    if (!isConnected) return;
    let isWanted = true;
    import("../study/feedback/outbox-of-browser.ts")
      .then(({ outboxOfBrowser }) => {
        if (isWanted) outboxOfBrowser().serve(account);
      })
      // The server went away just now; it is tried again when it is back.
      .catch(() => {});
    return () => {
      isWanted = false;
    };
  }, [account, isConnected]);
}
