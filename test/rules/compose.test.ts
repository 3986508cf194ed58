import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";

interface Service {
  image?: string;
  build?: string;
  depends_on?: Record<string, { condition: string }>;
  environment: Record<string, string | number>;
  healthcheck?: { test: string[] };
  ports?: string[];
  volumes?: string[];
}

const { services, volumes } = parse(readFileSync("docker-compose.yml", "utf8")) as {
  services: Record<"database" | "hub", Service>;
  volumes: Record<string, unknown>;
};
const image = readFileSync("Dockerfile", "utf8").replaceAll("\\\n", "");

test("the image is built by the commands the README gives", () => {
  const readme = readFileSync("README.md", "utf8");
  for (const command of ["npm ci", "npm run build"]) {
    expect(linesOf("RUN")).toContain(command);
    expect(readme).toContain(command);
  }
});

test("the image runs what npm start runs, as a user that is not root", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: { start: string } };
  const command = JSON.parse(linesOf("CMD").at(-1) ?? "") as string[];
  expect(scripts.start.endsWith(command.join(" "))).toBe(true);
  expect(linesOf("USER")).toEqual(["node"]);
});

test("the image is healthy while /healthz answers, asked with node alone", () => {
  const [, json = ""] = /CMD (\[.*)/.exec(linesOf("HEALTHCHECK").join()) ?? [];
  const [program, , script] = JSON.parse(json) as string[];
  expect(program).toBe("node");
  expect(script).toContain("/healthz");
});

test("what is built on this machine and what is secret stays out of the image", () => {
  const ignored = readFileSync(".dockerignore", "utf8").split("\n");
  expect(ignored).toEqual(expect.arrayContaining(["node_modules", "dist", "data", ".git", ".env*"]));
});

test("the hub starts once the database is healthy", () => {
  expect(services.hub.build).toBe(".");
  expect(services.hub.depends_on).toEqual({ database: { condition: "service_healthy" } });
  expect(services.database.healthcheck?.test).toContain("pg_isready");
});

test("the hub is given the address of that database", () => {
  const { POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB } = services.database.environment;
  const { DATABASE_URL, HOST, PORT } = services.hub.environment;
  expect(DATABASE_URL).toBe(`postgres://${POSTGRES_USER}:${POSTGRES_PASSWORD}@database:5432/${POSTGRES_DB}`);
  expect(HOST).toBe("0.0.0.0");
  expect(services.hub.ports).toEqual([`${PORT}:${PORT}`]);
});

test("the database keeps its data in a named volume, where PostgreSQL 18's image has it", () => {
  expect(services.database.image).toBe("postgres:18");
  expect(services.database.volumes).toEqual(["database:/var/lib/postgresql"]);
  expect(Object.keys(volumes)).toEqual(["database"]);
});

test("without a bootstrap token compose says what to set", () => {
  expect(services.hub.environment.MUSTER_BOOTSTRAP_TOKEN).toMatch(/^\$\{MUSTER_BOOTSTRAP_TOKEN:\?.*at least 32 characters.*\}$/);
});

function linesOf(instruction: string): string[] {
  return image
    .split("\n")
    .filter((line) => line.startsWith(`${instruction} `))
    .map((line) => line.slice(instruction.length + 1));
}
