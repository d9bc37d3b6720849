import { Button, Menu } from "@mantine/core";
import { IconCheck, IconLanguage } from "@tabler/icons-react";
import { directionOf, LANGUAGE_NAMES, LANGUAGES } from "../../../src/language/index.ts";
import { useChooseLanguage, useTranslator } from "../language/language-context.tsx";
import classes from "./language-menu.module.css";

/** Chooses the language; each is named in itself. */
export function LanguageMenu() {
  const { text, language } = useTranslator();
  const choose = useChooseLanguage();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          className={classes.button}
          leftSection={<IconLanguage aria-hidden size={20} />}
          aria-label={`${text("app.language")}: ${LANGUAGE_NAMES[language]}`}
        >
          <span className={classes.current}>{LANGUAGE_NAMES[language]}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={text("app.language")}>
        {LANGUAGES.map((one) => (
          <Menu.Item
            key={one}
            lang={one}
            dir={directionOf(one)}
            role="menuitemradio"
            aria-checked={one === language}
            onClick={() => choose(one)}
            rightSection={one === language ? <IconCheck aria-hidden size={16} /> : null}
          >
            {LANGUAGE_NAMES[one]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
