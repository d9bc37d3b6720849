import { Button } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslator } from "../language/language-context.tsx";
import classes from "./word-list.module.css";

/** Each word of the list with what it means; the last says what the order is not. */
const WORDS = [
  ["verdict.positive", "worklist.words.positive"],
  ["worklist.borderlineBelow", "worklist.words.borderline"],
  ["urgency.critical", "worklist.words.first"],
  ["worklist.sort", "worklist.words.order"],
] as const;

/** What the words of the list mean, for whoever asks. */
export function WordList({
  isOpen,
  toggle,
}: {
  readonly isOpen: boolean;
  readonly toggle: () => void;
}) {
  const { text } = useTranslator();
  const id = useId();
  const Chevron = isOpen ? IconChevronUp : IconChevronDown;
  return (
    <>
      <div className={classes.bar}>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          rightSection={<Chevron aria-hidden size={16} />}
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={toggle}
        >
          {text("worklist.words")}
        </Button>
      </div>
      {isOpen ? (
        <dl id={id} className={classes.words}>
          {WORDS.map(([word, meaning]) => (
            <div key={word}>
              <dt>{text(word)}</dt>
              <dd>{text(meaning)}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </>
  );
}
