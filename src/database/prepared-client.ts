import pg from "pg";
import { type Sight, sightOf } from "./sight.ts";
import { SEES, SightedQuery } from "./sighted-query.ts";

/** Statements that a connection keeps planned; each holds some tens of kilobytes on the server. */
const MOST = 200;

/**
 * A statement that begins so is planned each time: where a table grows by tens of thousands of rows at once, a plan from
 * when it was small reads all of them until the server has counted anew, a minute later.
 */
const ANEW = "/* planned anew */";

/** A connection that has PostgreSQL parse and plan a statement once, and not each time that it is sent. */
export class PreparedClient extends pg.Client {
  private readonly names = new Map<string, string>();
  private knowsSees = false;

  constructor(config?: pg.ClientConfig) {
    super(config);
    // From the pool to whoever takes it there is a moment in which nobody listens: an error then would end the process.
    this.on("error", () => {});
  }

  // pg declares a dozen shapes of this call; TypeORM uses the one with a text and values.
  override query(...args: never[]): never {
    const [text, values, ...rest] = args as unknown as [unknown, unknown, ...unknown[]];
    const send = super.query.bind(this) as (...all: unknown[]) => never;
    if (typeof text !== "string" || !Array.isArray(values)) return send(...args);
    const sight = sightOf(values);
    if (sight !== undefined) return this.sendSighted(text, values, sight, send) as never;
    const name = values.length > 0 ? this.nameOf(text) : undefined;
    return name ? send({ name, text, values }, ...rest) : send(...args);
  }

  private async sendSighted(text: string, values: unknown[], sight: Sight, send: (...all: unknown[]) => Promise<unknown>): Promise<unknown> {
    if (!this.knowsSees) {
      await send({ ...SEES, values: [""] });
      this.knowsSees = true;
    }
    return new Promise((resolve, reject) => {
      const answer = (error: Error | null, result: unknown) => (error ? reject(error) : resolve(result));
      void send(new SightedQuery({ name: this.nameOf(text), text, values }, sight, answer));
    });
  }

  private nameOf(text: string): string | undefined {
    const known = this.names.get(text);
    if (known || this.names.size >= MOST || text.startsWith(ANEW)) return known;
    const name = `muster_${this.names.size}`;
    this.names.set(text, name);
    return name;
  }
}
