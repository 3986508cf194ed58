import pg from "pg";
import type { Sight } from "./sight.ts";

/** Tells the policies who asks, until the transaction ends: without one around it, that is the statement sent along. */
export const SEES = { name: "muster_sees", text: "select set_config('muster.sees', $1, true)" };

/** The parts of pg's connection and query that its types leave out. */
interface Wire {
  bind(message: object): void;
  execute(message: object): void;
}
interface Steps {
  prepare(wire: Wire): void;
  handleDataRow(message: object): void;
  handleCommandComplete(message: object, wire: Wire): void;
}
const Query = pg.Query as unknown as new (config: object, values: undefined, answer: (error: Error | null, result: unknown) => void) => Steps;

/**
 * A statement that goes out behind the word of who asks, in the same message: PostgreSQL runs both as one transaction,
 * so it costs no round trip, and nothing of it stays on the connection. The connection knows `SEES` already.
 */
export class SightedQuery extends Query {
  private isTold = false;

  constructor(config: { name: string | undefined; text: string; values: unknown[] }, private readonly sight: Sight, answer: (error: Error | null, result: unknown) => void) {
    super({ ...config, queryMode: "extended" }, undefined, answer);
  }

  override prepare(wire: Wire): void {
    wire.bind({ statement: SEES.name, values: [this.sight === "*" ? "*" : literal(this.sight)] });
    wire.execute({});
    super.prepare(wire);
  }

  override handleDataRow(message: object): void {
    if (this.isTold) super.handleDataRow(message);
  }

  override handleCommandComplete(message: object, wire: Wire): void {
    if (this.isTold) super.handleCommandComplete(message, wire);
    this.isTold = true;
  }
}

/** As PostgreSQL reads a text array. */
const literal = (names: readonly string[]): string => `{${names.map((name) => `"${name.replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
