import "reflect-metadata";
import { Doorbell } from "../../src/realtime/doorbell.ts";
import { run, type Running } from "../../src/server/run.ts";
import { answer } from "../worker.ts";

let hub: Running;

/** The program as it is; where it is to be measured without live updates, its doorbell is mute. */
answer({
  async begin({ mute = false }: { mute?: boolean }) {
    if (mute) Doorbell.prototype.ring = () => {};
    hub = await run();
  },
  port: () => Number(new URL(hub.url).port),
  /** Spent so far, in milliseconds. */
  cpu: () => (process.cpuUsage().user + process.cpuUsage().system) / 1_000,
});
