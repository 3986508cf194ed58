import { setTimeout as delay } from "node:timers/promises";
import type { Actor } from "../../services/access/index.ts";
import { DomainError } from "../../services/errors.ts";
import type { Farewell } from "./farewell.ts";
import type { Limits } from "../settings/limits.ts";

/** One live connection, by either transport. */
export interface Visitor {
  readonly transport: "websocket" | "sse";
  readonly address: string;
  /** Who it is; null until it has said so. */
  identity: { actor: Actor; authorization: string | undefined } | null;
  /** Bytes that the other side has yet to take. */
  queuedBytes(): number;
  close(why: Farewell): void;
}

const isRefusal = (error: unknown) => error instanceof DomainError && ["UNAUTHENTICATED", "FORBIDDEN"].includes(error.code);

/** When draining, so many a second at least; more where they would not be out in time. */
const LEAVING_PER_SECOND = 200;
const TICK_MS = 50;

/** All live connections of a hub: how many there may be, whose keys still hold, and how they are sent off at the end. */
export class Visitors {
  readonly all = new Set<Visitor>();
  private readonly perAddress = new Map<string, number>();
  private isDraining = false;

  constructor(private readonly limits: Pick<Limits, "maxConnections" | "maxConnectionsPerAddress">) {}

  /** Why it may not come in, or null: then it counts until it leaves. */
  admit(visitor: Visitor): Farewell | null {
    const ofAddress = this.perAddress.get(visitor.address) ?? 0;
    if (this.isDraining) return "restarting";
    if (this.all.size >= this.limits.maxConnections) return "crowded";
    if (ofAddress >= this.limits.maxConnectionsPerAddress) return "crowdedAddress";
    this.perAddress.set(visitor.address, ofAddress + 1);
    this.all.add(visitor);
    return null;
  }

  leave(visitor: Visitor): void {
    if (!this.all.delete(visitor)) return;
    const left = (this.perAddress.get(visitor.address) ?? 1) - 1;
    if (left > 0) this.perAddress.set(visitor.address, left);
    else this.perAddress.delete(visitor.address);
  }

  /** Sends off those whose keys were revoked or have expired meanwhile, or whose role is another. Most share a key, and each key is asked for once. */
  async recheck(actorOf: (authorization: string | undefined) => Promise<Actor>): Promise<void> {
    const keys = new Map<string | undefined, Visitor[]>();
    for (const visitor of this.all) {
      if (!visitor.identity) continue;
      const known = keys.get(visitor.identity.authorization);
      if (known) known.push(visitor);
      else keys.set(visitor.identity.authorization, [visitor]);
    }
    for (const [key, visitors] of keys) {
      const actor = await actorOf(key).catch((error: unknown) => (isRefusal(error) ? null : undefined));
      if (actor === undefined) continue; // nobody can tell just now
      for (const visitor of visitors) {
        if (!actor) visitor.close("unauthenticated");
        else if (actor.role !== visitor.identity?.actor.role) visitor.close("changed");
      }
    }
  }

  /** Sends all off, spread over at most so many seconds, so that they do not come back in one wave. */
  async drain(seconds: number): Promise<void> {
    this.isDraining = true;
    const leaving = [...this.all];
    const pace = Math.max(LEAVING_PER_SECOND, leaving.length / Math.max(seconds, TICK_MS / 1_000));
    const atOnce = Math.ceil((pace * TICK_MS) / 1_000);
    for (let at = 0; at < leaving.length; at += atOnce) {
      if (at > 0) await delay(TICK_MS);
      for (const visitor of leaving.slice(at, at + atOnce)) visitor.close("restarting");
    }
  }
}
