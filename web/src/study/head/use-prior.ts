import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { studyQuery } from "../../api/queries.ts";
import type { Study, StudyImage } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";

/** An image of another study of the patient, to be shown beside, and how it stands with it. */
export interface ShownPrior {
  readonly chosen: string | null;
  readonly choose: (studyId: string | null) => void;
  readonly prior: { readonly image: StudyImage; readonly label: string } | null;
  readonly said: string | null;
}

/** Choosing a study to compare with. */
export function usePrior(view: string | null): ShownPrior {
  const { text, day, time } = useTranslator();
  const [chosen, choose] = useState<string | null>(null);
  const { data: study, error } = useQuery({
    ...studyQuery(chosen ?? ""),
    enabled: chosen !== null,
  });
  if (chosen === null) return { chosen, choose, prior: null, said: null };
  if (error !== null) return { chosen, choose, prior: null, said: text("study.prior.failed") };
  if (study === undefined) return { chosen, choose, prior: null, said: text("app.loading") };
  const image = comparable(study, view);
  if (image === null) return { chosen, choose, prior: null, said: text("study.prior.failed") };
  const label =
    study.studyDate === null
      ? text("study.received", { time: time(study.createdAt) })
      : text("study.taken", { day: day(study.studyDate) });
  return { chosen, choose, prior: { image, label }, said: null };
}

/** The image to compare with: of the same view if there is one. */
function comparable({ images }: Study, view: string | null): StudyImage | null {
  const sameView = images.find(({ reading }) => (reading?.radiograph.view ?? null) === view);
  return sameView ?? images[0] ?? null;
}
