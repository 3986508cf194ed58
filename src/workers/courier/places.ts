/** So many at once of each name; who comes later waits for a place, in the order of coming. */
export class Places {
  private readonly taken = new Map<string, number>();
  private readonly waiting = new Map<string, (() => void)[]>();

  async within<T>(name: string, atOnce: number, work: () => Promise<T>): Promise<T> {
    const taken = this.taken.get(name) ?? 0;
    if (taken < atOnce) this.taken.set(name, taken + 1);
    else await new Promise<void>((free) => this.waiting.set(name, [...(this.waiting.get(name) ?? []), free]));
    try {
      return await work();
    } finally {
      const next = this.waiting.get(name)?.shift();
      // A place goes from hand to hand.
      if (next) next();
      else this.taken.set(name, (this.taken.get(name) ?? 1) - 1);
    }
  }
}
