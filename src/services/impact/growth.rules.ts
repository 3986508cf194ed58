import type { ImpactSnapshotEntity } from "../../entities/impact.entity.ts";

/** A snapshot, and how far it is from the one before and from the baseline. */
export interface Snapshot extends ImpactSnapshotEntity {
  /** Customers more than in the snapshot before; below 0 after a correction. */
  growth: number;
  /** Times the baseline that counted as the change came; null where there was none. */
  growthFactor: number | null;
}

/** The series of one incident, oldest first. The first one has grown by all that it has. */
export const grown = (series: readonly ImpactSnapshotEntity[]): Snapshot[] =>
  series.map((snapshot, at) => ({
    ...snapshot,
    growth: snapshot.customersAffected - (series[at - 1]?.customersAffected ?? 0),
    growthFactor: snapshot.baseline ? Math.round((snapshot.customersAffected / snapshot.baseline) * 100) / 100 : null,
  }));
