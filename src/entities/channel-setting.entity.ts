import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { ChannelKind } from "./vocabulary.ts";

/** What a channel is set up with, once for all hubs. */
@Entity("channel_setting")
export class ChannelSettingEntity {
  @PrimaryColumn("text")
  kind!: ChannelKind;

  /** All that is no secret. */
  @Column("jsonb")
  values!: Record<string, string>;

  /** The secrets by name as JSON, as `services/secret/seal.ts` writes it; null without any. */
  @Column("text", { nullable: true })
  sealed!: string | null;

  /** Those of before, which receivers may still know. */
  @Column("text", { nullable: true })
  sealedBefore!: string | null;

  /** Until when those count. */
  @Instant({ nullable: true })
  beforeUntil!: Date | null;

  @Instant()
  setAt!: Date;

  @Column("text")
  setBy!: string;
}
