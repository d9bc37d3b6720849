import { ActionIcon } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useTranslator } from "../../language/language-context.tsx";
import styles from "./measurement-list.module.css";
import type { NamedMeasurement } from "./use-named-measurements.ts";

interface MeasurementListProps {
  readonly measurements: readonly NamedMeasurement[];
  readonly onRemove: (measurement: NamedMeasurement) => void;
}

/** What was measured, what it means, and how to be rid of it. */
export function MeasurementList({ measurements, onRemove }: MeasurementListProps) {
  const { text } = useTranslator();
  if (measurements.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={text("viewer.measurements")}>
      {measurements.map((one) => (
        <li key={one.measurement.id} className={styles.measurement}>
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
            size="lg"
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
