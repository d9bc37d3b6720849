import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from "react";
import type { TextKey } from "../../../src/language/index.ts";
import { namesOfKey } from "./key-names.ts";

/** Something done with one key. */
export interface Shortcut {
  /** As `KeyboardEvent.key` names it, e.g. "j", "ArrowDown", "?"; with "Control+" in front for Ctrl or Cmd. */
  readonly keys: readonly string[];
  /** What it does, for the list of shortcuts. */
  readonly label: TextKey;
  readonly run: () => void;
  /** Also while somebody types in a field. */
  readonly whileTyping?: boolean;
}

/** Shortcuts of everything that is on the page now. */
class ShortcutRegistry {
  private groups: readonly (readonly Shortcut[])[] = [];
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = () => this.groups;

  add(group: readonly Shortcut[]): () => void {
    this.change([...this.groups, group]);
    return () => this.change(this.groups.filter((one) => one !== group));
  }

  private change(groups: readonly (readonly Shortcut[])[]): void {
    this.groups = groups;
    for (const listener of this.listeners) listener();
  }
}

const RegistryContext = createContext<ShortcutRegistry | null>(null);

/** Hears keys for the components within. Dialogs keep theirs: nothing runs while one is open. */
export function ShortcutProvider({ children }: { readonly children: ReactNode }) {
  const registry = useMemo(() => new ShortcutRegistry(), []);
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.isComposing) return;
      if (document.querySelector('[role="dialog"][aria-modal="true"]') !== null) return;
      if (event.key.startsWith("Arrow") && hasArrowsOfItsOwn(event.target)) return;
      if ((event.key === "Enter" || event.key === " ") && isPressed(event.target)) return;
      const names = namesOfKey(event);
      const typing = isTyping(event.target);
      const shortcut = registry
        .snapshot()
        .flat()
        .findLast(
          ({ keys, whileTyping = false }) =>
            keys.some((key) => names.includes(key)) && (!typing || whileTyping),
        );
      if (shortcut === undefined) return;
      event.preventDefault();
      shortcut.run();
    };
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, [registry]);
  return <RegistryContext.Provider value={registry}>{children}</RegistryContext.Provider>;
}

/** Adds shortcuts for as long as the component is on the page. What `run` does may change from render to render. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const registry = useRegistry();
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const shape = shortcuts.map(({ keys, label }) => `${keys.join(" ")} ${label}`).join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: registered anew only when the keys change
  useEffect(() => {
    const group = latest.current.map((shortcut, index) => ({
      ...shortcut,
      run: () => latest.current[index]?.run(),
    }));
    return registry.add(group);
  }, [registry, shape]);
}

/** All shortcuts that work now, in the order in which they were added. */
export function useAllShortcuts(): readonly Shortcut[] {
  const registry = useRegistry();
  return useSyncExternalStore(registry.subscribe, registry.snapshot).flat();
}

function useRegistry(): ShortcutRegistry {
  const registry = useContext(RegistryContext);
  if (registry === null) throw new Error("a component stands outside ShortcutProvider");
  return registry;
}

/** Among choices and on a scale, arrows choose. */
function hasArrowsOfItsOwn(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && ["radio", "range"].includes(target.type);
}

/** What Enter and Space act on by themselves. */
const PRESSED = "a[href],button,summary,[role=button],[role^=menuitem],[role=option]";

function isPressed(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(PRESSED) !== null;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement &&
      !["checkbox", "radio", "range", "button"].includes(target.type))
  );
}
