import type { ServiceContext } from "../context.ts";

/** A key's use is written at most so often, whichever hubs it is used on. */
const EVERY_MS = 60_000;

/** Writes when and from where keys were last used, beside the requests and not on their path. */
export class KeyUse {
  private readonly written = new Map<string, number>();
  private readonly writing = new Set<Promise<unknown>>();

  /** Begins to write, if that is due. What fails is tried again a minute later: nothing depends on it. */
  note({ db, now }: Pick<ServiceContext, "db" | "now">, keyId: string, address: string): void {
    const usedAt = now();
    if (usedAt.getTime() - (this.written.get(keyId) ?? -EVERY_MS) < EVERY_MS) return;
    this.written.set(keyId, usedAt.getTime());
    const writing: Promise<unknown> = db.query(WRITE, [keyId, usedAt, address]).catch(() => {}).finally(() => this.writing.delete(writing));
    this.writing.add(writing);
  }

  /** Waits for what is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.writing);
  }
}

const WRITE = `
  insert into api_key_use (key_id, used_at, address) values ($1, $2, $3)
  on conflict (key_id) do update set used_at = excluded.used_at, address = excluded.address
  where api_key_use.used_at <= excluded.used_at - interval '1 minute'`;
