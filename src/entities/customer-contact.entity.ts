import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";

/** Somebody at an account whom we may write to about incidents, or a channel in Slack that it shares with us. One address is one contact of an account. */
@Entity("customer_contact")
export class CustomerContactEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid")
  customerId!: string;

  /** In lower case; null for a channel. */
  @Column("text", { nullable: true })
  email!: string | null;

  /** The channel's id in Slack; null for an e-mail address. */
  @Column("text", { nullable: true })
  slackChannel!: string | null;

  @Column("text", { nullable: true })
  name!: string | null;

  /** BCP 47, such as `de`; null where nobody has said. */
  @Column("text", { nullable: true })
  language!: string | null;

  /** When they asked to be left alone; until taken back, nothing is sent there. */
  @Instant({ nullable: true })
  unsubscribedAt!: Date | null;

  /** Since when the address refuses mail for good; null where it does not, as far as anybody knows. */
  @Instant({ nullable: true })
  bouncedAt!: Date | null;

  /** What the server said. */
  @Column("text", { nullable: true })
  bounceReason!: string | null;

  /** Messages in a row that were refused for good. */
  @Column("integer", { default: 0 })
  refusals!: number;

  /** When the hub gave the address up; until taken back, nothing is sent there. The same at every account that has it. */
  @Instant({ nullable: true })
  stoppedAt!: Date | null;

  @Column("text", { nullable: true })
  stopReason!: string | null;

  @Instant()
  createdAt!: Date;
}
