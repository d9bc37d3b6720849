import { Alert, Button, Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { isPassing, isProblem } from "../api/problem.ts";
import { sessionQuery, studyQuery } from "../api/queries.ts";
import type { Study } from "../api/types.ts";
import { useShortcuts } from "../keyboard/shortcuts.tsx";
import { useTranslator } from "../language/language-context.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { worklistAddress } from "../worklist/list-place.ts";
import styles from "./study-page.module.css";
import { StudyRoom } from "./study-room.tsx";
import { useBackToWorklist } from "./use-back-to-worklist.ts";

/** Milliseconds after which a study is asked for again that waits for a reading, should no event come. */
const ASK_AGAIN = 3000;

/** One study: the radiograph, what was found and why, what people say of it, the report. */
export default function StudyPage({ studyId }: { readonly studyId: string }) {
  const { text } = useTranslator();
  usePageTitle(text("study.title"));
  const { data: session } = useQuery(sessionQuery);
  const {
    data: study,
    error,
    refetch,
    isFetching,
  } = useQuery({
    ...studyQuery(studyId),
    refetchInterval: ({ state: { data, error } }) =>
      isWaiting(data) || isPassing(error) ? ASK_AGAIN : false,
  });
  if (isProblem(error, "STUDY_UNKNOWN") || isProblem(error, "REQUEST_INVALID")) {
    return <Instead title={text("study.unknown")} todo={text("study.unknown.todo")} />;
  }
  if (study !== undefined && session !== undefined) {
    return <StudyRoom study={study} session={session} isOutdated={error !== null} />;
  }
  if (error === null) {
    return (
      <p className={styles.loading} role="status">
        <Loader aria-hidden="true" /> {text("app.loading")}
      </p>
    );
  }
  return (
    <Instead title={text("study.unavailable")} todo={text("study.unavailable.todo")}>
      <Button variant="default" loading={isFetching} onClick={() => void refetch()}>
        {text("action.retry")}
      </Button>
    </Instead>
  );
}

/** What is seen where there is no study to be shown. */
function Instead({
  title,
  todo,
  children,
}: {
  readonly title: string;
  readonly todo: string;
  readonly children?: React.ReactNode;
}) {
  const { text } = useTranslator();
  const goBack = useBackToWorklist();
  useShortcuts([{ keys: ["u"], label: "action.back", run: goBack }]);
  return (
    <div className={styles.instead}>
      <h1>{title}</h1>
      <Alert color="amber" variant="outline">
        {todo}
      </Alert>
      {children}
      <Link href={worklistAddress()}>{text("action.back")}</Link>
    </div>
  );
}

function isWaiting(study: Study | undefined): boolean {
  return study?.images.some(({ status }) => status === "queued" || status === "reading") ?? false;
}
