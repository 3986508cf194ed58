import { ChannelSettingEntity } from "../../entities/channel-setting.entity.ts";
import type { ChannelKind } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { about, noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { invalid, notFound } from "../errors.ts";
import * as policies from "../policy/index.ts";
import { insert, selectOne } from "../rows.ts";
import { keysOf, open, seal } from "../secret/index.ts";
import type { Channel } from "./channel.ts";
import { placeBefore, placeOf } from "./channel.store.ts";
import { known, type KnownChannel } from "./list-channels.ts";
import { checkValues } from "./values.rules.ts";

export interface ConfigureChannel {
  kind: ChannelKind;
  /** By the names of the channel's fields; what is left out stays, null takes away. */
  values: unknown;
}

type Given = Readonly<Record<string, string | null>>;

/** Sets up a channel for all hubs. Secrets are kept sealed; one whose receivers may know it still counts for a while. */
export async function configureChannel(ctx: ServiceContext, { kind, values: asked }: ConfigureChannel): Promise<KnownChannel> {
  authorise(ctx, "secret:manage");
  const channel = channelOf(ctx, kind);
  const values = given(asked);
  return inTransaction(ctx, async (tx) => {
    await tx.db.query("select pg_advisory_xact_lock(hashtextextended('channel ' || $1, 0))", [kind]);
    const before = await selectOne(tx, ChannelSettingEntity, "where kind = $1", [kind]);
    const secretsBefore: Record<string, string> = before?.sealed ? JSON.parse(open(keysOf(tx), placeOf(kind), before.sealed)) : {};
    const all = merged({ ...before?.values, ...secretsBefore }, values);
    const refusal = checkValues(channel, all, values);
    if (refusal) throw invalid(refusal.field === null ? "values" : `values.${refusal.field}`, refusal.reason);
    return known(tx, channel, await write(tx, channel, all, before, secretsBefore));
  });
}

async function write(tx: ServiceContext, { kind, fields }: Channel, all: Record<string, string>, before: ChannelSettingEntity | null, secretsBefore: Record<string, string>): Promise<ChannelSettingEntity> {
  const isSecret = (name: string) => fields.some((field) => field.name === name && field.kind === "SECRET");
  const pick = (wanted: (name: string) => boolean) => Object.fromEntries(Object.entries(all).filter(([name]) => wanted(name)));
  const secrets = pick(isSecret);
  const overlapping = Object.fromEntries(fields.flatMap(({ name, overlaps }) => (overlaps && secretsBefore[name] && secretsBefore[name] !== secrets[name] ? [[name, secretsBefore[name]]] : [])));
  const isReplaced = Object.keys(overlapping).length > 0;
  const { secretOverlap } = (await policies.current(tx)).document.delivery;
  const row: ChannelSettingEntity = {
    kind, values: pick((name) => !isSecret(name)),
    sealed: Object.keys(secrets).length > 0 ? seal(keysOf(tx)[0], placeOf(kind), JSON.stringify(secrets)) : null,
    sealedBefore: isReplaced ? seal(keysOf(tx)[0], placeBefore(kind), JSON.stringify(overlapping)) : (before?.sealedBefore ?? null),
    beforeUntil: isReplaced ? new Date(tx.now().getTime() + secretOverlap * 1_000) : (before?.beforeUntil ?? null),
    setAt: tx.now(), setBy: tx.actor.name,
  };
  await tx.db.query("delete from channel_setting where kind = $1", [kind]);
  await insert(tx, ChannelSettingEntity, [row]);
  about(tx, `channel/${kind}`);
  noteChange(tx, `channel/${kind}`, before && told(before), told(row));
  return row;
}

/** Numbers and booleans as their text, as forms have them. */
function given(values: unknown): Given {
  if (typeof values !== "object" || values === null || Array.isArray(values)) throw invalid("values", "values must be an object with the channel's fields");
  const wrong = Object.entries(values).find(([, value]) => value !== null && !["string", "number", "boolean"].includes(typeof value));
  if (wrong) throw invalid(`values.${wrong[0]}`, `${wrong[0]} must be text`);
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === null ? null : String(value).trim()]));
}

const merged = (before: Record<string, string>, values: Given): Record<string, string> =>
  Object.fromEntries(Object.entries({ ...before, ...values }).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== ""));

const told = ({ kind, values, setAt, setBy }: ChannelSettingEntity) => ({ kind, values, setAt, setBy });

export function channelOf({ channels }: Pick<ServiceContext, "channels">, kind: ChannelKind): Channel {
  const channel = channels?.all.find((one) => one.kind === kind);
  if (!channel) throw notFound(`channel ${kind} on this hub`, "kind");
  return channel;
}
