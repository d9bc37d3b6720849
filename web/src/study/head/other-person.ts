import type { Study } from "../../api/types.ts";
import { patientName } from "./patient-name.ts";

/** What tells two patients of one id apart. */
export type PersonalTrait = "name" | "birthDate" | "sex";

type Patient = Pick<Study["patient"], PersonalTrait>;

/** In what two patients differ, as far as both files say it: an id that was given twice is no rare mistake. */
export function personalDifferences(one: Patient, other: Patient): readonly PersonalTrait[] {
  const traits = ["name", "birthDate", "sex"] as const;
  return traits.filter((trait) => {
    const [mine, theirs] = [plain(one, trait), plain(other, trait)];
    return mine !== "" && theirs !== "" && mine !== theirs;
  });
}

function plain(patient: Patient, trait: PersonalTrait): string {
  const value = patient[trait] ?? "";
  // Devices write names in large letters or not, with more or fewer spaces.
  const words = trait === "name" ? patientName(value) : value;
  return words
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s,]+/g, " ")
    .trim();
}
