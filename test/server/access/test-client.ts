import { request } from "node:http";
import type { TestServer } from "./test-server.ts";

/** What the answers of the routes about who may hold. */
interface AnswerBody {
  readonly code?: string;
  readonly id?: string;
  readonly role?: string;
  readonly accounts?: string;
  readonly account?: { readonly id: string; readonly name: string; readonly role: string } | null;
  readonly csrfToken?: string | null;
  readonly secret?: string;
  readonly token?: { readonly id: string; readonly role: string };
  readonly items?: readonly Readonly<Record<string, unknown>>[];
}

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  readonly json: AnswerBody;
}

/** Asks a server over a real connection, with any header, Host and Origin included. */
export function ask(
  { port }: TestServer,
  method: string,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: unknown } = {},
): Promise<Answer> {
  const content = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: "127.0.0.1",
        port,
        path,
        method,
        headers: { ...(content ? { "content-type": "application/json" } : {}), ...headers },
      },
      (incoming) => {
        let text = "";
        incoming.setEncoding("utf8");
        incoming.on("data", (chunk: string) => {
          text += chunk;
        });
        incoming.on("end", () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: text,
            json: parse(text),
          }),
        );
        incoming.on("error", reject);
      },
    );
    outgoing.on("error", reject);
    outgoing.end(content);
  });
}

function parse(text: string): AnswerBody {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** A browser that is signed in: its cookie, and the token that unsafe requests bring. */
export type Browser = {
  readonly cookie: string;
  readonly csrf: string;
};

/** Signs in, and throws if that fails. */
export async function signIn(server: TestServer, name: string, password: string): Promise<Browser> {
  const answer = await ask(server, "POST", "/api/session", { body: { name, password } });
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body}`);
  return { cookie: cookieOf(answer), csrf: answer.json.csrfToken ?? "" };
}

/** The cookie that an answer sets, as the next request sends it. */
export function cookieOf(answer: Answer): string {
  const [first] = [answer.headers["set-cookie"] ?? []].flat();
  return first?.split(";")[0] ?? "";
}

/** Headers of a request that changes something, of somebody who is signed in. */
export function as({ cookie, csrf }: Browser): Record<string, string> {
  return { cookie, "x-csrf-token": csrf };
}
