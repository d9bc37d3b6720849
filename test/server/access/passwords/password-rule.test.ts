import { expect, test } from "vitest";
import { requireStrong } from "../../../../src/server/access/passwords/password-rule.ts";

const refusal = (password: string, name = "ann.baker") => {
  try {
    requireStrong(password, name);
    return null;
  } catch (error) {
    return (error as Error & { code: string }).code;
  }
};

test.each([
  "short",
  "elevenchars",
  "passwordpassword",
  "Password1234!",
  "P@ssw0rd123456",
  "123456789012",
  "aaaaaaaaaaaaaaa",
  "abababababababab",
  "abcdefghijklmnop",
  "qwertyuiop12345",
  "1q2w3e4r5t6y7u",
  "iloveyou12345678",
  "thorascope2026!",
  "RadiologyHospital1",
  "ann.baker2026!!",
  "ANN.BAKERann.baker",
  "x".repeat(257),
])("%s is refused", (password) => expect(refusal(password)).toBe("PASSWORD_WEAK"));

test.each([
  "plum kettle violin harbour",
  "correct horse battery staple",
  "Nx7!qb2#Lw9z",
  "dort steht ein grüner Schrank",
  "パスワードではない長い文です",
  "my password is a purple tram",
])("%s is taken", (password) => expect(refusal(password)).toBeNull());
