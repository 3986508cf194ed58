import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";
import type { ComponentState } from "./vocabulary.ts";

/** Components that stand together on the page under one name. */
@Entity("status_component_group")
export class StatusComponentGroupEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("text", { unique: true })
  slug!: string;

  @Column("text")
  name!: string;

  @Column("text", { nullable: true })
  description!: string | null;

  /** Those with a lower one come first; then by name. */
  @Column("integer")
  position!: number;

  @Instant()
  createdAt!: Date;

  @Instant()
  updatedAt!: Date;
}

/** A part of what we offer, as customers know it. */
@Entity("status_component")
export class StatusComponentEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("text", { unique: true })
  slug!: string;

  @Column("text")
  name!: string;

  @Column("text", { nullable: true })
  description!: string | null;

  @Column("uuid", { nullable: true })
  groupId!: string | null;

  /** Those with a lower one come first; then by name. */
  @Column("integer")
  position!: number;

  /** Shown on internal pages alone. */
  @Column("boolean")
  isInternal!: boolean;

  /** From when on its history counts. */
  @Instant()
  startsAt!: Date;

  /** The worst of what holds it now: entries that are open, and what a person has set. Kept by `hold`. */
  @Column("text")
  state!: ComponentState;

  /** When that changed last. */
  @Instant()
  stateSince!: Date;

  @Instant()
  createdAt!: Date;

  @Instant()
  updatedAt!: Date;
}

/** The services whose incidents show on a component. */
@Entity("status_component_service")
export class StatusComponentServiceEntity {
  @PrimaryColumn("uuid")
  componentId!: string;

  @PrimaryColumn("uuid")
  serviceId!: string;
}

/** A span in which something held a component in a state other than OPERATIONAL. The history is made of these; they overlap. */
@Entity("status_hold")
export class StatusHoldEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid")
  componentId!: string;

  /** What held it; null for a person who set the state by hand. */
  @Column("uuid", { nullable: true })
  entryId!: string | null;

  @Column("text")
  state!: ComponentState;

  @Instant()
  fromAt!: Date;

  /** Null while it lasts. */
  @Instant({ nullable: true })
  untilAt!: Date | null;
}
