import type { ByteReader } from "./byte-reader.ts";
import { call, refuseName } from "./calls.ts";
import { damaged, unsafe, unsupported } from "./refusal.ts";
import { isKind, newDict, type Pickled, type PickledGlobal } from "./values.ts";

/** Resolves what a pickle names by an identity of its own: PyTorch's storages. */
export type PersistentLoad = (id: Pickled) => Pickled;

/** More than any checkpoint of these networks has by a factor of ten; bounds the memory. */
const MOST_OPERATIONS = 1_000_000;
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
  const machine = new PickleMachine(reader, persistentLoad);
  while (!machine.step());
  return machine.result();
}

class PickleMachine {
  readonly #reader: ByteReader;
  readonly #persistentLoad: PersistentLoad;
  /** What is being put together; a mark begins a new one on top. */
  #stack: Pickled[] = [];
  readonly #outer: Pickled[][] = [];
  readonly #memo = new Map<number, Pickled>();
  #spent = 0;

  constructor(reader: ByteReader, persistentLoad: PersistentLoad) {
    this.#reader = reader;
    this.#persistentLoad = persistentLoad;
  }

  /** Carries out one opcode; true at the end of the pickle. */
  step(): boolean {
    this.#spend(1);
    const code = String.fromCharCode(this.#reader.uint8());
    if (code === ".") return true;
    const operation = OPERATIONS[code];
    if (operation === undefined) {
      throw unsupported(
        `uses pickle's opcode ${code.charCodeAt(0)}, which weights have no use for`,
        { opcode: code.charCodeAt(0) },
      );
    }
    operation(this, this.#reader);
    return false;
  }

  result(): Pickled {
    if (this.#outer.length > 0 || this.#stack.length !== 1) {
      throw damaged("its description does not end in one value");
    }
    return this.pop();
  }

  push(value: Pickled): void {
    this.#stack.push(value);
  }

  pop(): Pickled {
    const value = this.#stack.pop();
    if (value === undefined) throw damaged("its description takes more than it put down");
    return value;
  }

  top(): Pickled {
    const value = this.#stack.at(-1);
    if (value === undefined) throw damaged("its description speaks of nothing");
    return value;
  }

  mark(): void {
    this.#outer.push(this.#stack);
    this.#stack = [];
  }

  /** Everything since the last mark. */
  popToMark(): Pickled[] {
    const items = this.#stack;
    const outer = this.#outer.pop();
    if (outer === undefined) throw damaged("its description ends a list that never began");
    this.#stack = outer;
    return items;
  }

  memoize(index = this.#memo.size): void {
    this.#memo.set(index, this.top());
  }

  recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw damaged("its description recalls what it never said");
    this.push(value);
  }

  global(module: Pickled, name: Pickled): void {
    if (typeof module !== "string" || typeof name !== "string") {
      throw damaged("a class of it has no name");
    }
    refuseName(module, name);
    this.push({ kind: "global", module, name });
  }

  persistent(): void {
    this.push(this.#persistentLoad(this.pop()));
  }

  /** `callee(*arguments)`. */
  reduce(): void {
    const args = this.#poppedList();
    // What a call copies is work too: one list, made again a million times, would fill any memory.
    for (const argument of args) if (Array.isArray(argument)) this.#spend(argument.length);
    this.push(call(this.#poppedGlobal("calls"), args));
  }

  /** `class.__new__(class, *arguments)`: a record, whatever the class. */
  newObject(withKeywords: boolean): void {
    if (withKeywords) this.pop();
    const args = this.#poppedList();
    const named = this.#poppedGlobal("makes an object of");
    this.push({ kind: "object", class: named, arguments: args, state: null, entries: new Map() });
  }

  /** Gives an object its attributes. Tensors and dicts keep nothing of them. */
  build(): void {
    const state = this.pop();
    const target = this.top();
    if (isKind(target, "object")) target.state = state;
  }

  append(items: readonly Pickled[]): void {
    const target = this.top();
    const list = isKind(target, "object") ? [] : target;
    if (!Array.isArray(list)) throw damaged("it appends to something that is no list");
    for (const item of items) list.push(item);
  }

  setItems(items: readonly Pickled[]): void {
    const target = this.top();
    if (!isKind(target, "dict") && !isKind(target, "object")) {
      throw damaged("it sets items of something that is no dict");
    }
    if (items.length % 2 !== 0) throw damaged("a key of it has no value");
    for (let index = 0; index < items.length; index += 2) {
      target.entries.set(items[index] ?? null, items[index + 1] ?? null);
    }
  }

  takeLast(count: number): Pickled[] {
    return Array.from({ length: count }, () => this.pop()).reverse();
  }

  #spend(work: number): void {
    this.#spent += work;
    if (this.#spent > MOST_OPERATIONS) {
      throw unsupported(`describes more than ${MOST_OPERATIONS} things`);
    }
  }

  #poppedList(): Pickled[] {
    const list = this.pop();
    if (Array.isArray(list)) return list;
    throw damaged("it calls something without a list of arguments");
  }

  #poppedGlobal(what: string): PickledGlobal {
    const named = this.pop();
    if (isKind(named, "global")) return named;
    throw unsafe(`${what} something that is no plain name`);
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
