import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { type Data, type Variables } from "./hub.ts";
import { TOKEN } from "./program.ts";

export interface Watching {
  query: string;
  /** The variables to begin with, or to go on with after what has been seen. */
  variables: () => Variables;
  see: (data: Data) => void;
}

/** Somebody who follows through anything: after every loss with what was seen last, on whichever hub there is. */
export class Follower {
  /** What no follower may ever be told. */
  readonly wrong: unknown[] = [];
  resumed = 0;
  private isDone = false;
  private drop = () => {};
  private readonly following: Promise<void>;

  constructor(private readonly watching: Watching, private readonly anyUrl: () => string) {
    this.following = this.follow();
  }

  /** Leaves in the middle of it, and comes back. */
  leave(): void {
    this.drop();
  }

  async stop(): Promise<void> {
    this.isDone = true;
    this.drop();
    await this.following;
  }

  private async follow(): Promise<void> {
    for (; !this.isDone; this.resumed += 1) await this.once();
  }

  private once(): Promise<void> {
    return new Promise((resolve) => {
      let hasLeft = false;
      const client = createClient({
        url: `${this.anyUrl().replace("http", "ws")}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0, onNonLazyError: () => {},
        connectionParams: { authorization: `Bearer ${TOKEN}` },
      });
      const end = () => {
        if (hasLeft) return;
        hasLeft = true;
        void Promise.resolve(client.dispose()).catch(() => {}); // it repeats how the socket was lost
        setTimeout(resolve, 20); // not in a circle while no hub is there
      };
      this.drop = end;
      client.subscribe<Data>({ query: this.watching.query, variables: this.watching.variables() }, {
        next: ({ data, errors }) => {
          if (hasLeft) return;
          if (errors) this.wrong.push(errors);
          else this.watching.see(data);
        },
        error: (error) => {
          this.judge(error);
          end();
        },
        complete: end,
      });
    });
  }

  /** Losses are part of the test; a refusal is not, nor a code that ends a client for good. */
  private judge(error: unknown): void {
    if (Array.isArray(error)) this.wrong.push(error);
    if (error && typeof error === "object" && "code" in error && Number(error.code) >= 4_000) this.wrong.push({ code: error.code });
  }
}
