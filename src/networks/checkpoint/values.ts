import type { NumberFormat } from "../number-format.ts";

/** What a pickle says, as plain records. None of them can do anything. */
export type Pickled =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickledList
  | PickledDict
  | PickledGlobal
  | PickledObject
  | PickledStorage
  | PickledTensor;

/** Python's list, tuple or set. Later opcodes may fill it. */
export type PickledList = Pickled[];

/** Python's dict or OrderedDict. */
export interface PickledDict {
  readonly kind: "dict";
  readonly entries: Map<Pickled, Pickled>;
}

/** The name of a class or function, e.g. `torch.nn.modules.conv.Conv2d`. It is never looked up. */
export interface PickledGlobal {
  readonly kind: "global";
  readonly module: string;
  readonly name: string;
}

/** An object of some class: its attributes, not its behaviour. */
export interface PickledObject {
  readonly kind: "object";
  readonly class: PickledGlobal;
  /** What the class was made from. */
  readonly arguments: readonly Pickled[];
  /** Its attributes, once the pickle has given them. */
  state: Pickled;
  /** Where its class is a kind of dict. */
  readonly entries: Map<Pickled, Pickled>;
}

/** Numbers in a row that tensors look into. */
export interface PickledStorage {
  readonly kind: "storage";
  readonly key: string;
  readonly format: NumberFormat;
  readonly count: number;
  /** Where it is a part of another storage: the number it starts at. */
  readonly start: number;
}

/** A view of a storage. */
export interface PickledTensor {
  readonly kind: "tensor";
  readonly storage: PickledStorage;
  readonly offset: number;
  readonly shape: readonly number[];
  /** How many numbers further the next element along each axis is. */
  readonly strides: readonly number[];
}

type Record = Exclude<
  Pickled,
  null | boolean | number | bigint | string | Uint8Array | PickledList
>;

/** Tells whether something is a record of a kind. */
export function isKind<Kind extends Record["kind"]>(
  value: Pickled | undefined,
  kind: Kind,
): value is Extract<Record, { kind: Kind }> {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === kind;
}

/** Tells whether something is a list of whole numbers from 0. */
export function isCounts(value: Pickled | undefined): value is number[] {
  return Array.isArray(value) && value.every(isCount);
}

/** Tells whether something is a whole number from 0. */
export function isCount(value: Pickled | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** An empty dict. */
export function newDict(): PickledDict {
  return { kind: "dict", entries: new Map() };
}

/** The full name of a class or function. */
export function pathOf({ module, name }: PickledGlobal): string {
  return `${module}.${name}`;
}
