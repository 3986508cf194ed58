import { createServer, type Server } from "node:http";
import { Connections } from "../database/connections.ts";
import { DatabaseClock } from "../database/database-clock.ts";
import { Health } from "../database/health.ts";
import { openDatabase } from "../database/open-database.ts";
import { isOutage } from "../database/outage.ts";
import { SightedManager } from "../database/sight.ts";
import { Doorbell } from "../realtime/doorbell.ts";
import { Rooms } from "../realtime/live/rooms.ts";
import { wireTo } from "../realtime/wire-to.ts";
import { type Actor, HUB, OPERATOR, sightOf, viewsOf } from "../services/access/index.ts";
import type { Origin } from "../services/audit/index.ts";
import type { ServiceContext } from "../services/context.ts";
import { DomainError } from "../services/errors.ts";
import * as accounts from "../services/account/index.ts";
import * as feed from "../services/feed/index.ts";
import * as plans from "../services/plan/index.ts";
import * as policies from "../services/policy/index.ts";
import * as statusPages from "../services/status-page/index.ts";
import { tally } from "../services/delivery/index.ts";
import { equip } from "./equipment.ts";
import type { HubOptions } from "./hub-options.ts";
import { createApp } from "./app.ts";
import { noteAddresses } from "./client-address.ts";
import { BannerCache } from "./banner/banner-cache.ts";
import { bannerRoutes } from "./banner/banner-routes.ts";
import { startBackground } from "./background.ts";
import { authRoutes } from "./identity/auth-routes.ts";
import { serveCalendars } from "./serve-calendars.ts";
import { openIdentity } from "./identity/open-identity.ts";
import { buildHubSchema } from "./graphql/build-schema.ts";
import { inboundRoutes } from "./inbound/inbound-routes.ts";
import { Budget } from "./complexity/budget.ts";
import { Gate } from "./complexity/gate.ts";
import { openStores } from "./complexity/rate-store.ts";
import { Executor } from "./graphql/executor.ts";
import { createApollo } from "./graphql/graphql-http.ts";
import { createStreams } from "./live/graphql-sse.ts";
import { acceptSockets, type LiveDoor } from "./live/graphql-ws.ts";
import { Strangers } from "./live/strangers.ts";
import { limitsOf } from "./settings/limits.ts";
import { finish, listen } from "./listen.ts";
import { Metrics } from "./metrics.ts";
import { presenter } from "./graphql/present-error.ts";
import { recheck } from "./identity/recheck.ts";
import { statusExport } from "./status/status-export.ts";
import { StatusPages } from "./status/status-pages.ts";
import { statusRoutes } from "./status/status-routes.ts";
import { TouchWatch } from "./status/touch-watch.ts";
import { Visitors } from "./live/visitors.ts";

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
/** Longer than proxies keep idle connections, 60 s as a rule: a side that closes while the other sends breaks its request. */
const IDLE_MS = 75_000;
/** Live connections are sent off over so long at most, and over half the time there is to stop. */
const DRAIN_SECONDS = 5;

