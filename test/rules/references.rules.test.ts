import { expect, test } from "vitest";
import { dangling } from "../../src/services/directory/references.rules.ts";

const row = (name: string, ...needs: string[]) => ({ name, needs });
const fallen = (rows: ReturnType<typeof row>[], known: string[] = []) =>
  Object.fromEntries([...dangling(rows, new Set(known))].map(([{ name }, lacks]) => [name, lacks]));

test("rows stand on what is stored, on each other and on rows further down", () => {
  expect(fallen([row("a", "b", "stored"), row("b", "a")], ["stored"])).toEqual({});
});

test("a row without what it needs falls, and takes along whoever needs it", () => {
  expect(fallen([row("c", "b"), row("b", "a"), row("a", "nowhere"), row("d")])).toEqual({ a: "nowhere", b: "a", c: "b" });
});

test("nobody falls with a row that is stored already", () => {
  expect(fallen([row("a", "nowhere"), row("b", "a")], ["a"])).toEqual({ a: "nowhere" });
});

test("a chain of 100,000 that falls from its end is one pass", () => {
  const chain = Array.from({ length: 100_000 }, (_, at) => row(`r${at}`, `r${at + 1}`));

  expect(dangling(chain, new Set()).size).toBe(100_000);
});
