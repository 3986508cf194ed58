import { type Setting, SETTINGS } from "./settings.ts";

/** What the hub runs with, one value for each setting. */
export type Config = {
  readonly [Name in keyof typeof SETTINGS]: (typeof SETTINGS)[Name] extends Setting<infer T> ? T : never;
};

/** The environment is wrong; the message is ready to print, and names every variable that is. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

/** Variables that are empty count as unset. Throws a `ConfigError`. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const wrong: string[] = [];
  const entries = Object.entries<Setting<unknown>>(SETTINGS).map(([name, setting]) => {
    const given = env[setting.variable] || setting.default;
    if (given === undefined) return [name, undefined];
    const read = setting.kind.schema.safeParse(given);
    if (!read.success) wrong.push(complaint(setting, given));
    return [name, read.data];
  });
  const config = Object.fromEntries(entries) as Config;
  if (config.oidcIssuer && !config.oidcAudience) wrong.push("MUSTER_OIDC_AUDIENCE is not set: tokens for other programs of the issuer would be taken.");
  if (Boolean(config.smtpUrl) !== Boolean(config.mailFrom)) wrong.push("MUSTER_SMTP_URL and MUSTER_MAIL_FROM belong together: one of them is not set.");
  if (Boolean(config.llmUrl) !== Boolean(config.llmModel)) wrong.push("MUSTER_LLM_URL and MUSTER_LLM_MODEL belong together: one of them is not set.");
  if (wrong.length > 0) throw new ConfigError(["Muster cannot start with this environment:", ...wrong].join("\n  "));
  return config;
}

/** Variable, default and meaning of every setting, in the order of the README. */
export function describeSettings(): readonly Pick<Setting<unknown>, "variable" | "default" | "meaning">[] {
  return Object.values(SETTINGS);
}

function complaint({ variable, kind }: Setting<unknown>, given: string): string {
  const value = kind.isSecret ? "has a wrong value (not shown, it is a secret)" : `is ${JSON.stringify(given)}`;
  return `${variable} ${value}: it must be ${kind.right}.`;
}
