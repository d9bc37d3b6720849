import { queryOptions, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { FINDINGS, type Finding } from "../../../../src/findings/index.ts";
import { heatmapsFromNpy } from "../../../../src/reading/npy.ts";
import { heatmapOf } from "../../../../src/reading/reading.ts";
import type { Heatmap } from "../../../../src/report/overlay.ts";
import { request } from "../../api/request.ts";
import type { StudyImage } from "../../api/types.ts";
import { type Bitmap, heatmapBitmap } from "./heatmap-bitmap.ts";

/** All maps of an image; those of another reading are others. */
function heatmapsQuery(imageId: string, readingId: string | undefined) {
  return queryOptions({
    queryKey: ["heatmaps", imageId, readingId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const response = await request(`/api/images/${imageId}/heatmaps.npy`, { signal });
      return heatmapsFromNpy(new Uint8Array(await response.arrayBuffer()));
    },
  });
}

/** A finding's map as far as it is here. */
export type LoadedHeatmap =
  | { readonly state: "loading" | "failed" }
  | { readonly state: "ready"; readonly map: Heatmap };

/** The same, with the picture that is laid over the image; none where the map is empty. */
export type ShownHeatmap =
  | Exclude<LoadedHeatmap, { readonly state: "ready" }>
  | { readonly state: "ready"; readonly map: Heatmap; readonly bitmap: Bitmap | null };

/** The map of a finding; null where none is asked for. */
export function useLoadedHeatmap(image: StudyImage, finding: Finding | null): LoadedHeatmap | null {
  const { data, isError } = useQuery({
    ...heatmapsQuery(image.id, image.reading?.id),
    enabled: finding !== null,
  });
  return useMemo(() => {
    if (finding === null) return null;
    if (data === undefined) return { state: isError ? "failed" : "loading" };
    const map = { ...data, data: heatmapOf(data, FINDINGS.indexOf(finding)) };
    return { state: "ready", map };
  }, [data, isError, finding]);
}

/** The map of a finding, and the picture of it; null where none is asked for. */
export function useHeatmap(image: StudyImage, finding: Finding | null): ShownHeatmap | null {
  const loaded = useLoadedHeatmap(image, finding);
  return useMemo(
    () => (loaded?.state === "ready" ? { ...loaded, bitmap: heatmapBitmap(loaded.map) } : loaded),
    [loaded],
  );
}
