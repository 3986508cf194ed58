import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findCircles } from "../../src/services/service/service.rules.ts";

const edges = (list: Record<string, string[]>) => new Map(Object.entries(list));

describe("circles of dependencies", () => {
  test.each([
    ["one that depends on itself", { a: ["a"] }, [["a", "a"]]],
    ["two that depend on each other", { a: ["b"], b: ["a"] }, [["a", "b", "a"]]],
    ["a longer way round, without what leads to it", { x: ["a"], a: ["b"], b: ["c"], c: ["a"] }, [["a", "b", "c", "a"]]],
    ["two that have nothing in common", { a: ["b"], b: ["a"], c: ["d"], d: ["c"] }, [["a", "b", "a"], ["c", "d", "c"]]],
    ["none where two ways lead to the same one", { a: ["b", "c"], b: ["d"], c: ["d"], d: [] }, []],
    ["none without dependencies", {}, []],
  ])("%s", (_, dependsOn, circles) => {
    expect(findCircles(edges(dependsOn as Record<string, string[]>))).toEqual(circles);
  });

  test("a chain of 100,000 is walked without a deep stack, and its circle found", () => {
    const chain = new Map(Array.from({ length: 100_000 }, (_, at) => [`s${at}`, [`s${(at + 1) % 100_000}`]]));

    expect(findCircles(chain)).toEqual([expect.objectContaining({ length: 100_001, 0: "s0", 100_000: "s0" })]);
  });

  test("each one found is a way along the edges, nobody stands in two, and without their members none is left", () => {
    const name = fc.integer({ min: 0, max: 12 }).map(String);
    fc.assert(fc.property(fc.dictionary(name, fc.array(name, { maxLength: 4 })), (list) => {
      const graph = edges(list);
      const circles = findCircles(graph);
      for (const path of circles) {
        for (const [at, from] of path.slice(0, -1).entries()) expect(graph.get(from)).toContain(path[at + 1]);
      }
      const members = circles.flatMap((path) => path.slice(1));
      expect(new Set(members).size).toBe(members.length);
      const rest = [...graph].filter(([from]) => !members.includes(from)).map(([from, to]) => [from, to.filter((one) => !members.includes(one))] as const);
      expect(findCircles(new Map(rest))).toEqual([]);
    }));
  });
});
