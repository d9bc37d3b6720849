import { NativeSelect } from "@mantine/core";
import type { Study } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import styles from "./head.module.css";

/** Another study of the same patient, to be shown beside this one. */
export function PriorPicker({
  priors,
  chosen,
  choose,
  said,
}: {
  readonly priors: Study["priors"];
  readonly chosen: string | null;
  readonly choose: (studyId: string | null) => void;
  /** How it stands with the one that was chosen, e.g. that it can't be shown. */
  readonly said: string | null;
}) {
  const { text, day, time } = useTranslator();
  if (priors.length === 0) return null;
  const labelOf = ({ studyDate, createdAt }: Study["priors"][number]) =>
    studyDate === null
      ? text("study.received", { time: time(createdAt) })
      : text("study.taken", { day: day(studyDate) });
  return (
    <div className={styles.prior}>
      <NativeSelect
        size="xs"
        label={text("study.prior")}
        value={chosen ?? ""}
        onChange={({ currentTarget: { value } }) => choose(value === "" ? null : value)}
        data={[
          { value: "", label: text("study.prior.none") },
          ...priors.map((prior) => ({ value: prior.id, label: labelOf(prior) })),
        ]}
      />
      <span role="status">{said}</span>
    </div>
  );
}
