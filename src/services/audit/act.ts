import type { BySubject } from "../../entities/audit.entity.ts";
import type { ServiceContext } from "../context.ts";

/** From where a request came. */
export interface Origin {
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly requestId: string | null;
}

/** What is being done, by its name in the API or on the command line. All that is done under it leaves one entry for each transaction. */
export interface Operation {
  readonly name: string;
  readonly input: unknown;
  /** Whether an entry is written, or none is due. */
  isAudited: boolean;
}

/** What a transaction has changed so far, for its entry. */
export interface Noted {
  before: BySubject;
  after: BySubject;
  /** The thing that it is about; the first that was named. */
  subject: string | null;
  /** Whether its entry is written, or none is due. */
  isSettled: boolean;
}

export const nothingNoted = (): Noted => ({ before: {}, after: {}, subject: null, isSettled: false });

type Tx = Pick<ServiceContext, "noted" | "operation">;

/** What the transaction is about, as `incident/ID`, whether or not it changes in the end. */
export function about({ noted }: Tx, subject: string): void {
  if (noted) noted.subject ??= subject;
}

/** Properties that say nothing of their own. */
const SILENT = new Set(["updatedAt"]);

/** Notes what became of a thing: the properties that differ. `before` is null for a new one, `after` for one that is gone. */
export function noteChange(tx: Tx, subject: string, before: object | null, after: object | null): void {
  if (!tx.noted || !tx.operation) return;
  about(tx, subject);
  if (!before) delete tx.noted.before[subject];
  // Of what this transaction has made, there is no before.
  const isNew = !before || tx.noted.after[subject]?.["id"] !== undefined;
  for (const key of new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])) {
    const [was, is] = [valueOf(before, key), valueOf(after, key)];
    if (SILENT.has(key) || was === is || JSON.stringify(was) === JSON.stringify(is)) continue;
    const first = isNew ? {} : (tx.noted.before[subject] ??= {});
    if (!(key in first)) first[key] = was;
    (tx.noted.after[subject] ??= {})[key] = is;
  }
}

/** Notes what a timeline tells of it: what changed beside its row. */
export function noteEvents({ noted, operation }: Tx, subject: string, events: readonly { revision: number; kind: string; details: unknown }[]): void {
  if (!noted || !operation) return;
  const after = (noted.after[subject] ??= {});
  const told = (after["events"] ?? []) as unknown[];
  after["events"] = [...told, ...events.map(({ revision, kind, details }) => ({ revision, kind, ...(details !== null && { details }) }))];
}

const valueOf = (row: object | null, key: string): unknown => (row as Record<string, unknown> | null)?.[key] ?? null;
