import { Button, Group } from "@mantine/core";
import { useTranslator } from "../../language/language-context.tsx";
import { Dialog } from "../../shell/dialog.tsx";

/** Asks what is to become of the words "Nobody has checked it yet" before they are saved. */
export function DraftQuestion({
  isOpen,
  close,
  keep,
  remove,
}: {
  readonly isOpen: boolean;
  readonly close: () => void;
  readonly keep: () => void;
  readonly remove: () => void;
}) {
  const { text } = useTranslator();
  return (
    <Dialog isOpen={isOpen} close={close} title={text("study.mark.title")}>
      <p>{text("study.mark.question")}</p>
      <Group gap={8}>
        <Button onClick={remove}>{text("study.mark.remove")}</Button>
        <Button variant="default" onClick={keep}>
          {text("study.mark.keep")}
        </Button>
        <Button variant="subtle" onClick={close}>
          {text("action.cancel")}
        </Button>
      </Group>
    </Dialog>
  );
}
