import { Column, Entity, PrimaryColumn } from "typeorm";

/** A timeline event at its place in the one order of all incidents. */
@Entity("feed")
export class FeedEntity {
  /** 1, 2, 3 ... without a gap, in the order in which they may be read: what is later was never there before. */
  @PrimaryColumn("bigint")
  position!: string;

  @Column("uuid")
  incidentId!: string;

  @Column("integer")
  revision!: number;
}
