import { serverAudits } from "graphql-http";
import { expect, test } from "vitest";
import { useHub } from "../support/hub.ts";

const hub = useHub();

/** As a client that may not be mistaken for a form on somebody's page. */
const withPreflight: typeof fetch = async (address, init) => fetch(address, { ...init, headers: { ...(init?.headers as Record<string, string>), "apollo-require-preflight": "true" } });

const audits = serverAudits({ url: () => `${hub.url}/graphql`, fetchFn: withPreflight });

test("there are 61 audits of GraphQL over HTTP", () => {
  expect(audits).toHaveLength(61);
});

test.each(audits.map((audit) => [audit.id, audit.name, audit] as const))("%s: %s", async (_id, _name, audit) => {
  const result = await audit.fn();
  expect(result.status === "ok" ? "ok" : result.reason).toBe("ok");
});
