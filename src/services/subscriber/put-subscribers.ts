import { v7 as uuid } from "uuid";
import type { StatusPageEntity } from "../../entities/status-page.entity.ts";
import { StatusSubscriberComponentEntity, StatusSubscriberEntity } from "../../entities/status-subscriber.entity.ts";
import type { SubscriberOrigin } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { insert, insertion, recordset, select } from "../rows.ts";
import { ask } from "./ask.ts";
import type { Candidate } from "./candidate.ts";
import { stateOf } from "./subscriber.rules.ts";

/** What became of one: LEFT for who has left, or was given up, and is not brought back by a list. */
export type Put = "CREATED" | "CONFIRMED" | "UNCHANGED" | "LEFT";

export interface PutSubscribers {
  page: StatusPageEntity;
  origin: SubscriberOrigin;
}

/**
 * Brings in addresses, each at most once, in statements over all of them. Who is there stays as they are, but for one who had
 * yet to confirm and now has elsewhere. Those who have not confirmed are asked. Answers in the order of the candidates.
 */
export async function putSubscribers(tx: ServiceContext, { page, origin }: PutSubscribers, candidates: readonly Candidate[]): Promise<{ put: Put; id: string }[]> {
  const rows = candidates.map((candidate) => rowOf(tx, page, origin, candidate));
  const created: { id: string }[] = await tx.db.query(
    `${insertion(tx, StatusSubscriberEntity)} on conflict (page_id, kind, address) do nothing returning id`, [recordset(tx, StatusSubscriberEntity, rows)]);
  const isNew = new Set(created.map(({ id }) => id));
  await insert(tx, StatusSubscriberComponentEntity, rows.flatMap(({ id }, at) => (isNew.has(id) ? (candidates[at]?.choice.componentIds ?? []).map((componentId) => ({ subscriberId: id, componentId })) : [])));
  await ask(tx, page, rows.filter(({ id, askedAt }) => isNew.has(id) && askedAt));
  const known = await select(tx, StatusSubscriberEntity, "where page_id = $1 and (kind, address) in (select * from unnest($2::text[], $3::text[])) order by id for update",
    [page.id, rows.map(({ kind }) => kind), rows.map(({ address }) => address)]);
  const byAddress = new Map(known.map((one) => [`${one.kind} ${one.address}`, one]));
  const confirmed: string[] = [];
  const puts = candidates.map(({ kind, address, isConfirmed }): { put: Put; id: string } => {
    const row = byAddress.get(`${kind} ${address}`) as StatusSubscriberEntity;
    if (isNew.has(row.id)) return { put: "CREATED", id: row.id };
    const state = stateOf(row);
    if (state === "PENDING" && isConfirmed && kind === "EMAIL") return confirmed.push(row.id), { put: "CONFIRMED", id: row.id };
    return { put: state === "ACTIVE" || state === "PENDING" ? "UNCHANGED" : "LEFT", id: row.id };
  });
  await tx.db.query("update status_subscriber set confirmed_at = $2, asked_at = null, updated_at = $2 where id = any($1)", [confirmed, tx.now()]);
  return puts;
}

function rowOf(tx: ServiceContext, page: StatusPageEntity, origin: SubscriberOrigin, { kind, address, name, language, choice, isConfirmed, sealed }: Candidate): StatusSubscriberEntity {
  const now = tx.now();
  const id = uuid();
  const secret = sealed?.(id, isConfirmed ? "secret" : "next_secret") ?? null;
  return {
    id, pageId: page.id, kind, address, name, language, origin, takesAll: choice.takesAll, secret: isConfirmed ? secret : null, nextSecret: isConfirmed ? null : secret, askedAt: isConfirmed ? null : now,
    confirmedAt: isConfirmed ? now : null, unsubscribedAt: null, stoppedAt: null, stopReason: null, failingSince: null, refusals: 0, createdAt: now, updatedAt: now,
  };
}
