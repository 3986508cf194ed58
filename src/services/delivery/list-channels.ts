import { ChannelSettingEntity } from "../../entities/channel-setting.entity.ts";
import { authorise } from "../access/authorise.ts";
import type { ServiceContext } from "../context.ts";
import { select } from "../rows.ts";
import type { Channel } from "./channel.ts";

/** What a channel is set up with, as people see it: secrets by name alone. */
export interface KnownSettings {
  values: Record<string, string>;
  secrets: string[];
  /** Null where the environment of the hub sets it up. */
  setAt: Date | null;
  setBy: string | null;
}

export interface KnownChannel extends Pick<Channel, "kind" | "label" | "fields" | "address"> {
  settings: KnownSettings | null;
}

/** Every way out of this hub, and what it is set up with. */
export async function listChannels(ctx: ServiceContext): Promise<KnownChannel[]> {
  authorise(ctx, "directory:read");
  const rows = await select(ctx, ChannelSettingEntity, "", []);
  return (ctx.channels?.all ?? []).map((channel) => known(ctx, channel, rows.find(({ kind }) => kind === channel.kind)));
}

export const known = (ctx: Pick<ServiceContext, "channels">, { kind, label, fields, address }: Channel, row: ChannelSettingEntity | undefined): KnownChannel =>
  ({ kind, label, fields, address, settings: settingsOf(ctx, { kind, fields }, row) });

function settingsOf({ channels }: Pick<ServiceContext, "channels">, { kind, fields }: Pick<Channel, "kind" | "fields">, row: ChannelSettingEntity | undefined): KnownSettings | null {
  const secretNames = fields.filter((field) => field.kind === "SECRET").map(({ name }) => name);
  if (row) return { values: row.values, secrets: row.sealed === null ? [] : secretNames, setAt: row.setAt, setBy: row.setBy };
  const given = channels?.given[kind];
  if (!given) return null;
  const entries = Object.entries(given);
  return {
    values: Object.fromEntries(entries.filter(([name]) => !secretNames.includes(name))), secrets: entries.map(([name]) => name).filter((name) => secretNames.includes(name)),
    setAt: null, setBy: null,
  };
}
