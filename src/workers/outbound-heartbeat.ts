import type { Asks } from "../channels/http-outcome.ts";
import { Round } from "./round.ts";

export interface OutboundHeartbeatOptions {
  /** What is called; whoever listens there raises the alarm once the calls stay away. */
  url: string;
  client: Asks;
  /** Whether the hub does its work. While it does not, or cannot tell, nothing is called: silence is the message. */
  isContent: () => Promise<boolean>;
  /** Told once, until it works again. */
  onError: (error: unknown) => void;
  everyMs?: number;
}

const EVERY_MS = 60_000;

/** Tells somebody outside that this hub does its work: who watches incidents has to be watched, too. */
export class OutboundHeartbeat {
  private readonly round: Round;
  private isTold = false;

  constructor(private readonly options: OutboundHeartbeatOptions) {
    this.round = new Round({ everyMs: options.everyMs ?? EVERY_MS, turn: () => this.beat(), onError: options.onError });
  }

  start = (): void => this.round.start();

  stop = (): Promise<void> => this.round.stop();

  /** Calls once, if there is good news. Never throws. */
  async beat(): Promise<void> {
    const { url, client, isContent, onError } = this.options;
    try {
      if (!(await isContent())) return;
      const { status } = await client.request(url);
      if (status >= 400) throw new Error(`The heartbeat's listener answers ${status}`);
      this.isTold = false;
    } catch (error) {
      if (!this.isTold) onError(error);
      this.isTold = true;
    }
  }
}
