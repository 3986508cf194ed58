import pg from "pg";
import { Crowded } from "./outage.ts";

/** So many may wait for a connection; who comes then is told at once to try again, and not after a long wait. */
const WAITING = 500;

type Taken = (error: Error | undefined, client: pg.PoolClient | undefined, done: (release?: Error | boolean) => void) => void;

/** A pool whose queue has an end. */
export class BoundedPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(taken: Taken): void;
  override connect(taken?: Taken): Promise<pg.PoolClient> | void {
    if (this.waitingCount < WAITING) return taken ? super.connect(taken) : super.connect();
    if (!taken) return Promise.reject(new Crowded());
    process.nextTick(taken, new Crowded(), undefined, () => {});
  }
}
