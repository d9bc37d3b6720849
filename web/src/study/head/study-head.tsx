import { Button, Group } from "@mantine/core";
import { IconArrowLeft, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { Link } from "wouter";
import type { Study, StudyImage } from "../../api/types.ts";
import { useTranslator } from "../../language/language-context.tsx";
import { worklistAddress } from "../../worklist/list-place.ts";
import type { PlaceInOrder } from "../worklist-order.ts";
import styles from "./head.module.css";
import { patientName } from "./patient-name.ts";
import { studyTitle } from "./study-title.ts";
import { UrgencyLine } from "./urgency-line.tsx";

/** Whose study it is, of when, and the ways to others. */
export function StudyHead({
  study,
  image,
  place,
  open,
}: {
  readonly study: Study;
  readonly image: StudyImage;
  readonly place: PlaceInOrder | null;
  /** Opens another study of the worklist's order. */
  readonly open: (studyId: string) => void;
}) {
  const { text } = useTranslator();
  const { previous = null, next = null } = place ?? {};
  return (
    <header className={styles.head}>
      <Link href={worklistAddress()} className={styles.back} aria-keyshortcuts="u">
        <IconArrowLeft size={16} className={styles.pointing} aria-hidden="true" />
        {text("action.back")}
      </Link>
      <div className={styles.who}>
        <h1>
          <bdi>{studyTitle(study, image)}</bdi>
        </h1>
        <UrgencyLine study={study} />
        <Facts study={study} image={image} />
      </div>
      {place !== null && (
        <Group gap={6} className={styles.neighbours}>
          <Button
            size="xs"
            variant="default"
            disabled={previous === null}
            aria-keyshortcuts="p"
            leftSection={
              <IconChevronLeft size={14} className={styles.pointing} aria-hidden="true" />
            }
            onClick={() => previous !== null && open(previous)}
          >
            {text("study.previous")}
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={next === null}
            aria-keyshortcuts="n"
            rightSection={
              <IconChevronRight size={14} className={styles.pointing} aria-hidden="true" />
            }
            onClick={() => next !== null && open(next)}
          >
            {text("study.next")}
          </Button>
        </Group>
      )}
    </header>
  );
}

function Facts({ study, image }: { readonly study: Study; readonly image: StudyImage }) {
  const { text, day, time } = useTranslator();
  const { patient, studyDate, accessionNumber, createdAt } = study;
  const view = image.reading?.radiograph.view ?? null;
  const isNamed = patientName(patient.name ?? "") !== "";
  const facts = [
    patient.id !== null && text("study.patient.id", { id: patient.id }),
    patient.age !== null && text("study.patient.age", { years: patient.age }),
    patient.sex !== null && text("study.patient.sex", { sex: patient.sex }),
    patient.birthDate !== null && text("study.patient.born", { day: day(patient.birthDate) }),
    view !== null && text("study.view", { view }),
    studyDate !== null && text("study.taken", { day: day(studyDate) }),
    accessionNumber !== null && text("study.accession", { number: accessionNumber }),
    text("study.received", { time: time(createdAt) }),
    isNamed && image.fileName,
  ];
  return (
    <ul className={styles.facts}>
      {facts.map(
        (fact) =>
          fact !== false && (
            <li key={fact}>
              <bdi>{fact}</bdi>
            </li>
          ),
      )}
    </ul>
  );
}
