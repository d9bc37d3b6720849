import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import {
  IconAdjustments,
  IconAngle,
  IconArrowsMove,
  IconContrast,
  IconFlipHorizontal,
  IconHeart,
  IconRestore,
  IconRotateClockwise,
  IconRuler2,
  IconSquareDashed,
  IconSunHigh,
  IconZoom,
  IconZoomIn,
  IconZoomOut,
} from "@tabler/icons-react";
import type { ComponentType, KeyboardEvent } from "react";
import { useShortcuts } from "../keyboard/shortcuts.tsx";
import { useTranslator } from "../language/language-context.tsx";
import { WINDOW_PRESETS, type WindowPreset } from "./grey/window.ts";
import styles from "./toolbar.module.css";
import { ACTIONS, type Action, TOOLS, type Tool } from "./tools.ts";

interface ToolbarProps {
  readonly tool: Tool;
  readonly isInverted: boolean;
  readonly isMirrored: boolean;
  /** The chosen window; null where somebody changed it by hand. */
  readonly preset: WindowPreset | null;
  readonly onTool: (tool: Tool) => void;
  readonly onAction: (action: Action) => void;
  readonly onPreset: (preset: WindowPreset) => void;
}

/** Everything that can be done to an image, each with a key. */
export function Toolbar(props: ToolbarProps) {
  const { tool, isInverted, isMirrored, preset, onTool, onAction, onPreset } = props;
  const { text } = useTranslator();
  useShortcuts([
    ...TOOLS.map((one) => ({ keys: [one.key], label: one.label, run: () => onTool(one.tool) })),
    ...ACTIONS.map(({ key, label, action }) => ({
      // Plus without Shift is on the same key as = on many keyboards.
      keys: key === "+" ? ["+", "="] : [key],
      label,
      run: () => onAction(action),
    })),
  ]);
  const isPressed: Partial<Record<Action, boolean>> = { invert: isInverted, mirror: isMirrored };
  return (
    <div
      role="toolbar"
      aria-label={text("viewer.tools")}
      className={styles.toolbar}
      onKeyDown={moveFocus}
    >
      {TOOLS.map((one) => (
        <ToolButton
          key={one.tool}
          icon={TOOL_ICONS[one.tool]}
          label={text(one.label)}
          shortcut={one.key}
          isPressed={tool === one.tool}
          onClick={() => onTool(one.tool)}
        />
      ))}
      <span className={styles.gap} />
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="default"
            className={styles.button}
            title={text("viewer.preset")}
            aria-label={text("viewer.preset")}
          >
            <IconAdjustments size={20} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {WINDOW_PRESETS.map((one) => (
            <Menu.Item
              key={one}
              role="menuitemradio"
              aria-checked={preset === one}
              leftSection={<span className={styles.check}>{preset === one ? "✓" : ""}</span>}
              onClick={() => onPreset(one)}
            >
              {text(`viewer.preset.${one}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {ACTIONS.map(({ action, label, key }) => (
        <ToolButton
          key={action}
          icon={ACTION_ICONS[action]}
          label={text(label)}
          shortcut={key}
          isPressed={isPressed[action]}
          onClick={() => onAction(action)}
        />
      ))}
    </div>
  );
}

interface ToolButtonProps {
  readonly icon: ComponentType<{ size: number; "aria-hidden": "true" }>;
  readonly label: string;
  readonly shortcut: string;
  /** Undefined for what is done at once. */
  readonly isPressed: boolean | undefined;
  readonly onClick: () => void;
}

function ToolButton({ icon: Icon, label, shortcut, isPressed, onClick }: ToolButtonProps) {
  const { text } = useTranslator();
  const name = text("viewer.withKey", { label, key: shortcut });
  return (
    <Tooltip label={name} openDelay={400}>
      <ActionIcon
        variant={isPressed ? "filled" : "default"}
        className={styles.button}
        aria-label={name}
        aria-pressed={isPressed}
        onClick={onClick}
      >
        <Icon size={20} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}

/** Arrow keys go from button to button, as in toolbars elsewhere: WAI-ARIA Authoring Practices, "Toolbar". */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const towards = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (towards === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>("button")];
  const place = buttons.findIndex((button) => button.matches(":focus"));
  if (place < 0) return;
  const isRightToLeft = getComputedStyle(event.currentTarget).direction === "rtl";
  const next = (place + (isRightToLeft ? -towards : towards) + buttons.length) % buttons.length;
  buttons[next]?.focus();
  event.preventDefault();
}

const TOOL_ICONS = {
  window: IconSunHigh,
  zoom: IconZoom,
  pan: IconArrowsMove,
  length: IconRuler2,
  angle: IconAngle,
  ratio: IconHeart,
  statistics: IconSquareDashed,
} as const;

const ACTION_ICONS = {
  closer: IconZoomIn,
  farther: IconZoomOut,
  invert: IconContrast,
  turn: IconRotateClockwise,
  mirror: IconFlipHorizontal,
  reset: IconRestore,
} as const;
