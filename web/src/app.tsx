import { DirectionProvider, Loader, MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { Route, Switch } from "wouter";
import { UnreachableError } from "./api/problem.ts";
import { ShortcutProvider } from "./keyboard/shortcuts.tsx";
import { LanguageProvider, useTranslator } from "./language/language-context.tsx";
import { Shell } from "./shell/shell.tsx";
import { theme } from "./theme.ts";
import { WorklistPage } from "./worklist/worklist-page.tsx";

const StudyPage = lazy(() => import("./study/study-page.tsx"));

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // A server that is started again comes back; what it refuses, it refuses again.
      retry: (count, error) => error instanceof UnreachableError && count < 5,
      staleTime: 5000,
    },
  },
});

/** Mantine adds style elements while it runs; the server's policy lets in those that bring its nonce. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? "";
}

/** The whole page. */
export function App() {
  return (
    <MantineProvider theme={theme} forceColorScheme="dark" getStyleNonce={styleNonce}>
      <LanguageProvider>
        <DirectedApp />
      </LanguageProvider>
    </MantineProvider>
  );
}

function DirectedApp() {
  const { direction } = useTranslator();
  return (
    <DirectionProvider key={direction} initialDirection={direction} detectDirection={false}>
      <QueryClientProvider client={queries}>
        <ShortcutProvider>
          <Shell>
            <Pages />
          </Shell>
        </ShortcutProvider>
      </QueryClientProvider>
    </DirectionProvider>
  );
}

function Pages() {
  const { text } = useTranslator();
  return (
    <Suspense fallback={<Loader aria-label={text("app.loading")} m="xl" />}>
      <Switch>
        <Route path="/">
          <WorklistPage />
        </Route>
        <Route path="/studies/:id">{({ id }) => <StudyPage key={id} studyId={id} />}</Route>
        <Route>{text("app.notFound")}</Route>
      </Switch>
    </Suspense>
  );
}
