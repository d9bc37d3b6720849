import Type from "typebox";
import { listStudies } from "../../studies/list-studies.ts";
import { json, problemResponses } from "../responses.ts";
import type { AddRoutes } from "../route.ts";
import { exactly, FindingName, Nullable, Status } from "../schemas/parts.ts";
import { reference } from "../schemas/reference.ts";
import { StudySummarySchema } from "../schemas/study.ts";

const MOST_STUDIES = 200;

const Query = exactly({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_STUDIES, default: 50 })),
  cursor: Type.Optional(
    Type.String({ maxLength: 1000, description: "`next` of the page before." }),
  ),
  sort: Type.Optional(
    Type.Enum(["newest", "urgency"], {
      default: "newest",
      description:
        "urgency: first where a pneumothorax is positive and not borderline, then where another finding is positive or a pneumothorax is borderline, then the others, then what nobody has read; within each the highest probability of anything abnormal first.",
    }),
  ),
  status: Type.Optional(Status),
  finding: Type.Optional({
    ...FindingName,
    description: "Studies where this finding is positive.",
  }),
  search: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 100,
      description: "Part of a patient's name or id, an accession number or a file's name.",
    }),
  ),
});

const Page = Type.Object({
  items: Type.Array(reference(StudySummarySchema)),
  next: Nullable(Type.String({ description: "Cursor of the next page; null on the last." })),
});

/** `GET /api/studies`. */
export const addStudyListRoute: AddRoutes = (app, { database, audit }) => {
  app.get(
    "/studies",
    {
      config: { role: "reader" },
      schema: {
        tags: ["studies"],
        summary: "List studies",
        description:
          "Page by page. Each study that is there when the first page is made comes once, whatever arrives in the meantime.",
        querystring: Query,
        response: { 200: json("A page of studies.", Page), ...problemResponses() },
      },
    },
    async ({ query, actor }) => {
      const { limit = 50, sort = "newest", ...rest } = query;
      const { items, next } = await listStudies(database.queries, { limit, sort, ...rest });
      await audit.append({
        actor,
        action: "study.list",
        subject: null,
        detail: { studies: items.length, searched: rest.search !== undefined },
      });
      return {
        items: items.map(({ positive, images, leading, ...item }) => ({
          ...item,
          positive: [...positive],
          images: [...images],
          leading: [...leading],
        })),
        next,
      };
    },
  );
};
