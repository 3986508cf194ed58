import { resolve } from "node:path";
import { expect, test } from "vitest";
import { ConfigError, describeSettings, readConfig } from "../../src/server/settings/config.ts";

const TOKEN = "correct-horse-battery-staple-1234";

test("an empty environment gives the defaults", () => {
  expect(readConfig({})).toEqual({
    port: 4000,
    host: "127.0.0.1",
    dataDir: resolve("data"),
    databaseUrl: undefined,
    databasePoolSize: 10,
    bootstrapToken: undefined,
    doorbell: undefined,
    oidcRoleClaim: "roles",
    maxConnections: 20_000,
    maxConnectionsPerAddress: 20_000,
    maxSubscriptions: 100, maxAnonymousSubscriptions: 10,
    maxFrameBytes: 262_144,
    initTimeoutSeconds: 10,
    pingSeconds: 12,
    maxBodyBytes: 786_432,
    maxTokens: 2_000,
    maxDepth: 15,
    maxAliases: 100,
    maxDirectives: 50,
    maxCost: 50_000,
    costPerMinute: 6_000_000,
    anonymousCostPerMinute: 200_000,
    rateLimitStore: "memory",
    corsOrigins: [],
    introspection: true,
    suggestions: true,
    logLevel: "info",
    shutdownTimeoutSeconds: 10,
  });
});

test("a variable that is empty counts as unset", () => {
  const names = describeSettings().map(({ variable }) => variable);
  expect(readConfig(Object.fromEntries(names.map((name) => [name, ""])))).toEqual(readConfig({}));
});

test.each([
  ["PORT", "0", { port: 0 }],
  ["PORT", "65535", { port: 65_535 }],
  ["HOST", "::1", { host: "::1" }],
  ["HOST", "hub.example.org", { host: "hub.example.org" }],
  ["MUSTER_DATA_DIR", "/var/lib/muster", { dataDir: resolve("/var/lib/muster") }],
  ["MUSTER_DATA_DIR", "a folder", { dataDir: resolve("a folder") }],
  ["DATABASE_URL", "postgres://ada:pw@db:5432/muster", { databaseUrl: "postgres://ada:pw@db:5432/muster" }],
  ["DATABASE_URL", "postgresql://db/muster?sslmode=require", { databaseUrl: "postgresql://db/muster?sslmode=require" }],
  ["DATABASE_POOL_SIZE", "1", { databasePoolSize: 1 }],
  ["MUSTER_BOOTSTRAP_TOKEN", TOKEN, { bootstrapToken: TOKEN }],
  ["MUSTER_DOORBELL", "nats://bus:4222", { doorbell: "nats://bus:4222" }],
  ["MUSTER_DOORBELL", "redis://ada:pw@bus", { doorbell: "redis://ada:pw@bus" }],
  ["MUSTER_SECRET_KEY", "a1".repeat(32), { secretKeys: [{ bytes: Buffer.alloc(32, 0xa1) }] }],
  ["MUSTER_OUTBOUND_ALLOW", "hooks.internal:8443", { outboundAllow: { services: new Set(["hooks.internal:8443"]) } }],
  ["MUSTER_RATE_LIMIT_STORE", "database", { rateLimitStore: "database" }],
  ["MUSTER_RATE_LIMIT_STORE", "rediss://ada:pw@bus", { rateLimitStore: "rediss://ada:pw@bus" }],
  ["MUSTER_CORS_ORIGINS", "https://a.example, http://b.example:8080", { corsOrigins: ["https://a.example", "http://b.example:8080"] }],
  ["MUSTER_CORS_ORIGINS", "none", { corsOrigins: [] }],
  ["MUSTER_INTROSPECTION", "off", { introspection: false }],
  ["MUSTER_SUGGESTIONS", "off", { suggestions: false }],
  ["MUSTER_PUBLIC_URL", "https://muster.example.org", { publicUrl: "https://muster.example.org" }],
  ["MUSTER_OIDC_ROLES", "sre=RESPONDER, leads=ADMIN", { oidcRoles: new Map([["sre", "RESPONDER"], ["leads", "ADMIN"]]) }],
  ["MUSTER_OIDC_DEFAULT_ROLE", "VIEWER", { oidcDefaultRole: "VIEWER" }],
  ["LOG_LEVEL", "silent", { logLevel: "silent" }],
  ["MUSTER_SHUTDOWN_TIMEOUT", "0", { shutdownTimeoutSeconds: 0 }],
])("%s=%s is taken", (variable, value, expected) => {
  expect(readConfig({ [variable]: value })).toMatchObject(expected);
});

