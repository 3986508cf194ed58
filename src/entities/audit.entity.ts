import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { AccessRole } from "./vocabulary.ts";

/** Properties by subject (`incident/ID`, `team/ID` ...), so that one act upon several things stays one entry. */
export type BySubject = Record<string, Record<string, unknown>>;

/** Who did what, from where, and what it changed. The database refuses to change or remove one. */
@Entity("audit_entry")
export class AuditEntryEntity {
  /** A uuid of version 7: by the hub's own clock, whatever `at` says. */
  @PrimaryColumn("uuid")
  id!: string;

  @Instant()
  at!: Date;

  /** An API key's id, `bootstrap`, `operator`, `hub`, or whoever tried to sign in. */
  @Column("text")
  actorId!: string;

  @Column("text")
  actorName!: string;

  @Column("text")
  actorRole!: AccessRole;

  /** The person who spoke through it. */
  @Column("uuid", { nullable: true })
  responderId!: string | null;

  /** The mutation's name, a command's (`muster key create`), or such as `login`. */
  @Column("text")
  action!: string;

  /** What it was done to in the first place, as `incident/ID`. */
  @Column("text", { nullable: true })
  subject!: string | null;

  /** What was asked for, without secrets; null for commands. */
  @Column("jsonb", { nullable: true })
  input!: unknown;

  /** The properties that changed, as they were. */
  @Column("jsonb")
  before!: BySubject;

  /** The same, as they became. */
  @Column("jsonb")
  after!: BySubject;

  @Column("text", { nullable: true })
  address!: string | null;

  @Column("text", { nullable: true })
  userAgent!: string | null;

  @Column("text", { nullable: true })
  requestId!: string | null;
}

/** An entry's place in the chain. */
@Entity("audit_seal")
export class AuditSealEntity {
  /** 1, 2, 3 ... without a gap. */
  @PrimaryColumn("bigint")
  number!: string;

  @Column("uuid")
  entryId!: string;

  /** SHA-256 of the hash before it and of the entry, hex. */
  @Column("text")
  hash!: string;
}
