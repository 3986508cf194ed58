import { issuer, personRole, publicAddress, roleMapping, word } from "./identity-kinds.ts";
import {
  allowList, busAddress, databaseAddress, folder, heartbeatAddress, host, type Kind, logLevel, origins, proxies, rateStore, secretKeys, suggesting, token, wholeNumber, yesOrNo,
} from "./setting-kinds.ts";
import { mailbox, smtpAddress } from "./mail-settings.ts";
import { modelAddress, modelKey, modelName } from "./model-settings.ts";

export interface Setting<T> {
  readonly variable: string;
  readonly kind: Kind<T>;
  /** As one would write it into the environment; undefined where nothing stands for "unset". */
  readonly default: string | undefined;
  readonly meaning: string;
}

/** Every setting there is. A line here is all that a new one takes, besides its line in the README. */
export const SETTINGS = {
  port: setting("PORT", "4000", wholeNumber(0, 65_535), "Port the hub listens on. 0 picks a free one."),
  host: setting("HOST", "127.0.0.1", host, "Address the hub listens on. 0.0.0.0 opens it to the network."),
  dataDir: setting("MUSTER_DATA_DIR", "./data", folder, "Folder of the embedded PostgreSQL."),
  databaseUrl: optional("DATABASE_URL", databaseAddress, "PostgreSQL to use in place of the embedded one."),
  databasePoolSize: setting("DATABASE_POOL_SIZE", "10", wholeNumber(1, 1_000), "Most connections the hub opens to the database."),
  bootstrapToken: optional("MUSTER_BOOTSTRAP_TOKEN", token, "Token of the first administrator, at least 32 characters."),
  publicUrl: optional("MUSTER_PUBLIC_URL", publicAddress, "Address at which browsers reach the hub, for links and cookies."),
  trustedProxies: optional("MUSTER_TRUSTED_PROXIES", proxies, "Proxies (127.0.0.1, 10.1.0.0/16) whose `X-Forwarded-For` is believed, comma separated."),
  oidcIssuer: optional("MUSTER_OIDC_ISSUER", issuer, "OIDC issuer whose tokens people may show."),
  oidcAudience: optional("MUSTER_OIDC_AUDIENCE", word, "Audience that its tokens must name; needed with an issuer."),
  oidcRoleClaim: setting("MUSTER_OIDC_ROLE_CLAIM", "roles", word, "Claim that holds a person's roles or groups; dots lead into objects."),
  oidcRoles: optional("MUSTER_OIDC_ROLES", roleMapping, "What the claim's values give, such as sre=RESPONDER,leads=ADMIN."),
  oidcDefaultRole: optional("MUSTER_OIDC_DEFAULT_ROLE", personRole, "Role of people whom the claim gives none; without it they stay out."),
  maxConnections: setting("MUSTER_MAX_CONNECTIONS", "20000", wholeNumber(1, 1_000_000), "Most live connections at once, WebSockets and event streams together."),
  maxConnectionsPerAddress: setting("MUSTER_MAX_CONNECTIONS_PER_ADDRESS", "20000", wholeNumber(1, 1_000_000), "Most of them from one address. Behind a proxy that is not trusted, all come from its address."),
  maxSubscriptions: setting("MUSTER_MAX_SUBSCRIPTIONS", "100", wholeNumber(1, 10_000), "Most operations at once on one live connection."),
  maxAnonymousSubscriptions: setting("MUSTER_MAX_ANONYMOUS_SUBSCRIPTIONS", "10", wholeNumber(0, 10_000), "Most operations at once on a live connection that has not said who it is, and most different things that one address follows so."),
  maxFrameBytes: setting("MUSTER_MAX_FRAME_BYTES", "262144", wholeNumber(1_024, 16_777_216), "Largest message that a live connection may send."),
  initTimeoutSeconds: setting("MUSTER_INIT_TIMEOUT", "10", wholeNumber(1, 3_600), "Seconds in which a WebSocket has to say who it is."),
  pingSeconds: setting("MUSTER_PING_INTERVAL", "12", wholeNumber(1, 3_600), "Seconds between pings; a WebSocket that answers none until the next is cut."),
  secretKeys: optional("MUSTER_SECRET_KEY", secretKeys, "Keys that encrypt stored secrets, comma separated: the first encrypts, all decrypt. The embedded database makes its own."),
  outboundAllow: optional("MUSTER_OUTBOUND_ALLOW", allowList, "Private networks (10.1.0.0/16) and services (host:port) that the hub may send requests to, comma separated."),
  smtpUrl: optional("MUSTER_SMTP_URL", smtpAddress, "SMTP server for e-mail, such as smtp://user:password@mail.example.com:587; smtps:// for TLS from the start. `configureChannel` has the last word."),
  mailFrom: optional("MUSTER_MAIL_FROM", mailbox, "Address that e-mails come from; needed with MUSTER_SMTP_URL."),
  heartbeatUrl: optional("MUSTER_HEARTBEAT_URL", heartbeatAddress, "Address that the hub calls every minute while it does its work; whoever listens there raises the alarm once it stays away."),
  llmUrl: optional("MUSTER_LLM_URL", modelAddress, "OpenAI-compatible API, such as http://localhost:11434/v1, whose model drafts messages in place of the templates."),
  llmModel: optional("MUSTER_LLM_MODEL", modelName, "Name of that model; needed with MUSTER_LLM_URL."),
  llmApiKey: optional("MUSTER_LLM_API_KEY", modelKey, "Key that the API asks for, if any."),
  llmTimeoutSeconds: optional("MUSTER_LLM_TIMEOUT", wholeNumber(1, 120), "Most seconds that the model is waited for, where the policy (`communication.model`) would wait longer."),
  statusExportDir: optional("MUSTER_STATUS_EXPORT_DIR", folder, "Folder in which the hub keeps the public status page as plain files, for hosting elsewhere."),
  maxBodyBytes: setting("MUSTER_MAX_BODY_BYTES", "786432", wholeNumber(1_024, 16_777_216), "Largest body of a request to /graphql."),
  maxTokens: setting("MUSTER_MAX_TOKENS", "2000", wholeNumber(100, 100_000), "Most words and signs in a document."),
  maxDepth: setting("MUSTER_MAX_DEPTH", "15", wholeNumber(3, 100), "Most levels of fields in a document."),
  maxAliases: setting("MUSTER_MAX_ALIASES", "100", wholeNumber(0, 10_000), "Most fields under another name in a document."),
  maxDirectives: setting("MUSTER_MAX_DIRECTIVES", "50", wholeNumber(0, 10_000), "Most directives in a document."),
  maxCost: setting("MUSTER_MAX_COST", "50000", wholeNumber(100, 1_000_000_000), "Most that one operation may cost, in points."),
  costPerMinute: setting("MUSTER_COST_PER_MINUTE", "6000000", wholeNumber(1_000, 1_000_000_000), "Points that one identity may spend in a minute."),
  anonymousCostPerMinute: setting("MUSTER_ANONYMOUS_COST_PER_MINUTE", "200000", wholeNumber(1_000, 1_000_000_000), "Points that one address may spend in a minute without saying who it is."),
  rateLimitStore: setting("MUSTER_RATE_LIMIT_STORE", "memory", rateStore, "Where points are counted: memory (of each hub), database, or a redis:// address."),
  corsOrigins: setting("MUSTER_CORS_ORIGINS", "none", origins, "Origins whose pages may call the hub from a browser, with commas between them; or none."),
  introspection: setting("MUSTER_INTROSPECTION", "on", yesOrNo, "Whether the schema may be asked for: on or off."),
  suggestions: setting("MUSTER_SUGGESTIONS", "auto", suggesting, "Whether errors suggest names of the schema: on, off, or auto (off if NODE_ENV is production)."),
  doorbell: optional("MUSTER_DOORBELL", busAddress, "nats:// or redis:// address over which hubs wake each other, in place of PostgreSQL."),
  logLevel: setting("LOG_LEVEL", "info", logLevel, "Least level that is logged, from trace to fatal; silent for none."),
  shutdownTimeoutSeconds: setting("MUSTER_SHUTDOWN_TIMEOUT", "10", wholeNumber(0, 3_600), "Seconds to finish work when stopped."),
};

function setting<T>(variable: string, fallback: string, kind: Kind<T>, meaning: string): Setting<T> {
  return { variable, kind, default: fallback, meaning };
}

function optional<T>(variable: string, kind: Kind<T>, meaning: string): Setting<T | undefined> {
  return { variable, kind, default: undefined, meaning };
}
