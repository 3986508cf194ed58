import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, describe, expect, test } from "vitest";
import { ERROR_CODES } from "../../src/entities/vocabulary.ts";
import { describeSettings } from "../../src/server/settings/config.ts";
import { BOOTSTRAP_TOKEN, useHub } from "../support/hub.ts";

const readme = readFileSync("README.md", "utf8");
const [setUp = "", query = "", mutation = "", subscription = "", addition = ""] = fences(readme, "sh");
const canPaste = ["bash", "curl"].every((program) => spawnSync(program, ["--version"]).status === 0);

describe.skipIf(!canPaste)("pasted into a shell", () => {
  const hub = useHub();
  const pasted: ChildProcess[] = [];
  afterAll(() => pasted.forEach((shell) => shell.kill()));

  function paste(block: string) {
    const env = { PATH: process.env["PATH"], MUSTER: hub.url, MUSTER_TOKEN: BOOTSTRAP_TOKEN };
    const shell = spawn("bash", ["-euo", "pipefail", "-c", `exec 2>&1\n${block}`], { env, stdio: ["ignore", "pipe", "inherit"] });
    pasted.push(shell);
    shell.stdout.setEncoding("utf8");
    return shell.stdout;
  }

  const answerOf = async (block: string) => JSON.parse(await text(paste(block)));

  test("the examples need no more than the two variables that the first one sets", () => {
    const set = [...setUp.matchAll(/^export (\w+)=/gm)].map(([, name]) => name);
    const used = [query, mutation, subscription, addition].flatMap((block) => [...block.matchAll(/\$(MUSTER\w*)|process\.env\.(\w+)/g)]);
    expect(set).toEqual(["MUSTER", "MUSTER_TOKEN"]);
    expect(new Set(used.map(([, shell, node]) => shell ?? node))).toEqual(new Set(set));
  });

  test("the query says who asks and what is going on", async () => {
    expect((await answerOf(query)).data).toEqual({ me: { name: "Bootstrap token", role: "ADMIN" }, incidents: { totalCount: 0, nodes: [] } });
  });

  test("the mutation declares one incident, however often it is pasted", async () => {
    const first = await answerOf(mutation);
    expect(first.data.declareIncident).toMatchObject({ reference: "INC-2030-0101-001", severity: "SEV3", channel: "#incident-inc-0101-001" });
    expect(first.data.declareIncident.severityReasons).toHaveLength(1);
    expect(first.data.declareIncident.clocks.map(({ kind }: { kind: string }) => kind)).toContain("ACKNOWLEDGE");
    expect((await answerOf(mutation)).data).toEqual(first.data);
    expect((await answerOf(query)).data.incidents.totalCount).toBe(1);
  });

  test("the subscription shows the past, and then what is added while it runs", async () => {
    let seen = "";
    paste(subscription).on("data", (chunk: string) => (seen += chunk));
    await expect.poll(() => seen).toContain("PLAN_APPLIED");
    const { data } = await answerOf(addition);
    expect(data.addTimelineEvent).toEqual({ revision: 5, kind: "NOTE", summary: "Storage is at 98 %" });
    await expect.poll(() => seen).toMatch(/revision: 1,[^]*DECLARED[^]*revision: 5,[^]*Storage is at 98 %/);
  });
});

test("the configuration table is that of the code", () => {
  const described = describeSettings().map(({ variable, default: value, meaning }) => [`\`${variable}\``, value === undefined ? "" : `\`${value}\``, meaning]);
  expect(table(readme, "variable")).toEqual(described);
});

test("every error code is explained, and no other", () => {
  const codes = table(readme, "code").flatMap(([cell = ""]) => [...cell.matchAll(/`(\w+)`/g)].map(([, code]) => code));
  expect(new Set(codes)).toEqual(new Set(ERROR_CODES));
});

test("every folder of the source has its place in the picture", () => {
  const folders = readdirSync("src", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => `src/${name}`).filter((folder) => !readme.includes(folder))).toEqual([]);
});

test.each(documents())("%s names only files that are there", (document) => {
  const page = readFileSync(document, "utf8");
  const links = [...page.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = ""]) => join(dirname(document), path));
  const paths = [...page.matchAll(/`((?:src|test|docs)\/[\w./-]+)`/g)].map(([, path = ""]) => path);
  expect([...links, ...paths].filter((path) => !existsSync(path))).toEqual([]);
});

function documents(): string[] {
  const pages = readdirSync("docs", { recursive: true, encoding: "utf8" }).map((file) => join("docs", file));
  return ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ...pages.filter((file) => file.endsWith(".md"))];
}

/** The bodies of the fenced blocks in this language. */
function fences(page: string, language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "gm"))].map(([, body = ""]) => body);
}

/** The rows below the header that begins with this word. */
function table(page: string, header: string): string[][] {
  const lines = page.split("\n");
  const rows = lines.slice(lines.findIndex((line) => line.startsWith(`| ${header} |`)) + 2);
  return rows.slice(0, rows.findIndex((line) => !line.startsWith("|"))).map((row) => row.split("|").slice(1, -1).map((cell) => cell.trim()));
}
