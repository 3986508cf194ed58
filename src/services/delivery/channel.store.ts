import { ChannelSettingEntity } from "../../entities/channel-setting.entity.ts";
import type { ChannelKind } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { selectOne } from "../rows.ts";
import { keysOf, open, type Place } from "../secret/index.ts";
import type { ChannelSettings } from "./channel.ts";

export const placeOf = (kind: ChannelKind): Place => ({ table: "channel_setting", column: "sealed", row: kind });
export const placeBefore = (kind: ChannelKind): Place => ({ table: "channel_setting", column: "sealed_before", row: kind });

type Reader = Pick<ServiceContext, "db" | "now" | "secretKeys" | "channels">;

/** The channels that something can be sent by: set up by `configureChannel`, or by this hub's environment. */
export async function configuredKinds({ db, channels }: Pick<ServiceContext, "db" | "channels">): Promise<Set<ChannelKind>> {
  const rows: { kind: ChannelKind }[] = await db.query("select kind from channel_setting");
  return new Set([...rows.map(({ kind }) => kind), ...(Object.keys(channels?.given ?? {}) as ChannelKind[])]);
}

/** What a channel is set up with, secrets in the clear: for sending, and for no log or answer. Null if it is not set up. */
export async function settingsOf(ctx: Reader, kind: ChannelKind): Promise<ChannelSettings | null> {
  const row = await selectOne(ctx, ChannelSettingEntity, "where kind = $1", [kind]);
  if (!row) return ctx.channels?.given[kind] ?? null;
  const opened = (sealed: string | null, place: Place) => (sealed === null ? {} : (JSON.parse(open(keysOf(ctx), place, sealed)) as Record<string, string>));
  const before = row.beforeUntil && row.beforeUntil > ctx.now() ? opened(row.sealedBefore, placeBefore(kind)) : {};
  return { ...row.values, ...opened(row.sealed, placeOf(kind)), ...Object.fromEntries(Object.entries(before).map(([name, value]) => [`${name}.before`, value])) };
}
