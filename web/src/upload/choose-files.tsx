import { Button } from "@mantine/core";
import { IconFileUpload, IconFolderUp } from "@tabler/icons-react";
import { type ChangeEvent, useRef } from "react";
import { useTranslator } from "../language/language-context.tsx";
import classes from "./choose-files.module.css";
import { chosenFiles } from "./chosen-files.ts";
import { useUploadQueue } from "./upload-context.tsx";

/** What the dialog offers first; DICOM files often have no ending, so that all others can be chosen too. */
const ACCEPTED = ".dcm,.dicom,.png,.jpg,.jpeg,.tif,.tiff,.zip,application/dicom,image/*,*/*";

/** Two buttons: files, a folder. */
export function ChooseFiles() {
  const { text } = useTranslator();
  const queue = useUploadQueue();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const chosen = chosenFiles(currentTarget.files ?? []);
    queue.add(chosen.files, chosen.skipped);
    // Choosing the same again is a change too.
    currentTarget.value = "";
  };
  return (
    <div className={classes.buttons}>
      <input ref={files} type="file" hidden multiple accept={ACCEPTED} onChange={take} />
      <input ref={folder} type="file" hidden webkitdirectory="" onChange={take} />
      <Button
        onClick={() => files.current?.click()}
        leftSection={<IconFileUpload aria-hidden size={18} />}
      >
        {text("upload.files")}
      </Button>
      <Button
        variant="default"
        onClick={() => folder.current?.click()}
        leftSection={<IconFolderUp aria-hidden size={18} />}
      >
        {text("upload.folder")}
      </Button>
    </div>
  );
}
