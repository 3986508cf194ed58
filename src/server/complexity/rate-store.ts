import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterPostgres, RateLimiterRedis } from "rate-limiter-flexible";
import type { DataSource } from "typeorm";
import type { Limits } from "../settings/limits.ts";

/** Where points are counted: for callers who say who they are, and for those who do not. */
export interface Stores {
  known: RateLimiterAbstract;
  anonymous: RateLimiterAbstract;
  stop: () => Promise<void>;
}

interface Given {
  limits: Pick<Limits, "costPerMinute" | "anonymousCostPerMinute" | "rateLimitStore">;
  source: DataSource;
  onError: (error: unknown) => void;
}

type Options = { points: number; duration: number; keyPrefix: string };

const MINUTE = 60;
const TABLE = "rate_limit";

/** A store that is away is stood in for by the hub's own memory: nobody is refused for it, and each hub counts alone. */
export async function openStores({ limits, source, onError }: Given): Promise<Stores> {
  const known = { points: limits.costPerMinute, duration: MINUTE, keyPrefix: "muster:known" };
  const anonymous = { points: limits.anonymousCostPerMinute, duration: MINUTE, keyPrefix: "muster:address" };
  if (limits.rateLimitStore === "memory") return { known: new RateLimiterMemory(known), anonymous: new RateLimiterMemory(anonymous), stop: async () => {} };
  if (limits.rateLimitStore === "database") {
    return { known: inDatabase(source, known), anonymous: inDatabase(source, anonymous), stop: async () => {} };
  }
  return inRedis(limits.rateLimitStore, known, anonymous, onError);
}

/** What it has once refused is refused from memory until the minute is over, so a flood does not reach the store. */
const insured = (options: Options) => ({ ...options, inMemoryBlockOnConsumed: options.points, insuranceLimiter: new RateLimiterMemory(options) });

const inDatabase = (source: DataSource, options: Options): RateLimiterAbstract =>
  new RateLimiterPostgres({ ...insured(options), storeClient: source, storeType: "typeorm", tableName: TABLE, tableCreated: true });

async function inRedis(url: string, known: Options, anonymous: Options, onError: Given["onError"]): Promise<Stores> {
  const { createClient } = await import("redis");
  const storeClient = createClient({ url, disableOfflineQueue: true });
  storeClient.on("error", onError);
  await new Promise<void>((resolve) => {
    storeClient.once("error", () => resolve()).once("ready", () => resolve());
    storeClient.connect().catch(onError); // it goes on trying
  });
  const limiter = (options: Options) => new RateLimiterRedis({ ...insured(options), storeClient, useRedisPackage: true, rejectIfRedisNotReady: true });
  return { known: limiter(known), anonymous: limiter(anonymous), stop: async () => storeClient.destroy() };
}
