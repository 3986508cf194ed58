import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { Audience, IncidentRole, PostMortemDuty, Severity } from "./vocabulary.ts";

/** A version of the hub's policy: every number of the rules that is not a severity's. Never changed once written. */
@Entity("policy")
export class PolicyEntity {
  @PrimaryColumn("integer")
  version!: number;

  /** `PolicyDocument` of the policy service. */
  @Column("jsonb")
  document!: Record<string, unknown>;

  @Instant()
  createdAt!: Date;

  @Column("text")
  createdBy!: string;
}

/** A version of what a severity demands (product rules, section 4). Spans are seconds. Never changed once written. */
@Entity("response_plan")
export class ResponsePlanEntity {
  @PrimaryColumn("text")
  severity!: Severity;

  @PrimaryColumn("integer")
  version!: number;

  @Column("integer")
  acknowledgeWithin!: number;

  @Column("integer")
  triageWithin!: number;

  @Column("integer")
  firstCommunicationWithin!: number;

  @Column("integer", { nullable: true })
  statusPageWithin!: number | null;

  @Column("integer")
  resolveWithin!: number;

  /** Null: as needed. */
  @Column("integer", { nullable: true })
  updateEvery!: number | null;

  /** Empty: nobody is paged. */
  @Column("integer", { array: true })
  pageSteps!: number[];

  @Column("text", { array: true })
  roles!: IncidentRole[];

  /** Titles of those who are told. */
  @Column("text", { array: true })
  executives!: string[];

  @Column("text", { array: true })
  audiences!: Audience[];

  /** How many people have to stand behind a message to customers: 1 or 2. */
  @Column("integer")
  approvals!: number;

  @Column("text")
  postMortem!: PostMortemDuty;

  @Column("integer", { nullable: true })
  postMortemWithin!: number | null;

  /** The severity opens a bridge. */
  @Column("boolean")
  bridge!: boolean;

  @Instant()
  createdAt!: Date;

  @Column("text")
  createdBy!: string;
}
