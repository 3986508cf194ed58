import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { canonical } from "../../src/services/audit/canonical.rules.ts";
import { aHub, BOOTSTRAP_TOKEN, type Data, useHub } from "../support/hub.ts";

const hub = useHub();

const get = (query: string, token: string | null = BOOTSTRAP_TOKEN, init: RequestInit = {}) =>
  fetch(`${hub.url}/audit/export${query}`, { ...init, headers: token ? { authorization: `Bearer ${token}` } : {} });
const sealedCount = async (): Promise<number> => (await hub.source.query("select count(*)::int as count from audit_seal"))[0].count;
const entryCount = async (): Promise<number> => (await hub.source.query("select count(*)::int as count from audit_entry"))[0].count;
const allSealed = () => expect.poll(async () => (await entryCount()) - (await sealedCount())).toBe(0);

/** Lines as they come. */
async function* linesOf(response: Response): AsyncGenerator<Data> {
  let rest = "";
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line);
  }
}

test("whoever has the export can check the chain with SHA-256 and nothing of the hub", async () => {
  await hub.declare();
  await allSealed();
  const text = await (await get("")).text();
  const entries = text.trimEnd().split("\n").map((line): Data => JSON.parse(line));
  let previous = "0".repeat(64);
  entries.forEach(({ number, hash, ...entry }, at) => {
    expect(number).toBe(at + 1);
    previous = createHash("sha256").update(previous + canonical(entry)).digest("hex");
    expect(hash).toBe(previous);
  });
  expect(entries.at(-1)).toMatchObject({ action: "declareIncident", actorId: "bootstrap" });
});

test("whoever follows hears of each entry once it is sealed, and goes on behind the last one", async () => {
  await allSealed();
  const leaving = new AbortController();
  const after = await sealedCount();
  const lines = linesOf(await get(`?follow=true&after=${after}`, BOOTSTRAP_TOKEN, { signal: leaving.signal }));
  await hub.declare();
  expect((await lines.next()).value).toMatchObject({ number: after + 1, action: "declareIncident" });
  await hub.declare();
  expect((await lines.next()).value).toMatchObject({ number: after + 2 });
  leaving.abort();
});

test("the stream breaks off once the key that opened it is revoked", async () => {
  const { createApiKey: { token, apiKey } } = await hub.ok('mutation { createApiKey(input: { name: "siem", role: ADMIN }) { token apiKey { id } } }');
  const response = await get("?follow=true&after=0", token);
  await hub.ok("mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { id } }", { id: apiKey.id });
  await expect(response.text()).rejects.toThrow("terminated");
});

test("as CSV, no field is a formula to a spreadsheet", async () => {
  for (const sign of ["=", "+", "-", "@"]) await hub.key({ name: `${sign}cmd|' /C calc'!A0, "x"`, role: "ADMIN" }).then((token) => hub.declare({}, token));
  await allSealed();
  const response = await get("?format=csv");
  expect(response.headers.get("content-type")).toContain("text/csv");
  const text = await response.text();
  expect(text.split("\r\n")[0]).toBe("number,hash,id,at,actorId,actorName,actorRole,responderId,action,subject,input,before,after,address,userAgent,requestId");
  for (const sign of ["=", "+", "-", "@"]) {
    expect(text).toContain(`,"'${sign}cmd|' /C calc'!A0, ""x""",`);
    expect(text).not.toContain(`,"${sign}cmd`);
  }
});

test("it is for admins, and says what is wrong with the address", async () => {
  expect((await get("", null)).status).toBe(401);
  expect((await get("", hub.token.INCIDENT_MANAGER)).status).toBe(403);
  for (const [query, field] of [["?format=xml", "format"], ["?after=-1", "after"], ["?follow=1", "follow"]]) {
    const response = await get(query!);
    expect(response.status).toBe(400);
    expect(((await response.json()) as Data).errors[0].extensions).toMatchObject({ code: "INVALID_INPUT", field });
  }
});

test("a hub that stops lets its followers go in order", async () => {
  const other = await aHub(hub.database.url, () => hub.now, [], { shutdownTimeoutSeconds: 60 });
  const response = await fetch(`${other.url}/audit/export?follow=true`, { headers: { authorization: `Bearer ${BOOTSTRAP_TOKEN}` } });
  const [text] = await Promise.all([response.text(), other.stop()]);
  expect(text.endsWith("\n")).toBe(true);
});
