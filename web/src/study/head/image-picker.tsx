import type { StudyImage } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import styles from "./head.module.css";

/** The images of a study, to choose one; nothing where there is one only. */
export function ImagePicker({
  images,
  chosen,
  choose,
}: {
  readonly images: readonly StudyImage[];
  readonly chosen: StudyImage;
  readonly choose: (imageId: string) => void;
}) {
  const { text } = useTranslator();
  if (images.length < 2) return null;
  return (
    <ul className={styles.images} aria-label={text("study.images")}>
      {images.map(({ id, fileName, status, reading }, index) => (
        <li key={id}>
          <button
            type="button"
            className={styles.image}
            aria-pressed={id === chosen.id}
            onClick={() => choose(id)}
          >
            <img src={`/api/images/${id}/picture.png?width=128`} alt="" loading="lazy" />
            <span>
              {text("study.image", { number: index + 1, count: images.length })}
              {reading?.radiograph.view && <> · {reading.radiograph.view}</>}
              {status !== "read" && <> · {text(`status.${status}`)}</>}
              <span className="visually-hidden"> {fileName}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
