import type { ChannelKind } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../../services/context.ts";
import { settingsOf } from "../../services/delivery/index.ts";

/** The values that a secret of these channels' may have at the moment; none where nothing is set up. */
export async function secretsOf(ctx: ServiceContext, kinds: readonly ChannelKind[], name: string): Promise<string[]> {
  const settings = await Promise.all(kinds.map((kind) => settingsOf(ctx, kind)));
  return [...new Set(settings.flatMap((one) => [one?.[name], one?.[`${name}.before`]]))].filter((value): value is string => Boolean(value));
}
