import type { ByteReader } from "./byte-reader.ts";
import { type PersistentLoad, PickleMachine } from "./pickle-machine.ts";
import { unsupported } from "./refusal.ts";
import { newDict, type Pickled } from "./values.ts";

/** Longer whole numbers than PyTorch's magic number are no part of a checkpoint. */
const LONGEST_INTEGER = 64;

/**
 * Reads one pickle and leaves the reader behind it. Nothing is executed: a class or function is only a
 * name, objects are records of their attributes, and of all calls that a pickle may ask for only those in
 * `calls.ts` have a meaning. Others throw `WEIGHTS_UNSAFE`.
 *
 * The opcodes are those of Python's binary protocols 2 to 5 (Lib/pickletools.py documents them), less
 * those that checkpoints have no use for.
 */
export function unpickle(reader: ByteReader, persistentLoad: PersistentLoad): Pickled {
  const machine = new PickleMachine(persistentLoad);
  for (;;) {
    const code = String.fromCharCode(reader.uint8());
    if (code === ".") return machine.result();
    const operation = OPERATIONS[code];
    if (operation === undefined) {
      throw unsupported(
        `uses pickle's opcode ${code.charCodeAt(0)}, which weights have no use for`,
        { opcode: code.charCodeAt(0) },
      );
    }
    machine.spend(1);
    operation(machine, reader);
  }
}

type Operation = (machine: PickleMachine, reader: ByteReader) => void;

/** Opcodes by the character that pickletools gives them. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  // Protocol and frames say nothing about the content.
  "\x80": (_, reader) => void reader.uint8(),
  "\x95": (_, reader) => void reader.uint64(),

  N: (machine) => machine.push(null),
  "\x88": (machine) => machine.push(true),
  "\x89": (machine) => machine.push(false),
  K: (machine, reader) => machine.push(reader.uint8()),
  M: (machine, reader) => machine.push(reader.uint16()),
  J: (machine, reader) => machine.push(reader.int32()),
  "\x8a": (machine, reader) => machine.push(integer(reader.take(reader.uint8()))),
  "\x8b": (machine, reader) => machine.push(integer(reader.take(reader.uint32()))),
  G: (machine, reader) => machine.push(reader.float64BigEndian()),

  X: (machine, reader) => machine.push(reader.text(reader.uint32())),
  "\x8c": (machine, reader) => machine.push(reader.text(reader.uint8())),
  "\x8d": (machine, reader) => machine.push(reader.text(reader.uint64())),
  // Python 2 wrote its text as these.
  T: (machine, reader) => machine.push(reader.text(reader.uint32())),
  U: (machine, reader) => machine.push(reader.text(reader.uint8())),
  B: (machine, reader) => machine.push(reader.take(reader.uint32())),
  C: (machine, reader) => machine.push(reader.take(reader.uint8())),
  "\x8e": (machine, reader) => machine.push(reader.take(reader.uint64())),
  "\x96": (machine, reader) => machine.push(reader.take(reader.uint64())),

  "]": (machine) => machine.push([]),
  ")": (machine) => machine.push([]),
  "\x8f": (machine) => machine.push([]),
  "}": (machine) => machine.push(newDict()),
  "(": (machine) => machine.mark(),
  l: (machine) => machine.push(machine.popToMark()),
  t: (machine) => machine.push(machine.popToMark()),
  "\x91": (machine) => machine.push(machine.popToMark()),
  d: (machine) => {
    const items = machine.popToMark();
    machine.push(newDict());
    machine.setItems(items);
  },
  "\x85": (machine) => machine.push(machine.takeLast(1)),
  "\x86": (machine) => machine.push(machine.takeLast(2)),
  "\x87": (machine) => machine.push(machine.takeLast(3)),
  a: (machine) => machine.append(machine.takeLast(1)),
  e: (machine) => machine.append(machine.popToMark()),
  "\x90": (machine) => machine.append(machine.popToMark()),
  s: (machine) => machine.setItems(machine.takeLast(2)),
  u: (machine) => machine.setItems(machine.popToMark()),
  "0": (machine) => void machine.pop(),
  "1": (machine) => void machine.popToMark(),
  "2": (machine) => machine.push(machine.top()),

  q: (machine, reader) => machine.memoize(reader.uint8()),
  r: (machine, reader) => machine.memoize(reader.uint32()),
  "\x94": (machine) => machine.memoize(),
  h: (machine, reader) => machine.recall(reader.uint8()),
  j: (machine, reader) => machine.recall(reader.uint32()),

  c: (machine, reader) => machine.global(reader.line(), reader.line()),
  "\x93": (machine) => {
    const [module = null, name = null] = machine.takeLast(2);
    machine.global(module, name);
  },
  Q: (machine) => machine.persistent(),
  R: (machine) => machine.reduce(),
  "\x81": (machine) => machine.newObject(false),
  "\x92": (machine) => machine.newObject(true),
  b: (machine) => machine.build(),
};

/** A whole number in two's complement, little endian. */
function integer(bytes: Uint8Array): number | bigint {
  if (bytes.length > LONGEST_INTEGER) throw unsupported("holds a whole number beyond all use");
  const bits = BigInt(8 * bytes.length);
  const unsigned = bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
  const value = BigInt.asIntN(Number(bits), unsigned);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
