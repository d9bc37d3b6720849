import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { explanationsQuery, modelQuery } from "../../api/queries.ts";
import type { Model, Reading } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import { Disclosure } from "../disclosure.tsx";
import styles from "./heatmap.module.css";

/** How the explanations come about, how coarse they are, and what they can't tell. */
export function WhySection({ reading }: { readonly reading: Reading }) {
  const { text } = useTranslator();
  const heading = useId();
  const { data: explanations } = useQuery(explanationsQuery(reading.image, reading.id));
  const { data: model } = useQuery(modelQuery);
  return (
    <section aria-labelledby={heading} className={styles.why}>
      <h2 id={heading}>{text("study.why")}</h2>
      <Disclosure summary={text("study.why.summary")}>
        <ul className={styles.methods}>
          {explanations?.methods.map(({ method, name, description }) => (
            <li key={method}>
              <strong>{name}</strong>:{" "}
              {method === "gradcam" ? (
                text("study.why.gradcam")
              ) : (
                <span lang="en" dir="ltr">
                  {description}
                </span>
              )}
            </li>
          ))}
        </ul>
        {model !== undefined && <Coarseness reading={reading} model={model} />}
        <p>{text("study.why.cannot")}</p>
        <p>{text("study.why.colours")}</p>
      </Disclosure>
    </section>
  );
}

function Coarseness({ reading, model }: { readonly reading: Reading; readonly model: Model }) {
  const { text } = useTranslator();
  if (model.sha256 !== reading.model.sha256) return null;
  const { rows, columns } = model.heatmaps;
  const values = {
    columns,
    rows,
    width: Math.round(reading.radiograph.columns / columns),
    height: Math.round(reading.radiograph.rows / rows),
  };
  return <p>{text("study.why.coarse", values)}</p>;
}
