import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { sessionQuery } from "../api/queries.ts";
import { forgetStudies, mayLook } from "./session-actions.ts";

/** Whose page this is: an account's id, null where there are no accounts, undefined while nobody may look. */
export type Account = string | null | undefined;

/**
 * Whose page this is. Where another account signs in than before, here or in another window, what was shown to the
 * first is forgotten; who comes back finds everything as it was left.
 */
export function useAccount(): Account {
  const queries = useQueryClient();
  const { data: session } = useQuery(sessionQuery);
  const account = mayLook(session) ? (session?.account?.id ?? null) : undefined;
  useAccountChange(account, () => forgetStudies(queries));
  return account;
}

/** Calls back when another account than the one before has signed in. */
export function useAccountChange(account: Account, changed: () => void): void {
  const before = useRef<Account>(undefined);
  const latest = useRef(changed);
  latest.current = changed;
  useEffect(() => {
    if (account === undefined) return;
    if (before.current !== undefined && before.current !== account) latest.current();
    before.current = account;
  }, [account]);
}
