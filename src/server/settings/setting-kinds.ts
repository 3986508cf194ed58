import { resolve } from "node:path";
import { z } from "zod";
import { readAllowList, type AllowList } from "../../outbound/index.ts";
import { type Proxies, readProxies } from "../client-address.ts";
import { readKeys, type SecretKey } from "../../services/secret/index.ts";

/** How the text of an environment variable is read. */
export interface Kind<T> {
  readonly schema: z.ZodType<T, string>;
  /** What would be right, as the end of the sentence "it must be ...". */
  readonly right: string;
  /** Its value never shows, not even in an error. */
  readonly isSecret: boolean;
}

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

export function wholeNumber(from: number, to: number): Kind<number> {
  const schema = z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(from).max(to));
  return { schema, right: `a whole number from ${from} to ${to}`, isSecret: false };
}

export const host: Kind<string> = {
  schema: z.string().regex(/^[\w.:-]+$/),
  right: "a host name or an IP address, without a port (0.0.0.0 for every network)",
  isSecret: false,
};

/** Read as an absolute path. */
export const folder: Kind<string> = {
  schema: z.string().transform((path) => resolve(path)),
  right: "the path of a folder",
  isSecret: false,
};

export const logLevel: Kind<(typeof LOG_LEVELS)[number]> = {
  schema: z.string().pipe(z.enum(LOG_LEVELS)),
  right: `one of ${LOG_LEVELS.join(", ")}`,
  isSecret: false,
};

/** A secret, for the password in it. */
export const databaseAddress: Kind<string> = {
  schema: z.string().refine((url) => URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol)),
  right: "an address like postgres://user:password@host:5432/database",
  isSecret: true,
};

/** A secret, for the password in it. */
export const busAddress: Kind<string> = {
  schema: z.string().refine((url) => URL.canParse(url) && /^(nats|rediss?):$/.test(new URL(url).protocol)),
  right: "an address like nats://host:4222 or redis://user:password@host:6379",
  isSecret: true,
};

export const token: Kind<string> = {
  schema: z.string().regex(/^[\x21-\x7e]{32,}$/),
  right: "at least 32 characters, printable ASCII without spaces (openssl rand -hex 32 makes one)",
  isSecret: true,
};

/** A setting that a reader of ours takes apart; it throws on what it cannot read. */
export const readBy = <T>(read: (text: string) => T) =>
  z.string().transform((text, about) => {
    try {
      return read(text);
    } catch {
      about.addIssue({ code: "custom" });
      return z.NEVER;
    }
  });

export const secretKeys: Kind<readonly SecretKey[]> = {
  schema: readBy(readKeys),
  right: "32 bytes in base64 or hex (openssl rand -base64 32 makes them), or several such keys, comma separated",
  isSecret: true,
};

export const allowList: Kind<AllowList> = {
  schema: readBy(readAllowList),
  right: "networks like 10.1.0.0/16 and services like hooks.internal:8443, comma separated",
  isSecret: false,
};

export const proxies: Kind<Proxies> = {
  schema: readBy(readProxies),
  right: "addresses and networks like 127.0.0.1 and 10.1.0.0/16, comma separated",
  isSecret: false,
};

/** A secret: whoever knows it can say that the hub is well. */
export const heartbeatAddress: Kind<string> = {
  schema: z.string().refine((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)),
  right: "an address like https://hc-ping.com/your-uuid",
  isSecret: true,
};

export const yesOrNo: Kind<boolean> = {
  schema: z.string().pipe(z.enum(["on", "off"])).transform((given) => given === "on"),
  right: "on or off",
  isSecret: false,
};

/** `auto` is no for NODE_ENV=production. */
export const suggesting: Kind<boolean> = {
  schema: z.string().pipe(z.enum(["auto", "on", "off"])).transform((given) => (given === "auto" ? process.env["NODE_ENV"] !== "production" : given === "on")),
  right: "auto, on or off",
  isSecret: false,
};

/** As browsers write them: scheme, host and port, without a path. */
export const origins: Kind<readonly string[]> = {
  schema: z.string().transform((given) => (given === "none" ? [] : given.split(",").map((one) => one.trim()))).refine((all) => all.every(isOrigin)),
  right: "none, or origins like https://board.example.org, with commas between them",
  isSecret: false,
};

const isOrigin = (text: string) => /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;

/** A secret, for the password in an address. */
export const rateStore: Kind<string> = {
  schema: z.string().refine((given) => given === "memory" || given === "database" || (/^rediss?:/.test(given) && URL.canParse(given))),
  right: "memory, database, or an address like redis://user:password@host:6379",
  isSecret: true,
};
