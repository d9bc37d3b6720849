/** A notebook as nbformat 4 stores it: what is needed here of it. */
export interface Notebook {
  readonly cells: readonly Cell[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly nbformat: number;
  readonly nbformat_minor: number;
}

export interface Cell {
  readonly cell_type: "code" | "markdown" | "raw";
  readonly id?: string;
  readonly metadata: CellMetadata;
  readonly source: string | readonly string[];
  readonly outputs?: readonly Output[];
  readonly execution_count?: number | null;
}

interface CellMetadata extends Readonly<Record<string, unknown>> {
  readonly tags?: readonly string[];
}

/** What a cell put out: text, a picture, a value, an error. */
export interface Output {
  readonly output_type: "stream" | "display_data" | "execute_result" | "error";
  /** Of a stream: stdout or stderr. */
  readonly name?: string;
  readonly text?: string | readonly string[];
  readonly data?: Readonly<Record<string, string | readonly string[]>>;
  readonly ename?: string;
  readonly evalue?: string;
  readonly traceback?: readonly string[];
}

/** Text that nbformat may store line by line. */
export function textOf(text: string | readonly string[] | undefined): string {
  return typeof text === "string" ? text : (text ?? []).join("");
}

/** A notebook without what differs from one run to the next: times, and versions of the kernel. */
export function withoutTraces(notebook: Notebook): Notebook {
  return {
    ...notebook,
    metadata: {
      kernelspec: { display_name: "Deno", language: "typescript", name: "deno" },
      language_info: { file_extension: ".ts", mimetype: "text/x.typescript", name: "typescript" },
    },
    cells: notebook.cells.map((cell) => {
      const { tags } = cell.metadata;
      return { ...cell, metadata: tags === undefined ? {} : { tags } };
    }),
  };
}
