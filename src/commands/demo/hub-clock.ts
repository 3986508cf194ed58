/**
 * The hub's clock while the demo plays: it stands at the step's own moment, so that what the hub stamps itself is exact too.
 * Before the play and after it, it is the real one.
 */
export class HubClock {
  private standing: number | null = null;
  private last = 0;

  /** Never before what it showed last, should the play have been ahead of the real clock. */
  readonly now = (): Date => new Date(this.standing ?? Math.max(Date.now(), this.last));

  set(at: Date): void {
    this.standing = at.getTime();
  }

  release(): void {
    this.last = this.standing ?? this.last;
    this.standing = null;
  }
}
