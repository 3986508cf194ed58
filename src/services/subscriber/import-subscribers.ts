import { authorise } from "../access/authorise.ts";
import { about, noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { DomainError, invalid } from "../errors.ts";
import { componentsOn } from "../status-page/read-page.ts";
import { type Candidate, candidateOf, type SubscriberRow } from "./candidate.ts";
import { type Put, putSubscribers } from "./put-subscribers.ts";
import { pageBySlug } from "./subscriber.store.ts";

/** A row of a list, with its place there. */
export interface ListedSubscriber {
  line: number;
  /** What it holds; INVALID_INPUT of whoever has read it is told like any other. */
  row: (SubscriberRow & { confirmed?: boolean | null | undefined }) | DomainError;
}

export interface ImportSubscribers {
  page?: string | null;
  /** That the list holds who has said so elsewhere, but for rows that say they have not. Else each is asked. */
  areConfirmed: boolean;
  /** Checks everything, and changes nothing. */
  dryRun?: boolean;
}

export type ImportTally = Record<Put | "REFUSED", number>;

/** Brings in a list of any length, a thousand at a time, each a transaction. What is wrong with a row costs that row alone, and is told with its line. */
export async function importSubscribers(
  ctx: ServiceContext, input: ImportSubscribers, batches: AsyncIterable<readonly ListedSubscriber[]>, onRefused: (line: number, why: DomainError) => void,
): Promise<ImportTally> {
  authorise(ctx, "delivery:manage");
  const page = await pageBySlug(ctx, input.page, null);
  const components = await componentsOn(ctx, page);
  const tally: ImportTally = { CREATED: 0, CONFIRMED: 0, UNCHANGED: 0, LEFT: 0, REFUSED: 0 };
  const lines = new Map<string, number>();
  const checked = ({ line, row }: ListedSubscriber): Candidate[] => {
    try {
      if (row instanceof DomainError) throw row;
      const candidate = candidateOf(ctx, components, row, input.areConfirmed && row.confirmed !== false);
      const name = `${candidate.kind} ${candidate.address}`;
      const first = lines.get(name);
      if (first !== undefined) throw invalid("address", `${candidate.address} stands in line ${first} already`);
      lines.set(name, line);
      return [candidate];
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      tally.REFUSED += 1;
      onRefused(line, error);
      return [];
    }
  };
  for await (const batch of batches) {
    const candidates = batch.flatMap(checked);
    const puts = await unlessDry(ctx, input.dryRun ?? false, async (tx) => {
      about(tx, `statusPage/${page.id}`);
      const done = await putSubscribers(tx, { page, origin: "IMPORT" }, candidates);
      noteChange(tx, `statusPage/${page.id}`, { subscribers: null }, { subscribers: { created: done.filter(({ put }) => put === "CREATED").length, confirmed: done.filter(({ put }) => put === "CONFIRMED").length } });
      return done;
    });
    for (const { put } of puts) tally[put] += 1;
  }
  return tally;
}

class Undo<T> extends Error {
  constructor(readonly answer: T) {
    super("Nothing is to be changed");
  }
}

async function unlessDry<T>(ctx: ServiceContext, isDry: boolean, work: (tx: ServiceContext) => Promise<T>): Promise<T> {
  if (!isDry) return inTransaction(ctx, work);
  return inTransaction<T>(ctx, async (tx) => Promise.reject(new Undo(await work(tx)))).catch((error: unknown) => {
    if (error instanceof Undo) return error.answer as T;
    throw error;
  });
}