test.each([
  ["PORT", "http", "a whole number from 0 to 65535"],
  ["PORT", "65536", "a whole number from 0 to 65535"],
  ["PORT", "-1", "a whole number from 0 to 65535"],
  ["PORT", "40.5", "a whole number from 0 to 65535"],
  ["HOST", "http://localhost", "a host name or an IP address"],
  ["DATABASE_POOL_SIZE", "0", "a whole number from 1 to 1000"],
  ["MUSTER_OUTBOUND_ALLOW", "hooks.internal", "networks like 10.1.0.0/16 and services like hooks.internal:8443"],
  ["MUSTER_PUBLIC_URL", "https://muster.example.org/hub", "an address like https://muster.example.org, without a path"],
  ["MUSTER_OIDC_ISSUER", "http://login.example.org", "the issuer's address as its tokens name it, with https (http on a loopback host only)"],
  ["MUSTER_OIDC_ROLES", "sre=KING", "pairs like sre=RESPONDER,leads=ADMIN, each with one of VIEWER, RESPONDER, INCIDENT_MANAGER, ADMIN"],
  ["MUSTER_OIDC_DEFAULT_ROLE", "PUBLIC", "one of VIEWER, RESPONDER, INCIDENT_MANAGER, ADMIN"],
  ["LOG_LEVEL", "verbose", "one of trace, debug, info, warn, error, fatal, silent"],
  ["LOG_LEVEL", "INFO", "one of trace, debug, info, warn, error, fatal, silent"],
  ["MUSTER_MAX_DEPTH", "2", "a whole number from 3 to 100"],
  ["MUSTER_CORS_ORIGINS", "*", "none, or origins like https://board.example.org"],
  ["MUSTER_CORS_ORIGINS", "https://a.example/", "none, or origins like https://board.example.org"],
  ["MUSTER_CORS_ORIGINS", "null", "none, or origins like https://board.example.org"],
  ["MUSTER_INTROSPECTION", "yes", "on or off"],
  ["MUSTER_SUGGESTIONS", "never", "auto, on or off"],
  ["MUSTER_SHUTDOWN_TIMEOUT", "10s", "a whole number from 0 to 3600"],
])("%s=%s is refused, and the message says what would be right", (variable, value, right) => {
  expect(messageFor({ [variable]: value })).toContain(`${variable} is "${value}": it must be ${right}`);
});

test.each([
  ["DATABASE_URL", "mysql://ada:hunter2@db/muster", "postgres://user:password@host:5432/database"],
  ["DATABASE_URL", "ada:hunter2@db", "postgres://user:password@host:5432/database"],
  ["MUSTER_DOORBELL", "https://ada:hunter2@bus", "nats://host:4222"],
  ["MUSTER_SECRET_KEY", "hunter2", "32 bytes in base64 or hex"],
  ["MUSTER_RATE_LIMIT_STORE", "nats://ada:hunter2@bus", "memory, database, or an address like redis://"],
  ["MUSTER_BOOTSTRAP_TOKEN", "hunter2", "at least 32 characters"],
  ["MUSTER_BOOTSTRAP_TOKEN", `hunter2 ${TOKEN}`, "without spaces"],
  ["MUSTER_BOOTSTRAP_TOKEN", `hunter2-é-${TOKEN}`, "printable ASCII"],
])("%s=%s is refused without a word of its value", (variable, value, right) => {
  const message = messageFor({ [variable]: value });
  expect(message).toMatch(new RegExp(`${variable} has a wrong value .*it must be .*${right}`));
  expect(message).not.toContain("hunter2");
});

test("an issuer needs an audience", () => {
  const MUSTER_OIDC_ISSUER = "https://login.example.org/realms/acme";
  expect(messageFor({ MUSTER_OIDC_ISSUER })).toContain("MUSTER_OIDC_AUDIENCE is not set");
  expect(readConfig({ MUSTER_OIDC_ISSUER, MUSTER_OIDC_AUDIENCE: "muster" })).toMatchObject({ oidcIssuer: MUSTER_OIDC_ISSUER, oidcAudience: "muster" });
});

test("all that is wrong is said at once", () => {
  const message = messageFor({ PORT: "x", LOG_LEVEL: "y", MUSTER_BOOTSTRAP_TOKEN: "z" });
  expect(message.split("\n")).toHaveLength(4);
  expect(message).toMatch(/PORT[^]*MUSTER_BOOTSTRAP_TOKEN[^]*LOG_LEVEL/);
});

test("every setting is described, with a default that holds", () => {
  for (const { variable, default: value, meaning } of describeSettings()) {
    expect(variable).toMatch(/^[A-Z_]+$/);
    expect(meaning).toMatch(/\.$/);
    expect(readConfig({ [variable]: value })).toEqual(readConfig({}));
  }
});

function messageFor(env: NodeJS.ProcessEnv): string {
  try {
    readConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  throw new Error("It was taken");
}
