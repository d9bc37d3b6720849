import * as Plot from "@observablehq/plot";
import type { DatasetStatistics } from "../../dataset/index.ts";
import { displayName } from "../../findings/index.ts";
import type { Picture } from "../../page/picture.ts";
import { plotSvg } from "../../page/plot-svg.ts";

const WIDTH = 520;
const COLOUR = "#3b7ea1";
/** Radiographs per patient from here on stand in one bar. */
const MANY = 15;

/** Prevalence, findings together, ages, and radiographs per patient; without those that nothing is known of. */
export function statisticsPictures(statistics: DatasetStatistics): Picture[] {
  return [
    prevalencePicture(statistics),
    togetherPicture(statistics),
    ...(statistics.ages.known > 0 ? [agesPicture(statistics)] : []),
    perPatientPicture(statistics),
  ];
}

function prevalencePicture({ findings }: DatasetStatistics): Picture {
  const title = "Share of radiographs with each finding";
  const bars = findings
    .flatMap(({ finding, prevalence }) =>
      prevalence === null ? [] : [{ name: displayName(finding), percent: 100 * prevalence }],
    )
    .sort((one, other) => other.percent - one.percent);
  const options: Plot.PlotOptions = {
    width: WIDTH,
    height: 70 + 24 * bars.length,
    marginBottom: 45,
    marginLeft: 130,
    marginRight: 50,
    x: { label: "percent of the radiographs whose label is known", labelArrow: "none", grid: true },
    y: { label: null, domain: bars.map(({ name }) => name) },
    marks: [
      Plot.barX(bars, { x: "percent", y: "name", fill: COLOUR }),
      Plot.text(bars, {
        x: "percent",
        y: "name",
        text: ({ percent }: { percent: number }) => `${percent.toFixed(percent < 1 ? 2 : 1)} %`,
        textAnchor: "start",
        dx: 4,
      }),
    ],
  };
  return { name: "prevalence", title, svg: plotSvg(title, options) };
}

/** Of those with the finding of the row, how many have that of the column. */
function togetherPicture({ findings, together }: DatasetStatistics): Picture {
  const title = "Of radiographs with the row's finding, percent that have the column's too";
  const names = findings.map(({ finding }) => displayName(finding));
  const cells = names.flatMap((row, one) =>
    names.flatMap((column, other) => {
      const present = together[one]?.[one] ?? 0;
      if (one === other || present === 0) return [];
      return [{ row, column, percent: (100 * (together[one]?.[other] ?? 0)) / present }];
    }),
  );
  const options: Plot.PlotOptions = {
    width: WIDTH + 60,
    height: 480,
    marginLeft: 130,
    marginTop: 110,
    marginRight: 40,
    marginBottom: 10,
    x: { label: null, domain: names, axis: "top", tickRotate: -50, tickSize: 0 },
    y: { label: null, domain: names, tickSize: 0 },
    color: { type: "linear", domain: [0, 60], clamp: true, range: ["#f2efe8", "#1f5673"] },
    marks: [
      Plot.cell(cells, { x: "column", y: "row", fill: "percent", inset: 0.5 }),
      Plot.text(cells, {
        x: "column",
        y: "row",
        text: ({ percent }: { percent: number }) => percent.toFixed(0),
        fill: ({ percent }: { percent: number }) => (percent > 30 ? "white" : "#222"),
      }),
    ],
  };
  return { name: "together", title, svg: plotSvg(title, options) };
}

function agesPicture({ ages: { decades } }: DatasetStatistics): Picture {
  const title = "Radiographs by age";
  const bars = decades.map(({ from, radiographs }) => ({
    name: `${from}s`,
    radiographs,
  }));
  return { name: "ages", title, svg: columns(title, bars, "years of age") };
}

function perPatientPicture({ radiographsPerPatient: { counts } }: DatasetStatistics): Picture {
  const title = "Patients by number of radiographs";
  const most = counts.at(-1)?.radiographs ?? 0;
  const bars = Array.from({ length: Math.min(most, MANY) }, (_, index) => {
    const number = index + 1;
    const isLast = number === MANY && most > MANY;
    const among = counts.filter(({ radiographs }) =>
      isLast ? radiographs >= number : radiographs === number,
    );
    const patients = among.reduce((sum, count) => sum + count.patients, 0);
    return { name: `${number}${isLast ? "+" : ""}`, radiographs: patients };
  });
  return { name: "per-patient", title, svg: columns(title, bars, "radiographs") };
}

function columns(
  title: string,
  bars: readonly { readonly name: string; readonly radiographs: number }[],
  across: string,
): string {
  return plotSvg(title, {
    width: WIDTH,
    height: 260,
    marginLeft: 60,
    marginBottom: 45,
    x: {
      label: across,
      labelAnchor: "center",
      labelArrow: "none",
      domain: bars.map(({ name }) => name),
    },
    y: { label: null, grid: true },
    marks: [Plot.barY([...bars], { x: "name", y: "radiographs", fill: COLOUR }), Plot.ruleY([0])],
  });
}
