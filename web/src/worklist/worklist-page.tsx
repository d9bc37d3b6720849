import { useTranslator } from "../language/language-context.tsx";

/** All studies, the most urgent first. */
export function WorklistPage() {
  const { text } = useTranslator();
  return <h1>{text("worklist.title")}</h1>;
}
