/** What a part of the package may take: files, and bytes once unpacked. */
export interface Budget {
  readonly files: number;
  readonly bytes: number;
}

/** One file of a package, as `npm pack --json` lists it. */
export interface PackedFile {
  readonly path: string;
  readonly size: number;
}

/**
 * What each part of the published package may take: what it took on 30 November 2026 (`npm pack --dry-run`) and
 * room for about a fifth more. Whoever needs more raises the line here, and says in the commit what for.
 */
export const BUDGETS: Readonly<Record<string, Budget>> = {
  "dist (code)": { files: 2_300, bytes: 7_500_000 },
  "dist/web": { files: 60, bytes: 7_800_000 },
  models: { files: 14, bytes: 16_500_000 },
  samples: { files: 10, bytes: 4_200_000 },
  recipes: { files: 20, bytes: 60_000 },
  docs: { files: 90, bytes: 700_000 },
  "(top)": { files: 8, bytes: 80_000 },
};

/** The tarball as a whole, packed: what is downloaded. */
export const PACKED_BYTES = 24_500_000;

/** Which budget a file of the package counts for; null for one that belongs to none. */
export function partOf(path: string): string | null {
  if (!path.includes("/")) return "(top)";
  if (path.startsWith("dist/web/")) return "dist/web";
  const [top = ""] = path.split("/");
  const part = top === "dist" ? "dist (code)" : top;
  return part in BUDGETS ? part : null;
}

/** In words, which parts take more than they may, each with its largest files; empty if none does. */
export function overBudget(files: readonly PackedFile[]): string[] {
  return Object.entries(BUDGETS).flatMap(([part, budget]) => {
    const own = files.filter(({ path }) => partOf(path) === part);
    const bytes = own.reduce((sum, { size }) => sum + size, 0);
    if (own.length <= budget.files && bytes <= budget.bytes) return [];
    const largest = [...own].sort((a, b) => b.size - a.size).slice(0, 8);
    const named = largest.map(({ path, size }) => `${path} (${size})`).join(", ");
    return [
      `${part}: ${own.length} files of ${budget.files}, ${bytes} bytes of ${budget.bytes}. The largest: ${named}`,
    ];
  });
}
