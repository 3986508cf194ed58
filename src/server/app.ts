import type { ApolloServer } from "@apollo/server";
import { expressMiddleware } from "@as-integrations/express5";
import express, { type Express, type NextFunction, type Request, type RequestHandler, type Response } from "express";
import { GraphQLError } from "graphql";
import type { Actor } from "../services/access/index.ts";
import type { Origin } from "../services/audit/index.ts";
import type { ServiceContext } from "../services/context.ts";
import { DomainError } from "../services/errors.ts";
import { incidentReport } from "../services/report/index.ts";
import { addressOf } from "./client-address.ts";
import type { Gate } from "./complexity/gate.ts";
import { credentialOf } from "./identity/credential.ts";
import { EXPLORER_PATH, explorerFiles, explorerPage } from "./explorer.ts";
import type { Limits } from "./settings/limits.ts";
import type { Metrics } from "./metrics.ts";
import { allowOrigins } from "./origins.ts";
import { presentError, type Report } from "./graphql/present-error.ts";
import { originOf } from "./origin.ts";
import { serveAudit } from "./serve-audit.ts";
import { serveMetrics } from "./serve-metrics.ts";
import { serveOutreach } from "./serve-outreach.ts";
import { shieldAnswers, shieldExplorer } from "./shield.ts";
import { traceRequests } from "./graphql/trace-requests.ts";
import type { Logger } from "./log.ts";

/** In points: as much as the fields that a report has, as a rule. */
const REPORT_COST = 500;

interface Door {
  apollo: ApolloServer<ServiceContext>;
  log: Logger;
  isUp: () => boolean;
  /** Refuses while the database is away. */
  actorOf: (authorization: string | undefined, address?: string) => Promise<Actor>;
  contextFor: (actor: Actor, origin?: Origin) => ServiceContext;
  isClosing: () => boolean;
  report: Report;
  metrics: Metrics;
  limits: Limits;
  gate: Pick<Gate, "charge">;
  /** Live updates as event streams. */
  streams: RequestHandler[];
  /** What answers at other paths than those of the API, a room each. */
  routes: readonly RequestHandler[];
  publicUrl?: string | undefined;
}

/** Every path that the hub answers over HTTP. */
export function createApp({ apollo, log, isUp, actorOf, contextFor, isClosing, report, metrics, limits, gate, streams, routes, publicUrl }: Door): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use(traceRequests(log), shieldAnswers(), allowOrigins(limits.corsOrigins));
  app.use((req, _res, next) => {
    // From here on a cookie is as good as a header.
    const credential = credentialOf(req.headers, publicUrl);
    if (credential) req.headers.authorization = credential;
    next();
  });
  app.get("/healthz", (_req, res) => void res.json({ status: "ok" }));
  app.get("/readyz", (_req, res) => void res.status(isUp() ? 200 : 503).json({ status: isUp() ? "ready" : "no database" }));
  app.get("/metrics", serveMetrics(metrics, actorOf, contextFor));
  app.get("/", (_req, res) => res.redirect("/graphql"));
  app.use(...routes);
  app.use(EXPLORER_PATH, shieldExplorer, explorerFiles());
  app.get("/graphql", (req, res, next) => (wantsPage(req) ? shieldExplorer(req, res, () => void res.type("html").send(explorerPage(req, res.locals["nonce"] as string))) : next()));
  app.get("/incidents/:reference/outreach.csv", serveOutreach({ actorOf, contextFor, gate }));
  app.get("/incidents/:reference/report.json", async (req, res) => {
    const actor = await actorOf(req.headers.authorization, addressOf(req));
    await gate.charge({ actor, address: addressOf(req) }, REPORT_COST);
    const found = await incidentReport(contextFor(actor), req.params.reference);
    if (!found) throw new DomainError("NOT_FOUND", `There is no incident ${req.params.reference}`, { field: "reference" });
    res.json(found);
  });
  app.get("/audit/export", serveAudit({ actorOf, contextFor, isClosing }));
  app.all("/graphql/stream", ...streams);
  app.use("/graphql", express.json({ limit: limits.maxBodyBytes }), expressMiddleware(apollo, {
    context: async ({ req, res }) => {
      try {
        return contextFor(await actorOf(req.headers.authorization, addressOf(req)), originOf(req, res));
      } catch (error) {
        throw withStatus(error, report);
      }
    },
  }));
  app.use((req: Request, res: Response) => void res.status(404).json(errors("NOT_FOUND", `There is nothing at ${req.path}`)));
  app.use((error: unknown, _req: Request, res: Response, _next: NextFunction) => answerError(error, res, report));
  return app;
}

const STATUS: Record<string, number> = { UNAUTHENTICATED: 401, FORBIDDEN: 403, NOT_FOUND: 404, RATE_LIMITED: 429, UNAVAILABLE: 503, INVALID_INPUT: 400, CONFLICT: 409 };

const wantsPage = (req: Request) => req.query["query"] === undefined && req.accepts(["application/json", "text/html"]) === "text/html";

const errors = (code: string, message: string, details: object = {}) => ({ errors: [{ message, extensions: { code, ...details } }] });

/** For Apollo, which takes the HTTP status of a failed context from the error. */
function withStatus(error: unknown, report: Report): GraphQLError {
  const { message, extensions } = presentError(error, report);
  const status = STATUS[String(extensions?.["code"])] ?? 500;
  const headers = status === 503 ? new Map([["retry-after", "2"]]) : new Map<string, string>();
  return new GraphQLError(message, { extensions: { ...extensions, http: { status, headers } } });
}

const limitOf = (error: unknown): number => (error as { limit: number }).limit;

/** What went wrong before GraphQL began, in its form. */
function answerError(error: unknown, res: Response, report: Report): void {
  const type = typeof error === "object" && error !== null && "type" in error ? error.type : "";
  if (type === "entity.too.large") return void res.status(413).json(errors("INVALID_INPUT", `The body is larger than ${limitOf(error) / 1_024} KiB`, { field: "body" }));
  const status = typeof error === "object" && error !== null && "status" in error ? Number(error.status) : 500;
  if (status >= 400 && status < 500) return void res.status(status).json(type ? errors("INVALID_INPUT", "The body cannot be read as JSON in UTF-8", { field: "body" }) : errors("INVALID_INPUT", "The address cannot be read"));
  const shown = presentError(error, report);
  const code = STATUS[String(shown.extensions?.["code"])] ?? 500;
  if (code === 503 || code === 429) res.setHeader("retry-after", Number(shown.extensions?.["retryAfterSeconds"] ?? 2));
  res.status(code).json({ errors: [{ message: shown.message, extensions: shown.extensions }] });
}
