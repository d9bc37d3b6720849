import { ActionIcon } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslator } from "../../language/language-context.tsx";
import styles from "./measurement-list.module.css";
import type { NamedMeasurement } from "./use-named-measurements.ts";

interface MeasurementListProps {
  readonly measurements: readonly NamedMeasurement[];
  /** Id of the one that is taken hold of on the image. */
  readonly selected: string | null;
  readonly onRemove: (measurement: NamedMeasurement) => void;
}

/** What was measured, what it means, and how to be rid of it. */
export function MeasurementList({ measurements, selected, onRemove }: MeasurementListProps) {
  const { text } = useTranslator();
  const list = useRef<HTMLUListElement>(null);
  const shown = selected ?? measurements.at(-1)?.measurement.id;
  useEffect(() => {
    // What is taken hold of, or else the newest, is what one wants to read.
    const item = list.current?.querySelector(`[data-id="${shown}"]`);
    if (item instanceof HTMLElement) list.current?.scrollTo({ top: item.offsetTop });
  }, [shown]);
  if (measurements.length === 0) return null;
  return (
    <ul ref={list} className={styles.list} aria-label={text("viewer.measurements")}>
      {measurements.map((one) => (
        <li
          key={one.measurement.id}
          className={styles.measurement}
          data-id={one.measurement.id}
          data-selected={one.measurement.id === selected}
        >
          <span>
            <strong>
              {text("viewer.measurement.is", {
                name: one.name,
                value: one.words.value,
              })}
            </strong>{" "}
            <span className={styles.notes}>{one.words.notes.join(" ")}</span>
          </span>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={28}
            onClick={() => onRemove(one)}
            aria-label={text("viewer.measurement.remove", { name: one.name })}
          >
            <IconTrash size={18} aria-hidden="true" />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}
