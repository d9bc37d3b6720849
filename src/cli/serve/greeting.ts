import { RESEARCH_NOTICE } from "../../research-notice.ts";

/** What whoever starts the server on a terminal wants to know. */
export interface Greeting {
  readonly address: string;
  readonly dataFolder: string;
  /** Null where the log is on the terminal itself. */
  readonly logFile: string | null;
  /** How many samples were sent just now. */
  readonly samples: number;
  readonly opens: boolean;
}

/** Tells where the reading room is, where its data are, and how it ends. */
export function greeting({ address, dataFolder, logFile, samples, opens }: Greeting): string {
  const rows = [
    ["Data", dataFolder],
    ...(logFile === null ? [] : [["Log", logFile]]),
    ["Stop", "Ctrl-C"],
  ];
  const sent =
    samples === 0
      ? ""
      : `\n${samples} synthetic sample radiographs are being read to begin with.\n`;
  return `
Thorascope's reading room: ${address}
${opens ? "It opens in the browser." : "Open it in a browser."}
${sent}
${rows.map(([name = "", value = ""]) => `  ${name.padEnd(6)}${value}`).join("\n")}

${RESEARCH_NOTICE}
`;
}
