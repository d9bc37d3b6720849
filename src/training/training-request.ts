/** Where a run finds and puts its files. */
export interface TrainingPaths {
  readonly recipe: string;
  /** Folder of the radiographs; not needed where the recipe generates them. */
  readonly images?: string | undefined;
  /** The label table; looked for in the image folder and its parent if left out. */
  readonly labels?: string | undefined;
  /** Initial weights, instead of the recipe's. */
  readonly weights?: string | undefined;
  readonly out: string;
}

/** What a run tells whoever started it, while it goes on. */
export interface TrainingProgress {
  /** A sentence about what was found or decided. */
  readonly onNote?: (note: string) => void;
  /** How far the present stage is. */
  readonly onStep?: (stage: string, done: number, total: number, detail?: string) => void;
  /** What a step of the optimizer gave, for curves that follow a network's fit. */
  readonly onLearned?: (step: LearnedStep) => void;
}

/** One step of the optimizer. */
export interface LearnedStep {
  /** The fit, e.g. "fold 1 of 5". */
  readonly stage: string;
  /** Passes over the radiographs so far, e.g. 1.5 in the middle of the second. */
  readonly epochs: number;
  /** Mean loss of the last batch. */
  readonly loss: number;
  readonly rate: number;
}

/** How a run is carried out; none of it changes what comes out, on one machine with as many threads. */
export interface TrainingOptions extends TrainingProgress {
  /** Threads of the runtime; its own choice if left out. */
  readonly threads?: number | undefined;
  readonly provider?: "cpu" | "cuda" | "webgpu" | undefined;
  /** Threads that prepare batches. */
  readonly loaders?: number | undefined;
  /** Seconds between checkpoints. */
  readonly checkpointSeconds?: number | undefined;
  /** Asks the run to keep its state and stop. */
  readonly signal?: AbortSignal | undefined;
}
