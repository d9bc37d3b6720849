import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Finding } from "../../../../src/findings/index.ts";
import { modelQuery } from "../../api/queries.ts";
import type { Model } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import { Disclosure } from "../disclosure.tsx";
import { finePercent } from "./fine-percent.ts";

/** How well the model tells this finding, asked of the server when somebody wants to know. */
export function HowGood({
  finding,
  modelSha256,
}: {
  readonly finding: Finding;
  readonly modelSha256: string;
}) {
  const { text } = useTranslator();
  const [isWanted, setWanted] = useState(false);
  const { data: model, error } = useQuery({ ...modelQuery, enabled: isWanted });
  return (
    <Disclosure summary={text("study.good.summary")} onOpen={() => setWanted(true)}>
      {error !== null && <p>{text("study.good.unreachable")}</p>}
      {model === undefined && error === null && <p>{text("app.loading")}</p>}
      {model !== undefined && model.sha256 !== modelSha256 && (
        <p>{text("study.good.otherModel")}</p>
      )}
      {model !== undefined && <Figures finding={finding} model={model} />}
    </Disclosure>
  );
}

function Figures({ finding, model }: { readonly finding: Finding; readonly model: Model }) {
  const { text, language } = useTranslator();
  const figures = model.findings.find((one) => one.finding === finding);
  const auroc = figures?.auroc ?? null;
  const { sensitivity = null, specificity = null } = figures?.operatingPoint ?? {};
  const number = new Intl.NumberFormat(language, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  const share = (value: number) => finePercent(value, language);
  return (
    <>
      {sensitivity && (
        <p>
          {text("study.good.sensitivity", {
            value: share(sensitivity.value),
            low: share(sensitivity.interval.low),
            high: share(sensitivity.interval.high),
            correct: sensitivity.correct,
            of: sensitivity.of,
          })}
        </p>
      )}
      {specificity && (
        <p>
          {text("study.good.specificity", {
            value: share(specificity.value),
            low: share(specificity.interval.low),
            high: share(specificity.interval.high),
            correct: specificity.correct,
            of: specificity.of,
          })}
        </p>
      )}
      {auroc && (
        <p>
          {auroc.interval
            ? text("study.good.auroc", {
                value: number.format(auroc.value),
                low: number.format(auroc.interval.low),
                high: number.format(auroc.interval.high),
              })
            : text("study.good.aurocAlone", { value: number.format(auroc.value) })}
        </p>
      )}
      {figures?.prevalence != null && (
        <p>{text("study.good.prevalence", { share: share(figures.prevalence) })}</p>
      )}
      {!sensitivity && !specificity && <p>{text("study.good.noOperatingPoint")}</p>}
      <p>{text("study.good.source")}</p>
    </>
  );
}
