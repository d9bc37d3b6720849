import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { studyQuery } from "../../api/queries.ts";
import type { Study, StudyImage } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import { type PersonalTrait, personalDifferences } from "./other-person.ts";
import { studyMoment } from "./study-title.ts";

/** An image of another study of the patient, to be shown beside, and how it stands with it. */
export interface ShownPrior {
  readonly chosen: string | null;
  readonly choose: (studyId: string | null) => void;
  readonly prior: { readonly image: StudyImage; readonly label: string } | null;
  readonly said: string | null;
  /** In what its patient differs from this one although the id is the same. */
  readonly differences: readonly PersonalTrait[];
}

/** Choosing a study to compare with. */
export function usePrior(patient: Study["patient"], view: string | null): ShownPrior {
  const translator = useTranslator();
  const { text } = translator;
  const [chosen, choose] = useState<string | null>(null);
  const { data: study, error } = useQuery({
    ...studyQuery(chosen ?? ""),
    enabled: chosen !== null,
  });
  const none = { chosen, choose, prior: null, differences: [] };
  if (chosen === null) return { ...none, said: null };
  if (study === undefined) {
    return { ...none, said: text(error === null ? "app.loading" : "study.prior.failed") };
  }
  const image = comparable(study, view);
  if (image === null) return { ...none, said: text("study.prior.failed") };
  return {
    ...none,
    prior: { image, label: studyMoment(study, translator) },
    said: null,
    differences: personalDifferences(patient, study.patient),
  };
}

/** The image to compare with: of the same view if there is one. */
function comparable({ images }: Study, view: string | null): StudyImage | null {
  const sameView = images.find(({ reading }) => (reading?.radiograph.view ?? null) === view);
  return sameView ?? images[0] ?? null;
}
