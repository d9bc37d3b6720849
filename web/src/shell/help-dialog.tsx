import { Kbd } from "@mantine/core";
import { type Shortcut, useAllShortcuts } from "../keyboard/shortcuts.tsx";
import { useTranslator } from "../language/language-context.tsx";
import { Dialog } from "./dialog.tsx";
import classes from "./help-dialog.module.css";
import { keyName } from "./key-name.ts";

/** All keys that do something now. */
export function HelpDialog({
  isOpen,
  close,
}: {
  readonly isOpen: boolean;
  readonly close: () => void;
}) {
  const { text } = useTranslator();
  const shortcuts = byLabel(useAllShortcuts());
  return (
    <Dialog isOpen={isOpen} close={close} title={text("app.help")}>
      <dl className={classes.list}>
        {shortcuts.map(({ label, keys }) => (
          <div key={label} className={classes.shortcut}>
            <dt>{text(label)}</dt>
            <dd>
              {keys.map((key) => (
                <Kbd key={key} size="sm" dir="ltr">
                  {keyName(key)}
                </Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

/** What is done by several components under one name stands once. */
function byLabel(shortcuts: readonly Shortcut[]) {
  const keys = new Map<Shortcut["label"], Set<string>>();
  for (const { label, keys: some } of shortcuts) {
    keys.set(label, new Set([...(keys.get(label) ?? []), ...some]));
  }
  return [...keys].map(([label, some]) => ({ label, keys: [...some] }));
}
