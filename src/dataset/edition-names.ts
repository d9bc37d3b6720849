/** Data sets that go round under other names than their tables give, by the pattern of those names. */
const EDITIONS: readonly (readonly [
  pattern: RegExp,
  others: (match: RegExpExecArray) => readonly string[],
])[] = [
  // JSRT: raw files, of which most people have conversions.
  [
    /^(JPC[LN]N\d{3})\.\w+$/i,
    ([, stem]) =>
      ["IMG", "img", "png", "dcm", "tif", "tiff", "jpg", "jpeg"].map((end) => `${stem}.${end}`),
  ],
  // Open-i: Kaggle's tables, against the archives of the National Library of Medicine (CXR1_1_IM-0001-4001.png,
  // but CXR2_IM-0652-1001.png).
  [
    /^(\d+)(_IM-\d+(?:-\d+)*)\.dcm\.png$/,
    ([, study, rest]) => [
      `CXR${study}${rest}.png`,
      `CXR${study}_${study}${rest}.png`,
      `${study}${rest}.dcm`,
    ],
  ],
];

/** What the image of a name in a label table is called in other editions of its data set; mostly nothing else. */
export function otherEditionNames(fileName: string): readonly string[] {
  for (const [pattern, others] of EDITIONS) {
    const match = pattern.exec(fileName);
    if (match !== null) return others(match).filter((name) => name !== fileName);
  }
  return [];
}
