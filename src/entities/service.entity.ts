import { Column, Entity, PrimaryColumn } from "typeorm";
import { Instant } from "./columns.ts";

/** Something that customers use. */
@Entity("service")
export class ServiceEntity {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("text")
  slug!: string;

  @Column("text")
  name!: string;

  /** Criticality: 1 (the business stops) to 4. */
  @Column("integer")
  tier!: number;

  @Column("uuid", { nullable: true })
  ownerTeamId!: string | null;

  @Instant()
  updatedAt!: Date;
}

/** `serviceId` stops working when `dependsOnId` does. Never a cycle. */
@Entity("service_dependency")
export class ServiceDependencyEntity {
  @PrimaryColumn("uuid")
  serviceId!: string;

  @PrimaryColumn("uuid")
  dependsOnId!: string;
}
