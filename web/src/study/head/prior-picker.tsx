import { NativeSelect } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { Study } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import styles from "./head.module.css";
import { studyMoment } from "./study-title.ts";
import type { ShownPrior } from "./use-prior.ts";

/** Another study of the same patient, to be shown beside this one. */
export function PriorPicker({
  priors,
  chosen,
  choose,
  said,
  differences,
}: {
  readonly priors: Study["priors"];
  readonly chosen: string | null;
  readonly choose: (studyId: string | null) => void;
  /** How it stands with the one that was chosen, e.g. that it can't be shown. */
  readonly said: string | null;
  readonly differences: ShownPrior["differences"];
}) {
  const translator = useTranslator();
  const { text, language } = translator;
  if (priors.length === 0) return null;
  return (
    <div className={styles.prior}>
      <NativeSelect
        size="xs"
        label={text("study.prior")}
        value={chosen ?? ""}
        onChange={({ currentTarget: { value } }) => choose(value === "" ? null : value)}
        data={[
          { value: "", label: text("study.prior.none") },
          ...priors.map((prior) => ({ value: prior.id, label: studyMoment(prior, translator) })),
        ]}
      />
      <span role="status" className={differences.length > 0 ? styles.other : undefined}>
        {said}
        {differences.length > 0 && (
          <>
            <IconAlertTriangle size={16} aria-hidden="true" />
            {text("study.prior.otherPerson", {
              differences: new Intl.ListFormat(language, { type: "conjunction" }).format(
                differences.map((trait) => text(`study.prior.${trait}`)),
              ),
            })}
          </>
        )}
      </span>
    </div>
  );
}
