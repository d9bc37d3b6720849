import {
  IconCircle,
  IconCircleDashed,
  IconCircleFilled,
  IconCircleHalf,
} from "@tabler/icons-react";
import type { Verdict } from "./verdict.ts";

/** A verdict as a shape; the word stands beside it. */
export function VerdictIcon({ verdict }: { readonly verdict: Verdict }) {
  const Icon = ICONS[verdict];
  return <Icon size={14} aria-hidden="true" />;
}

const ICONS = {
  positive: IconCircleFilled,
  borderlineAbove: IconCircleHalf,
  borderlineBelow: IconCircleHalf,
  negative: IconCircle,
  notJudged: IconCircleDashed,
  notRead: IconCircleDashed,
} as const;
