import { Random } from "../../random.ts";

/**
 * The generator that belongs to one position of one epoch, and to nothing else: whoever draws from it, in
 * whatever order and after whatever interruption, draws the same.
 *
 * Seed, epoch and position are whole numbers from 0 to 2^32 - 1. Two 32-bit words of (seed, epoch) are each
 * mixed with the position, so that a long training has practically no two equal generators.
 */
export function generatorAt(seed: number, epoch: number, position: number): Random {
  const ofEpoch = Random.fromSeed((Random.fromSeed(seed).bits() ^ epoch) >>> 0);
  const halfOfState = () => Random.fromSeed((ofEpoch.bits() ^ position) >>> 0).state;
  const [one, two] = halfOfState();
  const [three, four] = halfOfState();
  return Random.fromState([one, two, three, four]);
}
