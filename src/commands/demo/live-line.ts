import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import type { TimelineKind } from "../../entities/vocabulary.ts";

export interface LiveEvent {
  revision: number;
  kind: TimelineKind;
  summary: string;
  recordedAt: string;
}

const FOLLOW = "subscription ($id: ID!) { timeline(incidentId: $id) { revision kind summary recordedAt } }";
const PATIENCE = 10_000;

/** The incident's timeline as a status board has it: by subscription, what was there first and then what comes. */
export class LiveLine {
  readonly events: LiveEvent[] = [];
  private wake = () => {};
  private failure: unknown;
  private readonly client;

  constructor(hub: string, token: string, incidentId: string, private readonly onEvent: (event: LiveEvent) => void) {
    this.client = createClient({
      url: hub.replace(/^http/, "ws").concat("/graphql"),
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
    });
    this.client.subscribe<{ timeline: LiveEvent }>(
      { query: FOLLOW, variables: { id: incidentId } },
      { next: ({ data }) => data && this.take(data.timeline), error: (error) => this.fail(error), complete: () => this.wake() },
    );
  }

  /** Whether this was recorded, to the moment. */
  find(kind: TimelineKind, recordedAt: Date): LiveEvent | undefined {
    return this.events.find((event) => event.kind === kind && event.recordedAt === recordedAt.toISOString());
  }

  /** Answers once the event of this revision has come. */
  async upTo(revision: number): Promise<void> {
    const late = setTimeout(() => this.fail(new Error(`The live timeline brings nothing any more; revision ${revision} is missing`)), PATIENCE);
    while (this.last < revision && this.failure === undefined) await new Promise<void>((wake) => (this.wake = wake));
    clearTimeout(late);
    if (this.last < revision) throw this.failure;
  }

  async end(): Promise<void> {
    await this.client.dispose();
  }

  private get last(): number {
    return this.events.at(-1)?.revision ?? 0;
  }

  /** After a lost connection all of them come again. */
  private take(event: LiveEvent): void {
    if (event.revision <= this.last) return;
    this.events.push(event);
    this.onEvent(event);
    this.wake();
  }

  private fail(error: unknown): void {
    this.failure = error;
    this.wake();
  }
}
