import { Button } from "@mantine/core";
import { IconFileUpload, IconFilterOff } from "@tabler/icons-react";
import { useTranslator } from "../language/language-context.tsx";
import classes from "./empty-list.module.css";

/** What stands where no study is: because none matches, or because there is none yet. */
export function EmptyList({ clearFilters }: { readonly clearFilters: (() => void) | null }) {
  const { text } = useTranslator();
  if (clearFilters !== null) {
    return (
      <div className={classes.empty}>
        <p className={classes.title}>{text("worklist.nothingMatches")}</p>
        <Button
          variant="default"
          leftSection={<IconFilterOff aria-hidden size={16} />}
          onClick={clearFilters}
        >
          {text("worklist.clear")}
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.empty}>
      <IconFileUpload aria-hidden size={48} stroke={1.2} />
      <p className={classes.title}>{text("worklist.nothingYet")}</p>
      <p>{text("worklist.nothingYet.how")}</p>
    </div>
  );
}
