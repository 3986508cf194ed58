import type { EntityManager } from "typeorm";
import type { Actor } from "./access/actor.ts";
import { type Noted, nothingNoted, type Operation, type Origin } from "./audit/act.ts";
import { auditOperation } from "./audit/write.ts";
import type { AskCrm } from "./crm/ask-page.ts";
import type { Channels } from "./delivery/channel.ts";
import type { SecretKey } from "./secret/keyring.ts";
import type { Wakeups } from "./live.ts";
import type { Drafting } from "./model-draft/writer.ts";

/** Counts attempts before they are weighed: RATE_LIMITED where there were too many. */
export interface SignIns {
  admit(email: string, address: string): Promise<void>;
  succeeded(email: string, address: string): Promise<void>;
}

/** All a service verb may reach: who is asking, what time it is, the database, and the wake-ups. */
export interface ServiceContext {
  readonly actor: Actor;
  readonly now: () => Date;
  /** Whether `now` follows the database's clock, as it does but in tests that move it. */
  readonly isOnDatabaseClock?: boolean;
  readonly db: EntityManager;
  readonly wakeups: Wakeups;
  /** Incidents that the running transaction has changed; rung once it has committed. */
  readonly touched?: Set<string>;
  /** What is to be done once the running transaction has committed; it must not throw. */
  readonly afterCommit?: (() => void)[];
  /** From where the request came, and what it does; for the audit log. */
  readonly origin?: Origin;
  readonly operation?: Operation;
  /** What the running transaction has changed; its audit entry tells. */
  readonly noted?: Noted;
  /** What counts attempts to sign in, where people can. */
  readonly signIns?: SignIns;
  /** What encrypts stored secrets, the first; all decrypt. */
  readonly secretKeys?: readonly SecretKey[];
  /** The ways out that this hub has. */
  readonly channels?: Channels;
  /** The way to CRMs. */
  readonly askCrm?: AskCrm;
  /** What drafts beside the templates, and who hears of drafts. */
  readonly drafting?: Drafting;
  /** Where people reach the hub, for links in what it sends. */
  readonly publicUrl?: string | undefined;
}

/**
 * Runs `work` in a transaction, all of it at one instant, and rings for what it changed after the commit; a NOTIFY inside it would queue all
 * writers behind one commit lock (ADR 3). The audit entry is its last act. Inside another transaction it joins that one.
 */
export async function inTransaction<T>(ctx: ServiceContext, work: (tx: ServiceContext) => Promise<T>): Promise<T> {
  if (ctx.touched) return work(ctx);
  const touched = new Set<string>();
  const afterCommit: (() => void)[] = [];
  const now = ctx.now();
  const answer = await ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db, touched, afterCommit, noted: nothingNoted(), now: () => now };
    const done = await work(tx);
    await auditOperation(tx);
    return done;
  });
  if (touched.size > 0) ctx.wakeups.ring([...touched]);
  for (const act of afterCommit) act();
  return answer;
}
