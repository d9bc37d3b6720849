import { Anchor } from "@mantine/core";
import type { Reading } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import styles from "./findings.module.css";

/** Which model read, when, and its card. */
export function ModelLine({ reading }: { readonly reading: Reading }) {
  const { text, time } = useTranslator();
  const { name, version } = reading.model;
  return (
    <p className={styles.model}>
      {text("study.model", { name, version, time: time(reading.createdAt) })}{" "}
      <Anchor href="/api/model/card" target="_blank" rel="noopener" underline="always">
        {text("study.model.card")}
      </Anchor>
    </p>
  );
}
