import { ActionIcon, Button, CloseButton, Progress } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useCallback, useEffect } from "react";
import { useLocation } from "wouter";
import { useTranslator } from "../language/language-context.tsx";
import type { Hold } from "./upload.ts";
import { useUploadQueue, useUploads } from "./upload-context.tsx";
import { UploadList } from "./upload-list.tsx";
import classes from "./upload-panel.module.css";
import { totalsOf } from "./upload-totals.ts";
import { doneWords } from "./upload-words.ts";

/** What shell.module.css makes room by. */
const PANEL_HEIGHT = "--upload-panel-height";

const HOLD_WORDS = {
  busy: "upload.hold.busy",
  unreachable: "upload.hold.unreachable",
  signedOut: "upload.hold.signedOut",
} as const satisfies Record<Hold, string>;

/** Files on their way and what became of them; nothing while there are none. */
export function UploadPanel() {
  const { text, bytes } = useTranslator();
  const queue = useUploadQueue();
  const { uploads, hold, skipped } = useUploads();
  const [path] = useLocation();
  const isOnList = path === "/";
  const [isOpen, { toggle, open, close }] = useDisclosure(isOnList);
  const panel = useReportedHeight();
  const totals = totalsOf(uploads);
  const isOver = totals.left === 0;
  const isEventful = totals.refused > 0 || totals.failed > 0;
  useEffect(() => {
    // What went well needs no room; what did not is to be seen. On a study's page it would lie over the findings.
    if (isOnList && (!isOver || isEventful)) open();
    else close();
  }, [isOnList, isOver, isEventful, open, close]);
  if (uploads.length === 0 && skipped === 0) return null;
  const title = isOver
    ? doneWords(totals, { text })
    : text("upload.going", { done: totals.files - totals.left, files: totals.files });
  const share = totals.bytes === 0 ? 100 : (totals.sentBytes / totals.bytes) * 100;
  return (
    <section
      ref={panel}
      className={classes.panel}
      data-open={isOpen}
      aria-label={text("upload.title")}
    >
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {/* Told when all is over: to tell of each of a thousand files would leave nothing else to be heard. */}
        <p role="status" className="visually-hidden">
          {isOver ? title : null}
        </p>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={text(isOpen ? "upload.minimise" : "upload.show")}
          aria-expanded={isOpen}
          onClick={toggle}
        >
          {isOpen ? <IconChevronDown aria-hidden /> : <IconChevronUp aria-hidden />}
        </ActionIcon>
        {isOver ? (
          <CloseButton aria-label={text("action.close")} onClick={() => queue.clear()} />
        ) : null}
      </div>
      {isOver ? null : (
        <Progress
          value={share}
          size="sm"
          radius={0}
          aria-label={text("upload.progress", {
            sent: bytes(totals.sentBytes),
            all: bytes(totals.bytes),
          })}
        />
      )}
      {isOpen ? (
        <>
          {hold === null || isOver ? null : (
            <p className={classes.note} role="status">
              {text(HOLD_WORDS[hold])}
            </p>
          )}
          {skipped === 0 ? null : (
            <p className={classes.note}>{text("upload.skipped", { count: skipped })}</p>
          )}
          <UploadList uploads={uploads} />
          <div className={classes.foot}>
            <span>
              {text("upload.progress", {
                sent: bytes(totals.sentBytes),
                all: bytes(totals.bytes),
              })}
            </span>
            {totals.failed === 0 ? null : (
              <Button size="compact-sm" variant="default" onClick={() => queue.retry()}>
                {text("upload.retryAll", { count: totals.failed })}
              </Button>
            )}
            {isOver ? null : (
              <Button size="compact-sm" variant="default" onClick={() => queue.cancel()}>
                {text("upload.cancelAll")}
              </Button>
            )}
          </div>
        </>
      ) : null}
    </section>
  );
}

/** Tells the page, as a variable of its style, how much of it the panel covers, so that all can be scrolled to. */
function useReportedHeight(): (panel: HTMLElement | null) => (() => void) | undefined {
  return useCallback((panel: HTMLElement | null) => {
    if (panel === null) return;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => {
      style.setProperty(PANEL_HEIGHT, `${panel.offsetHeight}px`);
    });
    observer.observe(panel);
    return () => {
      observer.disconnect();
      style.removeProperty(PANEL_HEIGHT);
    };
  }, []);
}
