/** Stands wherever a result is seen. */
export const RESEARCH_NOTICE = "Research software, not a medical device. Not a diagnosis.";
