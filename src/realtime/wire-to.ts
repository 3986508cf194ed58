import { PostgresWire } from "./postgres-wire.ts";
import type { Wire } from "./wire.ts";

/** PostgreSQL's unless another is named; their clients are loaded only then. */
export async function wireTo(databaseUrl: string, doorbell: string | undefined, onError: (error: unknown) => void): Promise<Wire> {
  if (!doorbell) return new PostgresWire(databaseUrl, onError);
  if (doorbell.startsWith("nats:")) return new (await import("./nats-wire.ts")).NatsWire(doorbell, onError);
  return new (await import("./redis-wire.ts")).RedisWire(doorbell, onError);
}
