import Type from "typebox";
import { RequestError } from "../errors.ts";
import { openEventStream } from "../events/event-stream.ts";
import { content, problemResponses } from "../responses.ts";
import type { AddRoutes } from "../route.ts";
import { NoQuery } from "../schemas/parts.ts";

/** Streams that may be open at a time. */
const MOST_STREAMS = 200;

const DESCRIPTION = `Server-sent events: \`image\` whenever something about an image changes, with JSON of its id, its study, its status and the code of an error. Several changes in a moment may come as one; one may come twice. \`reset\`: too much was missed, ask for the list again. An example:

    id: 41
    event: image
    data: {"image":"9f86d081...","study":"9f86d081...","status":"read","errorCode":null}

\`Last-Event-ID\` goes on where a stream broke off, with nothing left out. A comment comes every 15 s; after 15 min the server ends a stream, and browsers open the next.`;

/** `GET /api/events`. */
export const addEventRoutes: AddRoutes = (app, { events }) => {
  app.addHook("preClose", () => events.close());
  app.get(
    "/events",
    {
      config: { role: "reader" },
      // Nobody would end its stream.
      exposeHeadRoute: false,
      schema: {
        tags: ["events"],
        summary: "Changes of images, as they happen",
        description: DESCRIPTION,
        querystring: NoQuery,
        headers: Type.Object({
          "last-event-id": Type.Optional(
            Type.String({ pattern: "^\\d{1,15}$", description: "`id` of the last event." }),
          ),
        }),
        response: {
          200: content("Events, until either side ends the stream.", "text/event-stream"),
          ...problemResponses(),
        },
      },
    },
    async (request, reply) => {
      if (events.listeners >= MOST_STREAMS) {
        throw new RequestError(
          "SERVER_BUSY",
          `${MOST_STREAMS} streams of events are open already. Ask again in some seconds.`,
          { most: MOST_STREAMS },
        );
      }
      const after = request.headers["last-event-id"];
      const stream = await openEventStream(events, after === undefined ? null : Number(after));
      // nginx would hold events back.
      reply.header("x-accel-buffering", "no").header("cache-control", "no-store");
      return reply.type("text/event-stream").send(stream);
    },
  );
};
