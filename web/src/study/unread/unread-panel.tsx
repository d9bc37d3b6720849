import { Alert, Button, Group, Loader } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { isProblem } from "../../api/problem.ts";
import { readAgain, studyQuery } from "../../api/queries.ts";
import type { StudyImage } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import { canBeReadAnyway, refusalWords } from "../refusal/refusal-words.ts";
import styles from "./unread.module.css";

/** An image that has no reading: that it waits, or why there is none and what can be done. */
export function UnreadPanel({ image }: { readonly image: StudyImage }) {
  const { text } = useTranslator();
  const heading = useId();
  const { status } = image;
  if (status === "queued" || status === "reading") {
    return (
      <section aria-labelledby={heading} className={styles.section}>
        <h2 id={heading}>{text("study.findings")}</h2>
        <p className={styles.waiting} role="status">
          <Loader size="sm" aria-hidden="true" />
          {text(status === "queued" ? "study.queued" : "study.reading")}
        </p>
      </section>
    );
  }
  return (
    <section aria-labelledby={heading} className={styles.section}>
      <h2 id={heading}>{text(`study.unread.${status}`)}</h2>
      <Reason image={image} />
      <ReadAgain image={image} />
    </section>
  );
}

function Reason({ image: { error, status } }: { readonly image: StudyImage }) {
  const { text } = useTranslator();
  if (error === null) return status === "cancelled" && <p>{text("study.cancelled")}</p>;
  const { what, todo } = refusalWords(error.code);
  return (
    <>
      <p className={styles.what}>{text(what)}</p>
      <p>
        <strong>{text("study.unread.todo")}</strong> {text(todo)}
      </p>
      <p>
        <strong>{text("study.unread.detail")}</strong>{" "}
        <bdi lang="en">
          {error.message} ({error.code})
        </bdi>
      </p>
    </>
  );
}

function ReadAgain({ image }: { readonly image: StudyImage }) {
  const { text } = useTranslator();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const reading = useMutation({
    mutationFn: (anyway: boolean) => readAgain(image.id, anyway),
    onSettled: () => {
      setAsking(false);
      return queries.invalidateQueries({ queryKey: studyQuery(image.study).queryKey });
    },
  });
  const isRefused = image.status === "refused";
  const mayAnyway = isRefused && canBeReadAnyway(image.error?.code ?? "");
  if (mayAnyway && image.anyway) return <p>{text("study.anyway.refusedToo")}</p>;
  return (
    <>
      {isRefused && !mayAnyway && <p>{text("study.anyway.impossible")}</p>}
      {mayAnyway && !isAsking && (
        <Button size="sm" variant="default" onClick={() => setAsking(true)}>
          {text("study.anyway")}
        </Button>
      )}
      {mayAnyway && isAsking && (
        <div className={styles.confirm}>
          <p>{text("study.anyway.means")}</p>
          <Group gap={6}>
            <Button size="sm" loading={reading.isPending} onClick={() => reading.mutate(true)}>
              {text("study.anyway.confirm")}
            </Button>
            {/* The button that had the focus is gone. */}
            <Button size="sm" variant="default" autoFocus onClick={() => setAsking(false)}>
              {text("action.cancel")}
            </Button>
          </Group>
        </div>
      )}
      {!isRefused && (
        <Button size="sm" loading={reading.isPending} onClick={() => reading.mutate(false)}>
          {text("action.retry")}
        </Button>
      )}
      {reading.error !== null && !isProblem(reading.error, "IMAGE_BUSY") && (
        <Alert color="amber" variant="outline" mt="sm" title={text("study.anyway.failed")}>
          {text("study.anyway.failed.todo")}
        </Alert>
      )}
    </>
  );
}
