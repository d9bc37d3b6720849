import { IconFileUpload } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslator } from "../language/language-context.tsx";
import { takeDropped } from "./chosen-files.ts";
import classes from "./drop-target.module.css";
import { useUploadQueue } from "./upload-context.tsx";

/** Takes what is dropped anywhere on the page; without it, the browser would leave for the file. */
export function DropTarget() {
  const { text } = useTranslator();
  const queue = useUploadQueue();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      // Null when the pointer leaves the window; else it only goes from one element to another.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!hasFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      void takeDropped(event.dataTransfer, (files, skipped) => queue.add(files, skipped));
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, [queue]);
  if (!isOver) return null;
  return (
    <div className={classes.over}>
      <p className={classes.words}>
        <IconFileUpload aria-hidden size={40} />
        {text("upload.dropHere")}
      </p>
    </div>
  );
}
