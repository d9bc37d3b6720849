import { IconSquare, IconSquareFilled, IconSquareHalf } from "@tabler/icons-react";
import type { FindingReading } from "../api/types.ts";
import { useTranslator } from "../language/language-context.tsx";
import classes from "./leading-findings.module.css";

/** What a finding that stands out is: positive, or near its operating point, on either side. */
const VERDICTS = {
  clear: { Shape: IconSquareFilled, word: "verdict.positive" },
  above: { Shape: IconSquareHalf, word: "worklist.borderlineAbove" },
  below: { Shape: IconSquare, word: "worklist.borderlineBelow" },
} as const;

/** The findings that stand out, each with its probability and what that means in a word. */
export function LeadingFindings({ findings }: { readonly findings: readonly FindingReading[] }) {
  const { text, finding: nameOf, probability: percent } = useTranslator();
  if (findings.length === 0) return <span className={classes.none}>{text("worklist.none")}</span>;
  return (
    <ul className={classes.list}>
      {findings.map(({ finding, probability, positive, borderline }) => {
        const { Shape, word } = VERDICTS[borderline ? (positive ? "above" : "below") : "clear"];
        return (
          <li key={finding} className={classes.finding}>
            <Shape aria-hidden size={10} className={classes.shape} />
            <span className={classes.name}>{nameOf(finding)}</span> {percent(probability)}{" "}
            <span className={classes.verdict}>{text(word)}</span>
          </li>
        );
      })}
    </ul>
  );
}
