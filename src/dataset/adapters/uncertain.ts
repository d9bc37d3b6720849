import type { UncertainPolicy } from "../labelled-dataset.ts";

/** What uncertain labels become unless something else is asked for: nothing is claimed that wasn't said. */
export const DEFAULT_POLICY: UncertainPolicy = "ignore";

/**
 * The interval that soft labels are drawn from: "U-Ones+LSR", the better of the two of Pham et al.,
 * "Interpreting chest X-rays via CNNs that exploit hierarchical disease dependencies and uncertainty labels",
 * Neurocomputing 437, 2021 (arXiv:1911.06475), section 3.3.
 */
const SOFT = { low: 0.55, high: 0.85 };

/**
 * What a label that a text miner was not sure of becomes. "soft" draws from the interval uniformly, but always
 * the same for the same `place`, e.g. the file's name and the label, whatever the order of the rows.
 */
export function resolveUncertain(policy: UncertainPolicy, place: string): number {
  switch (policy) {
    case "ones":
      return 1;
    case "zeros":
      return 0;
    case "ignore":
      return Number.NaN;
    case "soft":
      return SOFT.low + (SOFT.high - SOFT.low) * fractionOf(place);
  }
}

/** A number from 0 up to 1 that looks random: FNV-1a, then the finalizer of MurmurHash3. */
function fractionOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
