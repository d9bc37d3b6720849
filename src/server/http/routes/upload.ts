import multipart, { type Multipart } from "@fastify/multipart";
import type { FastifyError, FastifyRequest } from "fastify";
import Type from "typebox";
import { isThorascopeError, ThorascopeError } from "../../../errors.ts";
import type { AcceptedFile, RefusedFile, UploadOutcome } from "../../intake/intake.ts";
import { RequestError } from "../errors.ts";
import { PROBLEMS } from "../problem/problems.ts";
import { json, problemResponses } from "../responses.ts";
import type { AddRoutes } from "../route.ts";
import { Id, NoQuery, Status } from "../schemas/parts.ts";
import type { Service } from "../service.ts";
import { compileValidator } from "../validation.ts";

const DESCRIPTION = `Multipart form with one or more \`file\`: DICOM, PNG, JPEG, TIFF, or ZIP archives of these. Once it is answered with 201, what it names is safe and gets read; \`/api/events\` tells when. The same file again is the same image: sending twice does no harm.

Files that can't be read stand in \`refused\`, the others are kept. Where all are refused the answer is the problem of the first. A DICOM file belongs to the study of its Study Instance UID, any other is a study of its own.`;

const Answer = Type.Object({
  studies: Type.Array(
    Type.Object({
      id: Id,
      images: Type.Array(
        Type.Object({
          id: Id,
          status: Status,
          isNew: Type.Boolean({ description: "Whether it was sent for the first time." }),
        }),
      ),
    }),
  ),
  refused: Type.Array(
    Type.Object({ file: Type.String(), code: Type.String(), message: Type.String() }),
  ),
});

/** What is sent; its parts are checked as they come. */
const Body = Type.Object({
  file: Type.Array(Type.String({ format: "binary" }), { minItems: 1 }),
});

/** `POST /api/studies`. */
export const addUploadRoute: AddRoutes = (app, service) => {
  const { database, config } = service;
  const files = config.uploads.filesPerRequest;
  app.register(multipart, {
    // One part more, so that a part that is no file is told from a file too many.
    limits: { files, fields: 1, parts: files + 1, fileSize: Number.MAX_SAFE_INTEGER },
  });
  app.post(
    "/studies",
    {
      config: { role: "reader" },
      // The body is a stream, which no schema can check.
      validatorCompiler: (part) =>
        part.httpPart === "body" ? () => true : compileValidator(part as never),
      schema: {
        tags: ["studies"],
        summary: "Send images",
        description: DESCRIPTION,
        consumes: ["multipart/form-data"],
        querystring: NoQuery,
        body: Body,
        response: {
          201: json("What is kept, and what is refused.", Answer),
          ...problemResponses(413, 415, 422),
        },
      },
    },
    async (request, reply) => {
      await refuseIfFull(service);
      const { accepted, refused } = await takeParts(service, request);
      const [first] = refused;
      if (accepted.length === 0) throw first ? allRefused(first, refused) : noFile();
      const ids = accepted.map(({ imageId }) => imageId);
      const rows = await database.queries
        .selectFrom("image")
        .select(["id", "status"])
        .where("id", "in", ids)
        .execute();
      const statuses = new Map(rows.map(({ id, status }) => [id, status]));
      const studies = studiesOf(accepted).map(({ id, images }) => ({
        id,
        images: images.map((image) => ({ ...image, status: statuses.get(image.id) ?? "queued" })),
      }));
      return reply.status(201).send({ studies, refused: refused.map(describeRefused) });
    },
  );
};

/** Before the body is taken. @throws RequestError SERVER_BUSY if enough readings wait. */
async function refuseIfFull({ queue, config }: Service): Promise<void> {
  const { waiting } = await queue.counts();
  if (waiting < config.uploads.waiting) return;
  throw new RequestError(
    "SERVER_BUSY",
    `${waiting} images wait to be read, which is as many as may. Send it again in some seconds.`,
    { waiting },
  );
}

/** Takes in one file after the other; one that is refused does not stop those after it. */
async function takeParts(
  { intake, metrics }: Service,
  request: FastifyRequest,
): Promise<UploadOutcome> {
  const accepted: AcceptedFile[] = [];
  const refused: RefusedFile[] = [];
  for await (const part of partsOf(request)) {
    if (part.type !== "file" || part.fieldname !== "file") throw foreignPart(part.fieldname);
    const fileName = part.filename ?? "";
    // The rest of a file that is not taken must still be read, or the next part never comes.
    const source = part.file.iterator({ destroyOnReturn: false });
    try {
      const outcome = await intake.take({ source, fileName }, request.actor);
      accepted.push(...outcome.accepted);
      refused.push(...outcome.refused);
    } catch (error) {
      if (part.file.errored) throw cutOff();
      if (!isThorascopeError(error) || (PROBLEMS.get(error.code)?.status ?? 500) >= 500)
        throw error;
      refused.push({ fileName, code: error.code, message: error.message });
    }
    part.file.resume();
    metrics.uploadedBytes.inc(part.file.bytesRead);
  }
  return { accepted, refused };
}

/** The parts of a form. @throws RequestError REQUEST_INVALID if it is no form, or is cut off. */
async function* partsOf(request: FastifyRequest): AsyncGenerator<Multipart> {
  const parts = request.parts();
  try {
    for (;;) {
      const next = await parts.next().catch((error: FastifyError) => {
        throw error.statusCode === undefined ? cutOff() : error;
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await parts.return?.();
  }
}

/** Images by study, each once. */
function studiesOf(accepted: readonly AcceptedFile[]) {
  const studies = new Map<string, Map<string, { id: string; isNew: boolean }>>();
  for (const { studyId, imageId, isNew } of accepted) {
    const images = studies.get(studyId) ?? new Map<string, { id: string; isNew: boolean }>();
    if (!images.has(imageId)) images.set(imageId, { id: imageId, isNew });
    studies.set(studyId, images);
  }
  return [...studies].map(([id, images]) => ({ id, images: [...images.values()] }));
}

function describeRefused({ fileName, code, message }: RefusedFile) {
  return { file: fileName, code, message };
}

function allRefused(first: RefusedFile, refused: readonly RefusedFile[]): ThorascopeError {
  const fields = { refused: refused.map(describeRefused) };
  return new ThorascopeError(first.code, first.message, fields);
}

function noFile(): RequestError {
  return new RequestError(
    "REQUEST_INVALID",
    "body: there is no file in it. Send one or more as `file`, e.g. curl -F file=@chest.dcm.",
    { in: "body", field: "file" },
  );
}

function cutOff(): RequestError {
  return new RequestError(
    "REQUEST_INVALID",
    "body: it is no multipart form, or the form is cut off. Send it again, e.g. curl -F file=@chest.dcm.",
    { in: "body", field: "" },
  );
}

function foreignPart(name: string): RequestError {
  return new RequestError(
    "REQUEST_INVALID",
    "body: a part of the form is no file, or not called `file`. Send files as `file`, and nothing else.",
    { in: "body", field: name },
  );
}
