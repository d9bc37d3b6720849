import { DirectionProvider, Loader, MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense } from "react";
import { Route, Switch, useLocation } from "wouter";
import { isPassing } from "./api/problem.ts";
import { sessionQuery } from "./api/queries.ts";
import { whenSignedOut } from "./api/session.ts";
import { ShortcutProvider } from "./keyboard/shortcuts.tsx";
import { LanguageProvider, useTranslator } from "./language/language-context.tsx";
import { useArrival } from "./shell/arrival.ts";
import { FaultBoundary } from "./shell/fault-boundary.tsx";
import { useFeedbackDelivery } from "./shell/feedback-delivery.ts";
import { NotFound } from "./shell/not-found.tsx";
import { ServerEventsProvider } from "./shell/server-events.tsx";
import { Shell } from "./shell/shell.tsx";
import { SessionGate } from "./sign-in/session-gate.tsx";
import { type Account, useAccount } from "./sign-in/use-account.ts";
import { theme } from "./theme.ts";
import { DropTarget } from "./upload/drop-target.tsx";
import { UploadProvider } from "./upload/upload-context.tsx";
import { UploadPanel } from "./upload/upload-panel.tsx";
import { WorklistPage } from "./worklist/worklist-page.tsx";

const StudyPage = lazy(() => import("./study/study-page.tsx"));

// The server may be on this machine: that a browser is without network says nothing about it.
const networkMode = "always";

const queries = new QueryClient({
  defaultOptions: {
    mutations: { networkMode },
    queries: {
      networkMode,
      // A server that is started again or overloaded comes back; what it refuses, it refuses again.
      retry: (count, error) => isPassing(error) && count < 5,
      staleTime: 5000,
    },
  },
});

whenSignedOut(() => void queries.invalidateQueries(sessionQuery));

// Pages remember where somebody was by themselves; browsers do before the content is there.
window.history.scrollRestoration = "manual";

/** Mantine adds style elements while it runs; the server's policy lets in those that bring its nonce. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? "";
}

/** The whole page. */
export function App() {
  return (
    <QueryClientProvider client={queries}>
      <Connected>
        <MantineProvider theme={theme} forceColorScheme="dark" getStyleNonce={styleNonce}>
          <LanguageProvider>
            <DirectedApp />
          </LanguageProvider>
        </MantineProvider>
      </Connected>
    </QueryClientProvider>
  );
}

/** What goes on whatever is shown: files on their way, and hearing the server. */
function Connected({ children }: { readonly children: ReactNode }) {
  const account = useAccount();
  return (
    <ServerEventsProvider isListening={account !== undefined}>
      <Delivered account={account} />
      <UploadProvider account={account}>{children}</UploadProvider>
    </ServerEventsProvider>
  );
}

function Delivered({ account }: { readonly account: Account }) {
  useFeedbackDelivery(account);
  return null;
}

function DirectedApp() {
  const { direction } = useTranslator();
  return (
    <DirectionProvider key={direction} initialDirection={direction} detectDirection={false}>
      <ShortcutProvider>
        <Shell>
          <SessionGate>
            <Pages />
            <UploadPanel />
            <DropTarget />
          </SessionGate>
        </Shell>
      </ShortcutProvider>
    </DirectionProvider>
  );
}

function Pages() {
  const { text } = useTranslator();
  const [path] = useLocation();
  useArrival();
  return (
    <FaultBoundary place={path}>
      <Suspense fallback={<Loader aria-label={text("app.loading")} m="xl" />}>
        <Switch>
          <Route path="/">
            <WorklistPage />
          </Route>
          <Route path="/studies/:id">{({ id }) => <StudyPage key={id} studyId={id} />}</Route>
          <Route>
            <NotFound />
          </Route>
        </Switch>
      </Suspense>
    </FaultBoundary>
  );
}