/** Puts the hub together on a database that is there, and answers once it listens. */
export async function startHub(options: HubOptions): Promise<Hub> {
  const { databaseUrl, databasePoolSize, publicUrl, log, keepsDeadlines = true, sendsDeliveries = true } = options;
  let isStopping = false;
  // The pool calls its connections closed before the database has heard of it: what they still say then is no loss.
  const onError = (error: Error) => isStopping || log.warn({ err: error }, "lost a database connection");
  const connections = new Connections();
  const [schema, { source, migrations, warning }] = await Promise.all([buildHubSchema(), openDatabase({ url: databaseUrl, poolSize: databasePoolSize, onError, connections })]);
  if (warning) log.warn(warning);
  if (migrations.length > 0) log.info({ migrations }, "migrated the database");
  const clock = options.now ? null : await DatabaseClock.start(source, (error) => log.warn({ err: error }, "the database did not tell the time"));
  const time = clock ? { now: clock.now, isOnDatabaseClock: true } : { now: options.now as () => Date };
  /** What the hub does on nobody's behalf sees everything. */
  const system = { db: new SightedManager(source, "*"), ...time };
  await policies.ensureDefault(system);
  await plans.ensureDefaults(system);
  await statusPages.ensureDefault(system);

  const onRingError = (error: unknown) => log.warn({ err: error }, "the doorbell's connection failed");
  const doorbell = new Doorbell({
    wire: await wireTo(databaseUrl, options.doorbell, onRingError),
    number: () => feed.numberFeed(system),
    changedBetween: (after, upTo) => feed.changedBetween(system, after, upTo),
    onError: onRingError,
  });
  await doorbell.start();
  const metrics = new Metrics();
  metrics.deliveries.watch(() => tally(system));
  const equipment = equip(options, doorbell, time.now, (drafted) => {
    metrics.drafts.drafted(drafted);
    if (drafted.fallback) log.warn({ ...drafted }, "drafted in other words than were meant");
  });
  const { client } = equipment;
  /** What anybody may see is read without any right to a private incident. */
  const shown = { db: new SightedManager(source, []), ...time, publicUrl };
  const pages = new StatusPages(shown);
  const touches = new TouchWatch(shown);
  const exports = options.statusExportDir ? [statusExport({ pages, folder: options.statusExportDir, onError: (error) => log.error({ err: error }, "the status page could not be exported") })] : [];
  const background = startBackground({ ...system, ...equipment.context, actor: HUB }, { log, doorbell, metrics, keepsDeadlines, sendsDeliveries, shutdownMs: options.shutdownTimeoutSeconds * 1_000, heartbeatUrl: options.heartbeatUrl, client, others: exports });
  const health = new Health(databaseUrl, (up) => {
    log[up ? "info" : "error"](up ? "the database is back" : "the database is out of reach");
    if (up) {
      connections.mend();
      return void clock?.measure().catch(() => {}); // it asks again by itself
    }
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
  const strangers = new Strangers(limits);
  const rooms = new Rooms({
    onSent: (ms) => metrics.sent(ms),
    attach: (to, ring) => ("of" in to ? touches.attach(ring) : doorbell.attach(to.incidentId, ring)),
    admit: (ctx, key) => strangers.admit(ctx, key),
    viewsOf: (actors) => viewsOf(system, actors),
    present,
    isOutage,
  });
  const identity = openIdentity(options, log);
  const signIns = new accounts.LoginThrottle();
  const contextFor = (actor: Actor, origin?: Origin): ServiceContext => ({ actor, ...time, db: new SightedManager(source, sightOf(actor)), ...equipment.context, signIns, ...(origin && { origin }) });
  const actorOf = async (authorization: string | undefined, address?: string): Promise<Actor> => {
    if (!health.isUp) throw new DomainError("UNAVAILABLE", "The database is out of reach; try again", { retryAfterSeconds: 2 });
    return identity.authenticator.actorOf(system, authorization, address);
  };
  metrics.watch({ visitors, rooms, doorbell });
  const door: LiveDoor = { schema, actorOf, contextFor, rooms, visitors, limits, metrics, gate, present, report, publicUrl };
  const routes = [
    authRoutes({ actorOf, contextFor, signIns, publicUrl }),
    inboundRoutes({ contextFor, actorOf, isUp: () => health.isUp, outbound: client, publicUrl }),
    statusRoutes({ pages, actorOf, contextFor }),
    bannerRoutes(new BannerCache(shown)),
    serveCalendars(system, gate),
  ];
  const apollo = createApollo({ schema, executor: new Executor(schema, options.compileAt), gate, present, report });
  await apollo.start();
  const http: Server = createServer(createApp({ apollo, log, isUp: () => health.isUp, actorOf, contextFor, isClosing: () => !http.listening, report, metrics, limits, gate, streams: createStreams(door), routes, publicUrl }));
  http.keepAliveTimeout = IDLE_MS;
  noteAddresses(http, options.trustedProxies ?? []);
  const letGo = async () => {
    isStopping = true;
    await apollo.stop();
    await health.stop();
    const cut = setTimeout(() => (connections.cut(), doorbell.reconnect()), GOODBYE_MS);
    await Promise.all([background.stop(), touches.stop(), clock?.stop()]);
    await background.stop();
    await equipment.close();
    await doorbell.stop();
    await budget.stop();
    await identity.stop();
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
