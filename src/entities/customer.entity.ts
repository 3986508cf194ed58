import { Column, Entity, PrimaryColumn } from "typeorm";
import { Exact, Instant } from "./columns.ts";

/** An account. */
@Entity("customer")
export class CustomerEntity {
  @PrimaryColumn("uuid")
  id!: string;

  /** The account's id in the CRM it comes from. */
  @Column("text")
  externalId!: string;

  @Column("text")
  name!: string;

  /** Annual recurring revenue. */
  @Exact()
  arrAmount!: string;

  /** ISO 4217; the policy holds a rate for it. */
  @Column("text")
  arrCurrency!: string;

  @Column("boolean")
  strategic!: boolean;

  @Column("text", { nullable: true })
  plan!: string | null;

  @Column("text", { nullable: true })
  region!: string | null;

  @Instant({ nullable: true })
  renewalOn!: Date | null;

  /** The account has an escalation open with us. */
  @Column("boolean")
  activeEscalation!: boolean;

  @Column("boolean")
  executiveSponsorEngaged!: boolean;

  /** Billable units in the last 30 days. */
  @Exact()
  usage!: string;

  /** The customer success manager. */
  @Column("uuid", { nullable: true })
  ownerId!: string | null;

  @Instant()
  updatedAt!: Date;
}

/** Which services an account uses. */
@Entity("customer_service")
export class CustomerServiceEntity {
  @PrimaryColumn("uuid")
  customerId!: string;

  @PrimaryColumn("uuid")
  serviceId!: string;
}
