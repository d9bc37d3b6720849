import { queryOptions } from "@tanstack/react-query";
import { type RequestOptions, requestJson } from "./request.ts";
import { rememberSession, type Session } from "./session.ts";
import type {
  Explanations,
  Feedback,
  Image,
  Model,
  NewFeedback,
  NewReport,
  Report,
  Study,
} from "./types.ts";

/** Who is signed in, and how to sign in. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ signal }) =>
    rememberSession(await requestJson<Session>("/api/session", { signal })),
});

/** A study with all that belongs to it. Its id may be whatever stands in the page's address. */
export function studyQuery(id: string) {
  return queryOptions({
    queryKey: ["study", id],
    queryFn: ({ signal }) =>
      requestJson<Study>(`/api/studies/${encodeURIComponent(id)}`, { signal }),
  });
}

/** The model that reads. */
export const modelQuery = queryOptions({
  queryKey: ["model"],
  queryFn: ({ signal }) => requestJson<Model>("/api/model", { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Which explanations there are of an image's reading. */
export function explanationsQuery(imageId: string, readingId: string) {
  return queryOptions({
    queryKey: ["explanations", imageId, readingId],
    queryFn: ({ signal }) =>
      requestJson<Explanations>(`/api/images/${imageId}/explanations`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Has an image read again; `anyway`: even if the model's gate refuses it. */
export function readAgain(imageId: string, anyway: boolean): Promise<Image> {
  return post(`/api/images/${imageId}/read`, { anyway });
}

/** Keeps feedback on an image. */
export function giveFeedback(imageId: string, feedback: NewFeedback): Promise<Feedback> {
  return post(`/api/images/${imageId}/feedback`, feedback);
}

/** Saves the next edition of a study's report. @throws ProblemError REPORT_CONFLICT, REPORT_OF_ANOTHER */
export function saveReport(studyId: string, report: NewReport): Promise<Report> {
  return requestJson(`/api/studies/${studyId}/report`, { method: "PUT", body: report });
}

function post<Answer>(address: string, body: RequestOptions["body"]): Promise<Answer> {
  return requestJson(address, { method: "POST", body });
}
