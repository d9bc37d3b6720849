import { useState } from "react";
import type { StudyImage } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import styles from "./unread.module.css";

/** The picture of an image that was not read, where it can be drawn at all. */
export function PlainPicture({ image }: { readonly image: StudyImage }) {
  const { text } = useTranslator();
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <p className={styles.broken}>{text("study.unread.noPicture")}</p>;
  return (
    <img
      className={styles.picture}
      src={`/api/images/${image.id}/picture.png?width=1600`}
      alt={text("study.unread.picture", { file: image.fileName })}
      onError={() => setBroken(true)}
    />
  );
}
