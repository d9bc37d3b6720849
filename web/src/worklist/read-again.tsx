import { Alert, Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { isProblem } from "../api/problem.ts";
import { readAgain } from "../api/queries.ts";
import { useTranslator } from "../language/language-context.tsx";
import { Dialog } from "../shell/dialog.tsx";
import { applyImageEvent } from "./merge-studies.ts";
import classes from "./read-again.module.css";
import { reasonWords } from "./reason-words.ts";
import type { UnreadImage } from "./study-description.ts";
import type { LoadedList } from "./worklist-query.ts";

/** A button that has an image read again; where the gate refuses it, only after saying what that means. */
export function ReadAgain({
  unread,
  name,
}: {
  readonly unread: UnreadImage;
  readonly name: string;
}) {
  const translator = useTranslator();
  const { text } = translator;
  const queries = useQueryClient();
  const [isAsking, ask] = useDisclosure(false);
  const isAnyway = unread.remedy === "anyway";
  const again = useMutation({
    mutationFn: () => readAgain(unread.image, isAnyway),
    onSuccess: ({ id, study, status }) => {
      ask.close();
      const event = { image: id, study, status, errorCode: null };
      queries.setQueriesData<LoadedList>(
        { queryKey: ["studies"] },
        (list) => list && applyImageEvent(list, event),
      );
    },
  });
  if (unread.remedy === null) return null;
  const problem = again.error ? (
    <Alert role="alert" color="red" p="xs">
      {text(isProblem(again.error, "IMAGE_BUSY") ? "worklist.again.busy" : "worklist.again.failed")}
    </Alert>
  ) : null;
  if (!isAnyway) {
    return (
      <>
        <Button
          className={classes.button}
          size="compact-sm"
          variant="default"
          loading={again.isPending}
          onClick={() => again.mutate()}
          aria-label={text("worklist.again.of", { name })}
        >
          {text("action.retry")}
        </Button>
        {problem}
      </>
    );
  }
  return (
    <>
      <Button
        className={classes.button}
        size="compact-sm"
        variant="default"
        onClick={ask.open}
        aria-haspopup="dialog"
        aria-label={text("worklist.anyway.of", { name })}
      >
        {text("worklist.anyway")}
      </Button>
      <Dialog isOpen={isAsking} close={ask.close} title={text("worklist.anyway.title")}>
        <Text mb="sm">{reasonWords(unread, translator)}</Text>
        <Text mb="md">{text("worklist.anyway.meaning")}</Text>
        {problem}
        <Group justify="end" mt="md">
          <Button variant="default" onClick={ask.close} data-autofocus>
            {text("action.cancel")}
          </Button>
          <Button loading={again.isPending} onClick={() => again.mutate()}>
            {text("worklist.anyway")}
          </Button>
        </Group>
      </Dialog>
    </>
  );
}
