import { expect, test } from "vitest";
import type { PersonRole } from "../../src/entities/vocabulary.ts";
import { isForBearers, isJwt, roleOf, verifiedEmail } from "../../src/services/access/oidc.rules.ts";

const ROLES = new Map<string, PersonRole>([["sre", "RESPONDER"], ["leads", "ADMIN"], ["all staff", "VIEWER"]]);
const mapping = (claim: string, otherwise: PersonRole | null = null) => ({ claim, roles: ROLES, otherwise });

test.each([
  ["a list gives the highest of its roles", { roles: ["sre", "leads", "cooks"] }, "roles", "ADMIN"],
  ["one text", { roles: "sre" }, "roles", "RESPONDER"],
  ["a text of words", { scope: "openid sre" }, "scope", "RESPONDER"],
  ["a value with a space in it", { roles: ["all staff"] }, "roles", "VIEWER"],
  ["a path", { realm_access: { roles: ["sre"] } }, "realm_access.roles", "RESPONDER"],
  ["a name with dots, as it stands", { "https://acme.example/roles": ["sre"] }, "https://acme.example/roles", "RESPONDER"],
  ["values that give nothing", { roles: ["cooks", 1, null, { sre: true }] }, "roles", null],
  ["no such claim", {}, "roles", null],
  ["a claim that every object has", {}, "constructor.name", null],
  ["an object", { roles: { sre: true } }, "roles", null],
])("%s", (_, claims, claim, role) => {
  expect(roleOf(claims, mapping(claim))).toBe(role);
  expect(roleOf(claims, mapping(claim, "VIEWER"))).toBe(role ?? "VIEWER");
});

test.each([
  [{ email: "Ada@Example.com", email_verified: true }, "ada@example.com"],
  [{ email: "ada@example.com", email_verified: false }, null],
  [{ email: "ada@example.com", email_verified: "true" }, null],
  [{ email: "ada@example.com" }, null],
  [{ email: ["ada@example.com"], email_verified: true }, null],
  [{ email: "ada\0@example.com", email_verified: true }, null],
])("the address in %j is %j", (claims, email) => {
  expect(verifiedEmail(claims)).toBe(email);
});

test.each([
  [undefined, {}, true],
  ["JWT", {}, true],
  ["at+jwt", {}, true],
  ["application/at+jwt", {}, true],
  ["logout+jwt", {}, false],
  ["dpop+jwt", {}, false],
  [7, {}, false],
  ["JWT", { cnf: { jkt: "x" } }, false],
  ["JWT", { events: {} }, false],
])("a token of type %j with %j is for bearers: %j", (type, claims, expected) => {
  expect(isForBearers(type, claims)).toBe(expected);
});

test.each([["a.b.c", true], ["a.b.", true], ["mst_01234567_abc", false], ["a.b.c.d.e", false], ["a.b", false], ["a.b=.c", false]])("%s is a JWT: %j", (token, expected) => {
  expect(isJwt(token)).toBe(expected);
});
