import { call, refuseName } from "./calls.ts";
import { damaged, unsafe, unsupported } from "./refusal.ts";
import { isKind, type Pickled, type PickledGlobal } from "./values.ts";

/** Resolves what a pickle names by an identity of its own: PyTorch's storages. */
export type PersistentLoad = (id: Pickled) => Pickled;

/** More than any checkpoint of these networks has by a factor of ten; bounds the memory. */
const MOST_OPERATIONS = 1_000_000;

/** The stack, marks and memo that the opcodes of a pickle work on. */
export class PickleMachine {
  readonly #persistentLoad: PersistentLoad;
  /** What is being put together; a mark begins a new one on top. */
  #stack: Pickled[] = [];
  readonly #outer: Pickled[][] = [];
  readonly #memo = new Map<number, Pickled>();
  #spent = 0;

  constructor(persistentLoad: PersistentLoad) {
    this.#persistentLoad = persistentLoad;
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
    for (const argument of args) if (Array.isArray(argument)) this.spend(argument.length);
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

  /** Counts what a pickle asks for. */
  spend(work: number): void {
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
