import { Alert, Button, Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { sessionQuery } from "../api/queries.ts";
import { useTranslator } from "../language/language-context.tsx";
import { mayLook } from "./session-actions.ts";
import { SignInPage } from "./sign-in-page.tsx";

/** Shows its children to whoever may see studies, and the others how to sign in; the address stays as it is. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const { text } = useTranslator();
  const { data: session, error, refetch } = useQuery(sessionQuery);
  if (session !== undefined) {
    return mayLook(session) ? children : <SignInPage session={session} />;
  }
  if (error === null) return <Loader aria-label={text("app.loading")} m="xl" />;
  return (
    <Alert m="md" color="amber" title={text("app.offline")}>
      <Button onClick={() => refetch()}>{text("action.retry")}</Button>
    </Alert>
  );
}
