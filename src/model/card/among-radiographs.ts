/** What happens to a number of radiographs at an operating point, in whole radiographs that add up. */
export interface AmongRadiographs {
  readonly of: number;
  readonly withIt: number;
  readonly found: number;
  readonly missed: number;
  readonly withoutIt: number;
  readonly falseAlarms: number;
  readonly calledPositive: number;
  readonly calledNegative: number;
}

/**
 * Counts expected among 1,000 radiographs, or among 10,000 where fewer than five of 1,000 have it: natural
 * frequencies, which people understand better than shares (Gigerenzer and Hoffrage, Psychological Review 102, 1995).
 */
export function amongRadiographs(
  prevalence: number,
  sensitivity: number,
  specificity: number,
): AmongRadiographs {
  const of = prevalence * 1000 < 5 ? 10_000 : 1000;
  const withIt = Math.round(of * prevalence);
  const withoutIt = of - withIt;
  const found = Math.round(withIt * sensitivity);
  const falseAlarms = Math.round(withoutIt * (1 - specificity));
  const calledPositive = found + falseAlarms;
  return {
    ...{ of, withIt, found, missed: withIt - found, withoutIt, falseAlarms, calledPositive },
    calledNegative: of - calledPositive,
  };
}
