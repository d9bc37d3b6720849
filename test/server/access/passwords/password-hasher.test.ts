import { scryptSync } from "node:crypto";
import { expect, test } from "vitest";
import {
  createPasswordHasher,
  SCRYPT_COST,
} from "../../../../src/server/access/passwords/password-hasher.ts";

const quick = createPasswordHasher({ logarithm: 5, blocks: 8, lanes: 1 });

test("a hash says its parameters, and is scrypt's own", async () => {
  const hash = await quick.hash("blue ﬁsh");
  const [, , parameters, salt = "", key] = hash.split("$");
  expect(parameters).toBe("ln=5,r=8,p=1");
  const expected = scryptSync("blue fish", Buffer.from(salt, "base64"), 32, { N: 32, r: 8, p: 1 });
  expect(key).toBe(expected.toString("base64").replace(/=+$/, ""));
  expect(await quick.verify("blue fish", hash)).toBe(true);
  expect(await quick.verify("blue fis", hash)).toBe(false);
  expect(await quick.verify("blue fish", "$scrypt$broken")).toBe(false);
  expect(await quick.verify("blue fish", null)).toBe(false);
});

test("one password gives another hash each time", async () => {
  expect(await quick.hash("same")).not.toBe(await quick.hash("same"));
});

test("hashes of other parameters are still checked, and known to be old", async () => {
  const old = await createPasswordHasher({ logarithm: 4, blocks: 8, lanes: 1 }).hash("same");
  expect(await quick.verify("same", old)).toBe(true);
  expect(quick.isOutdated(old)).toBe(true);
  expect(quick.isOutdated(await quick.hash("same"))).toBe(false);
});

test("too many at once are sent away, and the others are all answered", async () => {
  const results = await Promise.allSettled(Array.from({ length: 60 }, () => quick.hash("same")));
  const refused = results.filter(({ status }) => status === "rejected");
  expect(results.length - refused.length).toBe(34);
  expect(refused[0]).toMatchObject({ reason: { code: "ACCESS_BUSY" } });
  expect(await quick.verify("same", await quick.hash("same"))).toBe(true);
});

test("what is used is what OWASP advises, and this machine can do it", async () => {
  expect(SCRYPT_COST).toEqual({ logarithm: 17, blocks: 8, lanes: 1 });
  const hasher = createPasswordHasher();
  expect(await hasher.verify("plum kettle", await hasher.hash("plum kettle"))).toBe(true);
});
