import {
  IconAlertOctagonFilled,
  IconCircle,
  IconCircleDashed,
  IconTriangleFilled,
} from "@tabler/icons-react";
import type { StudySummary } from "../api/types.ts";
import { useTranslator } from "../language/language-context.tsx";
import classes from "./urgency-mark.module.css";

type Urgency = StudySummary["urgency"];

/** A shape for each, which says the same as its colour. */
const SHAPES = {
  critical: IconAlertOctagonFilled,
  positive: IconTriangleFilled,
  negative: IconCircle,
  unread: IconCircleDashed,
} as const;

/** How soon a study should be looked at, as a shape and a word. */
export function UrgencyMark({ urgency }: { readonly urgency: Urgency }) {
  const { text } = useTranslator();
  const Shape = SHAPES[urgency];
  return (
    <span className={classes.mark} data-urgency={urgency} title={text(`urgency.${urgency}.why`)}>
      <Shape aria-hidden size={16} />
      {text(`urgency.${urgency}`)}
    </span>
  );
}
