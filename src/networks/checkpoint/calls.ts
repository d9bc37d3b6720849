import { rebuildTensor } from "./rebuild-tensor.ts";
import { damaged, unsafe } from "./refusal.ts";
import { isKind, newDict, type Pickled, type PickledGlobal, pathOf } from "./values.ts";

type Meaning = (args: readonly Pickled[], callee: PickledGlobal) => Pickled;

/**
 * What the calls that a checkpoint may ask for mean here. Whatever is not in this list is refused.
 */
const CALLS: ReadonlyMap<string, Meaning> = new Map([
  ...entries(dict, [
    "collections.OrderedDict",
    "collections.defaultdict",
    "builtins.dict",
    "__builtin__.dict",
  ]),
  ...entries(list, [
    "builtins.list",
    "builtins.tuple",
    "builtins.set",
    "builtins.frozenset",
    "__builtin__.list",
    "__builtin__.tuple",
    "__builtin__.set",
    "__builtin__.frozenset",
    "torch.Size",
  ]),
  ...entries(rebuildTensor, ["torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2"]),
  // A trainable tensor is a tensor.
  ...entries(first, [
    "torch._utils._rebuild_parameter",
    "torch._utils._rebuild_parameter_with_state",
    "torch.nn.parameter.Parameter",
    "torch.autograd.variable.Variable",
  ]),
  ...entries(rebuildFromType, ["torch._tensor._rebuild_from_type_v2"]),
  ...entries(reconstruct, ["copyreg._reconstructor", "copy_reg._reconstructor"]),
  // Settings and scores that lie beside the weights: kept as records and never used.
  ...entries(record, [
    "_codecs.encode",
    "datetime.datetime",
    "functools.partial",
    "numpy._core.multiarray._reconstruct",
    "numpy._core.multiarray.scalar",
    "numpy.core.multiarray._reconstruct",
    "numpy.core.multiarray.scalar",
    "numpy.dtype",
    "pathlib.PosixPath",
    "pathlib.PurePosixPath",
    "pathlib.WindowsPath",
    "torch.device",
  ]),
]);

/**
 * Modules that no weights speak of. Their names alone would be as harmless here as any other, but who
 * writes them into a checkpoint wants something else than to share weights.
 */
const HOSTILE_MODULES = new Set([
  ..."builtins __builtin__ code codeop commands ctypes importlib marshal nt os pickle _pickle".split(
    " ",
  ),
  ..."platform posix pty pydoc runpy shutil signal socket subprocess sys timeit webbrowser".split(
    " ",
  ),
]);

/** Names of Python's builtins that are classes of data. */
const HARMLESS_BUILTINS = new Set(
  "bool bytearray bytes complex dict float frozenset int list long object set slice str tuple unicode".split(
    " ",
  ),
);

/** Throws `WEIGHTS_UNSAFE` for the name of something that weights have no use for. */
export function refuseName(module: string, name: string): void {
  const [root = ""] = module.split(".");
  const builtin = root === "builtins" || root === "__builtin__";
  if (!HOSTILE_MODULES.has(root) || (builtin && HARMLESS_BUILTINS.has(name))) return;
  throw unsafe(`names ${module}.${name}, which weights have no use for`, { module, name });
}

/** Carries out a call that is in the list; throws `WEIGHTS_UNSAFE` for any other. */
export function call(callee: PickledGlobal, args: readonly Pickled[]): Pickled {
  const meaning = CALLS.get(pathOf(callee));
  if (meaning !== undefined) return meaning(args, callee);
  throw unsafe(`asks to call ${pathOf(callee)}`, { module: callee.module, name: callee.name });
}

function entries(meaning: Meaning, paths: readonly string[]): [string, Meaning][] {
  return paths.map((path) => [path, meaning]);
}

/** A dict of what stands in lists of two, if anything does. */
function dict([pairs]: readonly Pickled[]): Pickled {
  const made = newDict();
  for (const pair of Array.isArray(pairs) ? pairs : []) {
    if (!Array.isArray(pair) || pair.length !== 2)
      throw damaged("a dict of it is made of no pairs");
    made.entries.set(pair[0] ?? null, pair[1] ?? null);
  }
  return made;
}

function list([items = []]: readonly Pickled[]): Pickled {
  if (Array.isArray(items)) return items;
  throw damaged("a list of it is made of no items");
}

function first([value = null]: readonly Pickled[]): Pickled {
  return value;
}

/** `function(*arguments)` for a tensor of some class. */
function rebuildFromType([callee, , args]: readonly Pickled[]): Pickled {
  if (isKind(callee, "global") && Array.isArray(args)) return call(callee, args);
  throw damaged("a tensor of it has no maker");
}

/** An object of the class that comes first. */
function reconstruct([named]: readonly Pickled[]): Pickled {
  if (isKind(named, "global")) return record([], named);
  throw damaged("an object of it has no class");
}

function record(args: readonly Pickled[], callee: PickledGlobal): Pickled {
  return { kind: "object", class: callee, arguments: args, state: null, entries: new Map() };
}
