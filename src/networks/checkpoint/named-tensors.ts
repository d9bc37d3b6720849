import { WeightsError } from "../errors.ts";
import { unsupported } from "./refusal.ts";
import { isKind, type Pickled, type PickledTensor } from "./values.ts";

/** Where training scripts keep the weights beside their own state, the first found first. */
const WRAPPERS = ["state_dict", "model_state_dict", "state_dict_ema", "model", "net", "network"];

/** Deeper than modules nest, or wrappers wrap. */
const DEEPEST = 32;
/** Ten times what DenseNet-121 has. */
const MOST_MODULES = 5000;

/**
 * The tensors of a checkpoint by their names, as `model.state_dict()` has them: of a state dict, a whole
 * module, or either of them under one of the keys that training scripts use.
 */
export function namedTensors(root: Pickled, depth = 0): Map<string, PickledTensor> {
  if (isKind(root, "object") && moduleOf(root) !== null) return moduleTensors(root);
  const entries: ReadonlyMap<Pickled, Pickled> =
    isKind(root, "dict") || isKind(root, "object") ? root.entries : new Map();
  const wrapped = WRAPPERS.map((name) => entries.get(name)).find(
    (value) => isKind(value, "dict") || isKind(value, "object"),
  );
  if (wrapped !== undefined && depth < DEEPEST) return namedTensors(wrapped, depth + 1);
  const tensors = new Map<string, PickledTensor>();
  for (const [name, value] of entries) {
    if (typeof name === "string" && isKind(value, "tensor")) tensors.set(name, value);
  }
  if (tensors.size > 0) return tensors;
  const keys = [...entries.keys()].filter((key) => typeof key === "string").slice(0, 8);
  throw new WeightsError(
    "WEIGHTS_INVALID",
    `The checkpoint holds no weights where PyTorch's users keep them (${WRAPPERS.join(", ")}); it holds ${keys.length === 0 ? "nothing with a name" : keys.join(", ")}. Save the weights alone: torch.save(model.state_dict(), "weights.pt").`,
    { keys },
  );
}

interface Module {
  readonly parameters: ReadonlyMap<Pickled, Pickled>;
  readonly buffers: ReadonlyMap<Pickled, Pickled>;
  readonly modules: ReadonlyMap<Pickled, Pickled>;
  readonly notSaved: ReadonlySet<Pickled>;
}

/** The parts of an object that is a `torch.nn.Module`; null for any other. */
function moduleOf(value: Pickled): Module | null {
  if (!isKind(value, "object") || !isKind(value.state, "dict")) return null;
  const { entries } = value.state;
  const dict = (name: string) => {
    const found = entries.get(name);
    return isKind(found, "dict") ? found.entries : null;
  };
  const [parameters, buffers, modules] = [dict("_parameters"), dict("_buffers"), dict("_modules")];
  if (!parameters || !buffers || !modules) return null;
  const names = entries.get("_non_persistent_buffers_set");
  return { parameters, buffers, modules, notSaved: new Set(Array.isArray(names) ? names : []) };
}

/** The tensors of a module and, after a point, of those in it. One in two places has two names. */
function moduleTensors(root: Pickled): Map<string, PickledTensor> {
  const tensors = new Map<string, PickledTensor>();
  let visits = 0;
  const visit = (value: Pickled, prefix: string, depth: number) => {
    const module = moduleOf(value);
    if (module === null) return;
    visits++;
    if (depth > DEEPEST || visits > MOST_MODULES) {
      throw unsupported("holds modules within modules without end");
    }
    for (const [name, tensor] of [...module.parameters, ...module.buffers]) {
      if (typeof name === "string" && isKind(tensor, "tensor") && !module.notSaved.has(name))
        tensors.set(`${prefix}${name}`, tensor);
    }
    for (const [name, child] of module.modules) {
      if (typeof name === "string") visit(child, `${prefix}${name}.`, depth + 1);
    }
  };
  visit(root, "", 0);
  return tensors;
}
