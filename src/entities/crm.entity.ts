import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { CrmPaging, CrmRunState } from "./crm-vocabulary.ts";

/** An endpoint that accounts are pulled from. */
@Entity("crm_setting")
export class CrmSettingEntity {
  @PrimaryColumn("text")
  name!: string;

  /** With placeholders such as `{page}`. */
  @Column("text")
  url!: string;

  @Column("text")
  paging!: CrmPaging;

  /** The expression (JMESPath) that finds the accounts in a page. */
  @Column("text")
  items!: string;

  /** The expression that finds where to go on: a cursor, an address, or whether there is more. */
  @Column("text", { nullable: true })
  next!: string | null;

  @Column("integer")
  firstPage!: number;

  /** A pull ends with an error after so many. */
  @Column("integer")
  mostPages!: number;

  /** For each field of a customer the expression that finds it in an account. */
  @Column("jsonb")
  fields!: Record<string, string>;

  @Column("text")
  authHeader!: string;

  /** The header's value, as `services/secret/seal.ts` writes it; null without one. */
  @Column("text", { nullable: true })
  sealed!: string | null;

  /** Seconds from the end of a pull to the next; null where it is pulled only when somebody asks. */
  @Column("integer", { nullable: true })
  every!: number | null;

  @Instant()
  setAt!: Date;

  @Column("text")
  setBy!: string;
}

/** What was wrong with one row of a pull. */
export interface CrmRefusal {
  page: number;
  key: string | null;
  field: string | null;
  reason: string;
}

/** One pull: waiting for its time, under way, or over. */
@Entity("crm_run")
export class CrmRunEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("text")
  crm!: string;

  @Column("text")
  state!: CrmRunState;

  @Column("text")
  askedBy!: string;

  /** The incident whose affected accounts it brings; null for one that brings only the directory up to date. */
  @Column("uuid", { nullable: true })
  forIncident!: string | null;

  @Instant()
  dueAt!: Date;

  @Instant({ nullable: true })
  startedAt!: Date | null;

  @Instant({ nullable: true })
  finishedAt!: Date | null;

  /** How many hubs have begun it; one that dies leaves it to the next. */
  @Column("integer")
  attempts!: number;

  @Column("uuid", { nullable: true })
  leaseBy!: string | null;

  @Instant({ nullable: true })
  leaseUntil!: Date | null;

  @Column("integer")
  pages!: number;

  @Column("integer")
  rows!: number;

  @Column("integer")
  created!: number;

  @Column("integer")
  updated!: number;

  @Column("integer")
  unchanged!: number;

  @Column("integer")
  refused!: number;

  /** The first 100. */
  @Column("jsonb")
  refusals!: CrmRefusal[];

  /** Why it ended early; what came before that is in the directory. */
  @Column("text", { nullable: true })
  error!: string | null;
}
