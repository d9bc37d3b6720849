import { Button, Menu } from "@mantine/core";
import { IconCheck, IconLanguage } from "@tabler/icons-react";
import { directionOf, isLanguage, LANGUAGE_NAMES, LANGUAGES } from "../../../src/language/index.ts";
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
        <Menu.RadioGroup
          value={language}
          onChange={(chosen) => {
            if (isLanguage(chosen)) choose(chosen);
          }}
        >
          {LANGUAGES.map((one) => (
            <Menu.RadioItem
              key={one}
              value={one}
              lang={one}
              dir={directionOf(one)}
              closeMenuOnClick
              checkIcon={<IconCheck aria-hidden size={16} />}
            >
              {LANGUAGE_NAMES[one]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
