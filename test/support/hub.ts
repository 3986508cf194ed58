import { type Client, createClient } from "graphql-ws";
import pino from "pino";
import { request } from "undici";
import { afterAll, beforeAll, expect } from "vitest";
import { WebSocket } from "ws";
import type { AccessRole } from "../../src/entities/vocabulary.ts";
import type { HubOptions } from "../../src/server/hub-options.ts";
import { type Hub, startHub } from "../../src/server/hub.ts";
import { readKeys } from "../../src/services/secret/index.ts";
import { NOON } from "./build.ts";
import { type TestDatabase, useDatabase } from "./database.ts";

export const BOOTSTRAP_TOKEN = "bootstrap-token-of-the-tests-0123456789";

/** What a test asked for is what it gets; GraphQL's types are not repeated here. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Data = any;
export type Variables = Record<string, unknown>;

export interface Refusal {
  message: string;
  code: string;
  field?: string;
  // The typed details beside them.
  [detail: string]: unknown;
}

export interface Answer {
  status: number;
  headers: Headers;
  data: Data;
  errors: { message: string; path?: (string | number)[]; extensions: Refusal }[];
}

export interface TestHub {
  readonly database: TestDatabase;
  readonly source: TestDatabase["source"];
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** The hub's clock; tests move it. */
  now: Date;
  /** Tokens by role. The INTEGRATION's may read and write incidents; ADMIN's is the bootstrap token. */
  readonly token: Record<Exclude<AccessRole, "PUBLIC">, string>;
  /** What the hub has logged as an error: outages and bugs. */
  readonly faults: string[];
  readonly gql: (query: string, variables?: Variables, token?: string | null) => Promise<Answer>;
  /** The data of an answer that has no errors. */
  readonly ok: (query: string, variables?: Variables, token?: string | null) => Promise<Data>;
  /** The one error of a request that is refused, after which the database is as it was. */
  readonly refusal: (query: string, variables?: Variables, token?: string | null) => Promise<Refusal>;
  /** Makes a key and answers with its token. */
  readonly key: (input: Variables) => Promise<string>;
  readonly declare: (input?: Variables, token?: string) => Promise<Data>;
  /** Who follows what. */
  readonly live: () => Hub["live"];
  /** A graphql-ws client; closed when the file is done. */
  readonly client: (token?: string | null) => Client;
}

/** A hub of this test file's own, answering on a free port, with a database of its own. `over` is asked once it starts. */
export function useHub(over: () => Partial<HubOptions> = () => ({})): TestHub {
  const database = useDatabase();
  const hub = new RunningHub(database, over);
  beforeAll(() => hub.start());
  afterAll(() => hub.stop());
  return hub;
}

class RunningHub implements TestHub {
  now = NOON;
  readonly faults: string[] = [];
  readonly token = { ADMIN: BOOTSTRAP_TOKEN } as TestHub["token"];
  private readonly clients: Client[] = [];
  private hub: Hub | undefined;

  constructor(readonly database: TestDatabase, private readonly over: () => Partial<HubOptions>) {}

  get url(): string {
    return this.hub?.url ?? "";
  }

  get source() {
    return this.database.source;
  }

  async start(): Promise<void> {
    this.hub = await aHub(this.database.url, () => this.now, this.faults, this.over());
    for (const role of ["VIEWER", "RESPONDER", "INCIDENT_MANAGER"] as const) this.token[role] = await this.key({ name: role, role });
    this.token.INTEGRATION = await this.key({ name: "INTEGRATION", role: "INTEGRATION", scopes: ["INCIDENTS_READ", "INCIDENTS_WRITE"] });
  }

  async stop(): Promise<void> {
    for (const client of this.clients) await client.dispose();
    await this.hub?.stop();
  }

  live = (): Hub["live"] => {
    if (!this.hub) throw new Error("The hub has not started");
    return this.hub.live;
  };

  gql = (query: string, variables: Variables = {}, token: string | null = BOOTSTRAP_TOKEN): Promise<Answer> =>
    ask(this.url, { query, variables }, token);

  ok = async (query: string, variables?: Variables, token?: string | null): Promise<Data> => {
    const { data, errors } = await this.gql(query, variables, token);
    expect(errors).toEqual([]);
    return data;
  };

