/** The instants of the near future at which something is due, earliest first, as far as they are known. */
export class NearFuture {
  private instants: number[] = [];

  /** In milliseconds; Infinity where nothing is known of. */
  get earliest(): number {
    return this.instants[0] ?? Infinity;
  }

  get size(): number {
    return this.instants.length;
  }

  /** How many have passed. */
  passed(now: number): number {
    const next = this.instants.findIndex((instant) => instant > now);
    return next < 0 ? this.instants.length : next;
  }

  /** What a look has found, the earliest first. Where it `isAll`, nothing else is there; else what lies beyond may be. */
  saw(found: readonly Date[], isAll: boolean): void {
    const seen = found.map((instant) => instant.getTime());
    const last = seen.at(-1) ?? Infinity;
    this.instants = isAll ? seen : [...seen, ...this.instants.filter((instant) => instant > last)];
  }

  /** Takes out those that have passed, so many at most. */
  take(now: number, most: number): number[] {
    return this.instants.splice(0, Math.min(this.passed(now), most));
  }
}
