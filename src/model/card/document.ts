import type { Interval, NetBenefit, Share } from "../../evaluation/index.ts";

/** A card before it is Markdown or a page: texts are plain, whoever renders them escapes them. */
export interface CardDocument {
  readonly title: string;
  /** Which model of that name. */
  readonly subtitle: string;
  /** What it is not, before anything else. */
  readonly notice: string;
  readonly sections: readonly CardSection[];
}

export interface CardSection {
  readonly title: string;
  readonly blocks: readonly CardBlock[];
}

/** What a section is made of. Pictures show what tables say too: Markdown leaves them out. */
export type CardBlock =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  /** Explains a table or picture: smaller where that is possible. */
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "facts"; readonly facts: readonly (readonly [name: string, value: string])[] }
  | CardTable
  | { readonly kind: "pictures"; readonly pictures: readonly CardPicture[] };

/** Every row has as many cells as the header; the first cell names the row. */
export interface CardTable {
  readonly kind: "table";
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Whether cells hold sentences, which wrap. */
  readonly prose?: boolean;
}

/** What is drawn, not how. */
export type CardPicture =
  | {
      readonly kind: "intervals";
      readonly title: string;
      /** What stands along the axis. */
      readonly across: string;
      readonly domain: readonly [number, number];
      /** Where guessing lies, if anywhere. */
      readonly chance: number | null;
      readonly bars: readonly CardBar[];
    }
  | {
      readonly kind: "reliability";
      readonly title: string;
      readonly bins: readonly CardBin[];
    }
  | {
      /** Net benefit of acting on the model, and on all, at threshold probabilities. */
      readonly kind: "decisions";
      readonly title: string;
      readonly curve: readonly NetBenefit[];
    };

export interface CardBar extends Interval {
  readonly name: string;
  readonly value: number;
}

/** Radiographs of similar probability: what was said of them, and what share had the finding. */
export interface CardBin {
  readonly meanProbability: number;
  readonly observed: Share;
}

export function heading(text: string): CardBlock {
  return { kind: "heading", text };
}

export function paragraph(text: string): CardBlock {
  return { kind: "paragraph", text };
}

export function note(text: string): CardBlock {
  return { kind: "note", text };
}

export function list(items: readonly string[]): CardBlock {
  return { kind: "list", items };
}

export function facts(facts: readonly (readonly [string, string])[]): CardBlock {
  return { kind: "facts", facts };
}

export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  prose = false,
): CardTable {
  return { kind: "table", header, rows, prose };
}
