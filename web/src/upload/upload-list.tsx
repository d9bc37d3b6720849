import { ActionIcon, Button, Progress } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useRef } from "react";
import { useTranslator } from "../language/language-context.tsx";
import type { Upload } from "./upload.ts";
import { useUploadQueue } from "./upload-context.tsx";
import classes from "./upload-list.module.css";
import { uploadWords } from "./upload-words.ts";

const ROW_HEIGHT = 52;

/** Each file with its bar and how it stands; thousands stay smooth. */
export function UploadList({ uploads }: { readonly uploads: readonly Upload[] }) {
  const { text } = useTranslator();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: uploads.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => uploads[index]?.id ?? index,
    overscan: 4,
  });
  return (
    <section
      ref={scroller}
      className={classes.scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      onKeyDown={keepArrows}
      aria-label={text("upload.list")}
    >
      <ul className={classes.list} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const upload = uploads[index];
          if (upload === undefined) return null;
          return (
            <li
              key={key}
              data-index={index}
              ref={rows.measureElement}
              className={classes.row}
              style={{ transform: `translateY(${start}px)` }}
            >
              <UploadRow upload={upload} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The worklist takes arrows too; here they scroll. */
function keepArrows(event: KeyboardEvent) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") event.stopPropagation();
}

function UploadRow({ upload }: { readonly upload: Upload }) {
  const translator = useTranslator();
  const { text } = translator;
  const queue = useUploadQueue();
  const { id, path, state, bytes, sentBytes } = upload;
  const isLeft = state === "waiting" || state === "sending";
  return (
    <>
      <div className={classes.words}>
        <bdi className={classes.path} title={path}>
          {path}
        </bdi>
        <span className={classes.state}>
          {uploadWords(upload, translator)} · {translator.bytes(bytes)}
        </span>
        {state === "sending" ? (
          <Progress
            size="xs"
            value={bytes === 0 ? 100 : (sentBytes / bytes) * 100}
            aria-label={text("upload.fileProgress", { file: path })}
          />
        ) : null}
      </div>
      {isLeft ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={text("upload.cancelFile", { file: path })}
          onClick={() => queue.cancel(id)}
        >
          <IconX aria-hidden size={16} />
        </ActionIcon>
      ) : null}
      {state === "failed" ? (
        <Button size="compact-xs" variant="default" onClick={() => queue.retry(id)}>
          {text("action.retry")}
        </Button>
      ) : null}
    </>
  );
}
