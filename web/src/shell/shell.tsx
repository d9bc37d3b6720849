import { ActionIcon, Anchor, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconInfoCircle, IconKeyboard } from "@tabler/icons-react";
import { type ReactNode, useMemo } from "react";
import { Link } from "wouter";
import { UNREVIEWED_LANGUAGES } from "../../../src/language/index.ts";
import { useShortcuts } from "../keyboard/shortcuts.tsx";
import { useTranslator } from "../language/language-context.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";
import { HelpDialog } from "./help-dialog.tsx";
import { LanguageMenu } from "./language-menu.tsx";
import classes from "./shell.module.css";

/** What surrounds every page: where one is, what this is not, help, language, who is signed in. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { text, language } = useTranslator();
  const [isHelpOpen, help] = useDisclosure(false);
  useShortcuts(
    useMemo(() => [{ keys: ["?"], label: "app.help", run: help.open } as const], [help.open]),
  );
  return (
    <>
      <a className={classes.skip} href="#content">
        {text("app.skip")}
      </a>
      <header className={classes.header}>
        <Link href="/" className={classes.name} title={text("app.worklist")}>
          {text("app.name")}
        </Link>
        <span className={classes.notice} title={text("app.notice")}>
          {text("app.notice.short")}
        </span>
        <div className={classes.tools}>
          <Anchor
            className={classes.model}
            href="/api/model/card"
            target="_blank"
            rel="noopener"
            title={text("app.newTab")}
          >
            <IconInfoCircle aria-hidden size={20} />
            <span className={classes.modelText}>{text("app.model")}</span>
          </Anchor>
          <Tooltip label={text("app.help.key")}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={text("app.help")}
              aria-haspopup="dialog"
              onClick={help.open}
            >
              <IconKeyboard aria-hidden size={20} />
            </ActionIcon>
          </Tooltip>
          <LanguageMenu />
          <AccountMenu />
        </div>
      </header>
      <ConnectionBanner />
      <main id="content" tabIndex={-1} className={classes.content}>
        {UNREVIEWED_LANGUAGES.includes(language) ? (
          <p className={classes.unreviewed}>{text("app.unreviewed")}</p>
        ) : null}
        {children}
      </main>
      <HelpDialog isOpen={isHelpOpen} close={help.close} />
    </>
  );
}
