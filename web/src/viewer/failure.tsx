import { Button } from "@mantine/core";
import type { TextKey } from "../../../src/language/index.ts";
import { ProblemError, UnreachableError } from "../api/problem.ts";
import { useTranslator } from "../language/language-context.tsx";
import styles from "./pane.module.css";

/** Why an image can't be shown, and a way to try again. */
export function Failure({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry: () => void;
}) {
  const { text } = useTranslator();
  return (
    <div className={styles.notice} role="alert">
      <p>{text(reasonOf(error))}</p>
      <Button variant="default" onClick={onRetry}>
        {text("action.retry")}
      </Button>
    </div>
  );
}

/** What to say of an error. */
function reasonOf(error: unknown): TextKey {
  if (error instanceof UnreachableError) return "viewer.failed.unreachable";
  if (!(error instanceof ProblemError)) return "viewer.failed.other";
  switch (error.problem.status) {
    case 401:
    case 403:
      return "viewer.failed.signedOut";
    case 404:
      return "viewer.failed.missing";
    case 415:
    case 422:
      return "viewer.failed.undecodable";
    case 429:
    case 503:
      return "viewer.failed.busy";
    default:
      return "viewer.failed.other";
  }
}
