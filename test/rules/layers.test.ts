import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { expect, test } from "vitest";

/** Folder of src -> the folders it may import from. `(type)` allows `import type` alone. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  entities: [],
  services: ["entities"],
  schema: ["entities", "services (type)"],
  resolvers: ["schema", "services", "entities (type)"],
  database: ["entities"],
  realtime: ["services (type)"],
  // The way out to others, whoever asks.
  outbound: [],
  channels: ["entities (type)", "services (type)", "outbound"],
  workers: ["services", "channels"],
  // The composition roots: they put the rest together.
  server: ["database", "outbound", "realtime", "resolvers", "schema", "services", "entities", "workers", "channels"],
  commands: ["database", "server", "services", "entities"],
  "cli.ts": ["commands", "database", "server", "services"],
  "main.ts": ["server"],
};

/** What rules may compute with: libraries without a clock, without chance and without a way out. */
const PURE = ["big.js", "zod", "temporal-polyfill", "rrule-temporal"];

interface Import {
  /** As it is written: a file of ours from here, or a package. */
  path: string;
  type: boolean;
}

const FILES = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => join("src", file));
const IMPORTS = new Map(FILES.map((file) => [file, importsOf(file)]));

test("imports point one way", () => {
  const wrong = FILES.flatMap((file) => {
    const from = folderOf(file);
    return ours(file)
      .map(({ to, type }) => ({ to: folderOf(to), type }))
      .filter(({ to, type }) => to !== from && !MAY_IMPORT[from]?.some((may) => may === to || (type && may === `${to} (type)`)))
      .map(({ to, type }) => `${file} -> ${to}${type ? " (type)" : ""}`);
  });
  expect(wrong).toEqual([]);
});

test("rules are pure: they import other rules, vocabulary and pure libraries, all else as types", () => {
  const impure = FILES.filter((file) => file.endsWith(".rules.ts")).flatMap((file) =>
    (IMPORTS.get(file) ?? [])
      .filter(({ path, type }) => !type && !/\.rules\.ts$|\/vocabulary\.ts$/.test(path) && !PURE.includes(path))
      .map(({ path }) => `${file} -> ${path}`),
  );
  expect(impure).toEqual([]);
});

test("rules ask neither the clock nor chance", () => {
  const asking = FILES.filter((file) => file.endsWith(".rules.ts") && /new Date\(\)|Date\.now|Math\.random|randomUUID|process\./.test(readFileSync(file, "utf8")));
  expect(asking).toEqual([]);
});

test("no file needs itself to load", () => {
  // GraphQL's types refer to each other; their fields name them in functions, which run once all are loaded.
  const graph = new Map(FILES.filter((file) => folderOf(file) !== "schema").map((file) => [file, ours(file).filter(({ type }) => !type).map(({ to }) => to)]));
  expect(circleIn(graph)).toEqual([]);
});

test("no file is longer than 200 lines", () => {
  const long = FILES.map((file) => ({ file, lines: readFileSync(file, "utf8").trimEnd().split("\n").length }))
    // A migration is one list of tables, frozen once landed.
    .filter(({ file, lines }) => lines > 200 && !file.includes("migrations"));
  expect(long).toEqual([]);
});

function importsOf(file: string): Import[] {
  const found = readFileSync(file, "utf8").matchAll(/^(?:import|export) (type )?(?:[^;]*? from )?"([^"]+)"/gm);
  return [...found].map(([, type, path = ""]) => ({ type: Boolean(type), path }));
}

function ours(file: string): { to: string; type: boolean }[] {
  return (IMPORTS.get(file) ?? []).filter(({ path }) => path.startsWith(".")).map(({ path, type }) => ({ to: join(dirname(file), path), type }));
}

function folderOf(file: string): string {
  return relative("src", file).split(sep)[0] ?? "";
}

/** The files of one circle, in the order in which they need each other; none where there is no circle. */
function circleIn(graph: Map<string, string[]>): string[] {
  const done = new Set<string>();
  const circleFrom = (file: string, way: string[]): string[] => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const next of graph.get(file) ?? []) {
      const circle = circleFrom(next, [...way, file]);
      if (circle.length > 0) return circle;
    }
    done.add(file);
    return [];
  };
  return [...graph.keys()].map((file) => circleFrom(file, [])).find((circle) => circle.length > 0) ?? [];
}
