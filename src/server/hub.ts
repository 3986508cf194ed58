import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Connections } from "../database/connections.ts";
import { Health } from "../database/health.ts";
import { openDatabase } from "../database/open-database.ts";
import { isOutage } from "../database/outage.ts";
import { SightedManager } from "../database/sight.ts";
import { Doorbell } from "../realtime/doorbell.ts";
import { Rooms } from "../realtime/live/rooms.ts";
import { wireTo } from "../realtime/wire-to.ts";
import { type Actor, Authenticator, HUB, OPERATOR, sightOf, viewsOf } from "../services/access/index.ts";
import type { Origin } from "../services/audit/index.ts";
import type { ServiceContext } from "../services/context.ts";
import { DomainError } from "../services/errors.ts";
import * as accounts from "../services/account/index.ts";
import * as feed from "../services/feed/index.ts";
import * as plans from "../services/plan/index.ts";
import * as policies from "../services/policy/index.ts";
import type { SecretKey } from "../services/secret/index.ts";
import type { AllowList } from "../outbound/index.ts";
import { tally } from "../services/delivery/index.ts";
import { equip } from "./equipment.ts";
import type { MailSettings } from "./settings/mail-settings.ts";
import { createApp } from "./app.ts";
import { startBackground } from "./background.ts";
import { authRoutes } from "./identity/auth-routes.ts";
import { buildHubSchema } from "./graphql/build-schema.ts";
import { Budget } from "./complexity/budget.ts";
import { Gate } from "./complexity/gate.ts";
import { openStores } from "./complexity/rate-store.ts";
import { Executor } from "./graphql/executor.ts";
import { createApollo } from "./graphql/graphql-http.ts";
import { createStreams } from "./live/graphql-sse.ts";
import { acceptSockets, type LiveDoor } from "./live/graphql-ws.ts";
import { type Limits, limitsOf } from "./settings/limits.ts";
import type { Logger } from "./log.ts";
import { Metrics } from "./metrics.ts";
import { type OidcSettings, oidcOf } from "./settings/oidc-settings.ts";
import { presenter } from "./graphql/present-error.ts";
import { recheck } from "./identity/recheck.ts";
import { Visitors } from "./live/visitors.ts";

export interface HubOptions extends Partial<Limits>, Partial<OidcSettings>, Partial<MailSettings> {
  databaseUrl: string;
  databasePoolSize: number;
  host: string;
  port: number;
  bootstrapToken?: string | undefined;
  /** What encrypts stored secrets; without one, none can be stored. */
  secretKeys?: readonly SecretKey[] | undefined;
  /** Private networks and services that the hub may send requests to. */
  outboundAllow?: AllowList | undefined;
  /** Address at which browsers reach the hub, where that is another than the one it listens on. */
  publicUrl?: string | undefined;
  /** Where hubs tell each other of changes, if not over the database. */
  doorbell?: string | undefined;
  shutdownTimeoutSeconds: number;
  log: Logger;
  /** How often an operation comes before it is compiled. */
  compileAt?: number;
  /** Whether it sends what is in the outbox; it does unless told not to. */
  sendsDeliveries?: boolean;
  /** The hub's clock. */
  now?: () => Date;
}

export interface Hub {
  /** `http://HOST:PORT` */
  url: string;
  /** A one-time link by which the first administrator sets up an account; null once there is one. */
  setUpLink(): Promise<string | null>;
  /** Who follows what; for metrics and tests. */
  live: Rooms;
  /** Takes no new work, finishes what is under way (within the time allowed), and lets go of the database. */
  stop(): Promise<void>;
}

/** Through a dead network a connection waits without end for the other side to say goodbye. */
const GOODBYE_MS = 2_000;
/** Live connections are sent off over so long at most, and over half the time there is to stop. */
const DRAIN_SECONDS = 5;

