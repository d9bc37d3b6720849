import { useQuery } from "@tanstack/react-query";
import { lazy } from "react";
import { studyQuery } from "../api/queries.ts";

const Viewer = lazy(() => import("../viewer/viewer.tsx"));

/** One study: the radiograph, what was found and why, what people say of it, the report. */
export default function StudyPage({ studyId }: { readonly studyId: string }) {
  const { data: study } = useQuery(studyQuery(studyId));
  const image = study?.images[0];
  if (!image) return null;
  return <Viewer image={image} prior={null} heatmap={null} boxes={[]} drawing={null} />;
}
