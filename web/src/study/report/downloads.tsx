import { Anchor, Button, NativeSelect } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import {
  isLanguage,
  LANGUAGE_NAMES,
  LANGUAGES,
  type Language,
} from "../../../../src/language/index.ts";
import { isProblem } from "../../api/problem.ts";
import { useTranslator } from "../../language/language-context.tsx";
import { downloadFile } from "./download-file.ts";
import styles from "./report.module.css";

/** Report and patient's page, to look at, to print and to keep. */
export function Downloads({
  studyId,
  language: reportLanguage,
  isUnsaved,
}: {
  readonly studyId: string;
  readonly language: Language;
  readonly isUnsaved: boolean;
}) {
  const { text } = useTranslator();
  const [chosen, setChosen] = useState<Language | null>(null);
  const language = chosen ?? reportLanguage;
  return (
    <div className={styles.downloads}>
      <h3>{text("study.downloads")}</h3>
      {isUnsaved && <p className={styles.state}>{text("study.downloads.unsaved")}</p>}
      <NativeSelect
        label={text("study.downloads.language")}
        value={language}
        onChange={({ currentTarget: { value } }) => isLanguage(value) && setChosen(value)}
        data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
      <Download studyId={studyId} page="report" language={language} />
      <Download studyId={studyId} page="patient" language={language} />
    </div>
  );
}

function Download({
  studyId,
  page,
  language,
}: {
  readonly studyId: string;
  readonly page: "report" | "patient";
  readonly language: Language;
}) {
  const { text } = useTranslator();
  const address = (format: "html" | "pdf") =>
    `/api/studies/${studyId}/${page}.${format}?language=${language}`;
  const pdf = useMutation({
    mutationFn: () => downloadFile(address("pdf"), `${page}-${studyId.slice(0, 12)}.pdf`),
  });
  const isUnavailable = isProblem(pdf.error, "PDF_UNAVAILABLE");
  return (
    <div className={styles.download}>
      <p>
        <strong>{text(`study.downloads.${page}`)}</strong>{" "}
        <span className={styles.quiet}>{text(`study.downloads.${page}.what`)}</span>
      </p>
      <Button size="xs" variant="default" loading={pdf.isPending} onClick={() => pdf.mutate()}>
        {text("study.downloads.pdf", { page })}
      </Button>
      <Anchor href={address("html")} target="_blank" rel="noopener" underline="always" size="sm">
        {text("study.downloads.html", { page })}
      </Anchor>
      <p className={styles.quiet} role="status">
        {pdf.isPending && text("study.downloads.making")}
        {isUnavailable && text("study.downloads.unavailable")}
        {pdf.error !== null && !isUnavailable && text("study.downloads.failed")}
      </p>
    </div>
  );
}