/** Puts the hub together on a database that is there, and answers once it listens. */
export async function startHub(options: HubOptions): Promise<Hub> {
  const { databaseUrl, databasePoolSize, bootstrapToken, log, now = () => new Date() } = options;
  let isStopping = false;
  // The pool calls its connections closed before the database has heard of it: what they still say then is no loss.
  const onError = (error: Error) => isStopping || log.warn({ err: error }, "lost a database connection");
  const connections = new Connections();
  const [schema, { source, migrations, warning }] = await Promise.all([buildHubSchema(), openDatabase({ url: databaseUrl, poolSize: databasePoolSize, onError, connections })]);
  if (warning) log.warn(warning);
  if (migrations.length > 0) log.info({ migrations }, "migrated the database");
  /** What the hub does on nobody's behalf sees everything. */
  const time = { now, isOnDatabaseClock: options.now === undefined };
  const system = { db: new SightedManager(source, "*"), ...time };
  await policies.ensureDefault(system);
  await plans.ensureDefaults(system);

  const onRingError = (error: unknown) => log.warn({ err: error }, "the doorbell's connection failed");
  const doorbell = new Doorbell({
    wire: await wireTo(databaseUrl, options.doorbell, onRingError),
    number: () => feed.numberFeed(system),
    changedBetween: (after, upTo) => feed.changedBetween(system, after, upTo),
    onError: onRingError,
  });
  await doorbell.start();
  const equipment = equip(options, doorbell, now);
  const metrics = new Metrics();
  metrics.deliveries.watch(() => tally(system));
  const background = startBackground({ ...system, ...equipment.context, actor: HUB }, options, metrics);
  const health = new Health(databaseUrl, (up) => {
    log[up ? "info" : "error"](up ? "the database is back" : "the database is out of reach");
    if (up) return connections.mend();
    connections.cut();
    doorbell.reconnect();
  });
  health.start();

  const report = (error: unknown) => log.error({ err: error }, "a request failed");
  const limits = limitsOf(options);
  const present = presenter(report, limits.suggestions);
  const budget = new Budget(await openStores({ limits, source, onError: (error) => log.warn({ err: error }, "points are counted in memory: their store failed") }));
  const gate = new Gate(schema, limits, budget);
  const visitors = new Visitors(limits);
  const rooms = new Rooms({
    onSent: (ms) => metrics.sent(ms),
    attach: (incidentId, ring) => doorbell.attach(incidentId, ring),
    viewsOf: (actors) => viewsOf(system, actors),
    present,
    isOutage,
  });
  const authenticator = new Authenticator(bootstrapToken ?? null, oidcOf(options));
  const contextFor = (actor: Actor, origin?: Origin): ServiceContext => ({ actor, ...time, db: new SightedManager(source, sightOf(actor)), ...equipment.context, ...(origin && { origin }) });
  const actorOf = async (authorization: string | undefined, address?: string): Promise<Actor> => {
    if (!health.isUp) throw new DomainError("UNAVAILABLE", "The database is out of reach; try again", { retryAfterSeconds: 2 });
    return authenticator.actorOf(system, authorization, address);
  };
  metrics.watch({ visitors, rooms, doorbell });
  const { publicUrl } = options;
  const door: LiveDoor = { schema, actorOf, contextFor, rooms, visitors, limits, metrics, gate, present, report, publicUrl };
  const auth = authRoutes({ actorOf, contextFor, publicUrl });
  const apollo = createApollo({ schema, executor: new Executor(schema, options.compileAt), gate, present, report });
  await apollo.start();
  const http: Server = createServer(createApp({ apollo, log, isUp: () => health.isUp, actorOf, contextFor, isClosing: () => !http.listening, report, metrics, limits, gate, streams: createStreams(door), auth, publicUrl }));
  const letGo = async () => {
    isStopping = true;
    await apollo.stop();
    await health.stop();
    const cut = setTimeout(() => (connections.cut(), doorbell.reconnect()), GOODBYE_MS);
    await background.stop();
    await equipment.close();
    await doorbell.stop();
    await budget.stop();
    await authenticator.keyUse.settled();
    await source.destroy();
    clearTimeout(cut);
  };
  const url = await listen(http, options.host, options.port).catch((error: unknown) => letGo().then(() => Promise.reject(error)));
  const stopSockets = acceptSockets(http, door);
  const stopRechecks = recheck(door);

  const stop = async () => {
    const sendOff = async () => {
      await visitors.drain(Math.min(options.shutdownTimeoutSeconds / 2, DRAIN_SECONDS));
      await Promise.all([stopSockets(), stopRechecks()]);
    };
    await Promise.all([finish(http, sendOff, options.shutdownTimeoutSeconds), background.stopSending()]);
    await letGo();
  };
  let stopped: Promise<void> | undefined;
  const setUpLink = async () => {
    const link = await accounts.firstLink(contextFor(OPERATOR));
    return link && new URL(`/setup/${link.token}`, publicUrl ?? url).href;
  };
  return { url, live: rooms, setUpLink, stop: () => (stopped ??= stop()) };
}

async function listen(http: Server, host: string, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(port, host, resolve);
  });
  const { port: bound } = http.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${bound}`;
}

/** Idle connections close at once, busy ones after their answer; what outlasts the time is cut off. */
async function finish(http: Server, stopSockets: () => Promise<void>, seconds: number): Promise<void> {
  const closed = new Promise<void>((resolve) => http.close(() => resolve()));
  const cut = setTimeout(() => http.closeAllConnections(), seconds * 1_000);
  await stopSockets();
  // A connection that was busy just now is kept alive for 5 s after its answer, and used again meanwhile.
  const idle = setInterval(() => http.closeIdleConnections(), 20);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}