  refusal = async (query: string, variables?: Variables, token?: string | null): Promise<Refusal> => {
    let first: Answer | undefined;
    // Asked until nothing else has happened meanwhile: a hub may be sending what it was given before. What leaves a trace leaves one each time.
    await expect.poll(async () => {
      const before = await fingerprint(this.source);
      const answer = await this.gql(query, variables, token);
      first ??= answer;
      return changedSince(before, await fingerprint(this.source));
    }, { timeout: 10_000 }).toEqual([]);
    const { errors } = first as Answer;
    expect(errors).toHaveLength(1);
    return { ...errors[0]!.extensions, message: errors[0]!.message };
  };

  key = async (input: Variables): Promise<string> => {
    const made = await this.ok("mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { token } }", {
      input: { name: "a key", ...input },
    });
    return made.createApiKey.token;
  };

  declare = async (input: Variables = {}, token?: string): Promise<Data> => {
    const made = await this.ok(
      "mutation ($input: DeclareIncidentInput!) { declareIncident(input: $input) { id reference revision severity status } }",
      { input: { title: "Checkout is down", source: "MONITORING", ...input } },
      token,
    );
    return made.declareIncident;
  };

  client = (token: string | null = BOOTSTRAP_TOKEN): Client => {
    const client = aClient(this.url, token);
    this.clients.push(client);
    return client;
  };
}

/** A hub on a database that is there. `faults` collects the errors it logs. */
export function aHub(databaseUrl: string, now: () => Date, faults: string[] = [], over: Partial<HubOptions> = {}): Promise<Hub> {
  const log = pino({ level: "error", base: null }, { write: (line: string) => void faults.push(line) });
  return startHub({
    databaseUrl,
    databasePoolSize: 5,
    host: "127.0.0.1",
    port: 0,
    bootstrapToken: BOOTSTRAP_TOKEN,
    secretKeys: readKeys("a1".repeat(32)),
    shutdownTimeoutSeconds: 1,
    // Every test of the API is one of compiled operations; executor.test.ts holds them against interpreted ones.
    compileAt: 1,
    // What moves the clock for something else is not to set off deadlines.
    keepsDeadlines: false,
    // What a test puts into the outbox stays there, unless sending is what it is about.
    sendsDeliveries: false,
    log,
    now,
    ...over,
  });
}

export function aClient(url: string, token: string | null): Client {
  return createClient({
    url: `${url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    ...(token && { connectionParams: { authorization: `Bearer ${token}` } }),
    // For as long as a test may take: what it waits for may be a while in coming back.
    retryAttempts: 1_000,
    retryWait: () => new Promise((resolve) => setTimeout(resolve, 100)),
  });
}

/** One GraphQL request over HTTP, as any client would send it. */
export async function ask(url: string, body: unknown, token: string | null = BOOTSTRAP_TOKEN): Promise<Answer> {
  return post(url, JSON.stringify(body), token);
}

/** The same with a body as it stands. */
export async function post(
  url: string,
  body: string | Uint8Array,
  token: string | null = BOOTSTRAP_TOKEN,
  headers: Record<string, string> = {},
): Promise<Answer> {
  // Thousands of these are sent, and `fetch` takes as long as the hub that answers.
  const response = await request(`${url}/graphql`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }), ...headers },
  });
  const { data, errors = [] } = (await response.body.json()) as { data: Data; errors?: Answer["errors"] };
  return { status: response.statusCode, headers: new Headers(response.headers as Record<string, string>), data, errors };
}

/** Every row of every table, in one figure each; the feed is numbered, the audit log sealed, the use of keys written and what touched a status page joined after the fact. */
export async function fingerprint(source: TestDatabase["source"]): Promise<Record<string, string>> {
  const tables: { name: string }[] = await source.query(
    "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname not like 'feed%' and relname not in ('audit_unsealed', 'audit_seal', 'api_key_use', 'status_touch') order by 1",
  );
  const sums = tables.map(
    ({ name }) => `select '${name}' as name, count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum from "${name}" t`,
  );
  const rows: { name: string; sum: string }[] = await source.query(sums.join(" union all "));
  return Object.fromEntries(rows.map(({ name, sum }) => [name, sum]));
}

const changedSince = (before: Record<string, string>, after: Record<string, string>): string[] => Object.keys(after).filter((table) => after[table] !== before[table]);
