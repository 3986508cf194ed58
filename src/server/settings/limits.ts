import { type Config, readConfig } from "./config.ts";

/** What one hub takes from those who ask it; each is a setting. */
const NAMES = [
  "maxConnections", "maxConnectionsPerAddress", "maxSubscriptions", "maxAnonymousSubscriptions", "maxFrameBytes", "initTimeoutSeconds", "pingSeconds",
  "maxBodyBytes", "maxTokens", "maxDepth", "maxAliases", "maxDirectives", "maxCost", "costPerMinute", "anonymousCostPerMinute", "rateLimitStore",
  "corsOrigins", "introspection", "suggestions",
] as const satisfies (keyof Config)[];

export type Limits = Pick<Config, (typeof NAMES)[number]>;

/** The given ones, and the settings' defaults for the rest. */
export function limitsOf(given: Partial<Limits>): Limits {
  const all = { ...readConfig({}), ...given };
  return Object.fromEntries(NAMES.map((name) => [name, all[name]])) as Limits;
}
