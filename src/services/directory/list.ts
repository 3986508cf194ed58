import type { ServiceContext } from "../context.ts";
import type { DomainError } from "../errors.ts";
import type { PolicyDocument } from "../policy/index.ts";

/** The lists of the directory, each behind those whose rows have to be there first. */
export const LIST_NAMES = ["teams", "responders", "schedules", "services", "componentGroups", "components", "customers"] as const;
export type ListName = (typeof LIST_NAMES)[number];

/** A row checked by itself: the fields that were given, and nothing for those that were not. */
export interface Draft {
  /** What the row is known by; absent where a row chosen by id keeps its own. */
  key?: string;
}

/** Where a draft names a row of this or another list; `field` as the client wrote it. */
export interface Reference {
  list: ListName;
  key: string;
  field: string;
}

/** A row of the table, with the lists that hang on it. */
export interface Stored {
  id: string;
  updatedAt: Date;
}

export interface Completion {
  id: string;
  key: string;
  now: Date;
  policy: PolicyDocument;
  /** The id of a row that the draft refers to. */
  idOf(list: ListName, key: string): string;
}

/** A row on its way into the table. */
export interface Candidate {
  readonly draft: Draft;
  readonly key: string;
  readonly id: string;
  readonly before: Stored | undefined;
}

/**
 * What each list tells about itself, so that create, update and import are one act with one validation and one upsert.
 * Everything that reaches the database takes many rows at once.
 */
export interface List<I extends object = object, D extends Draft = Draft, S extends Stored = Stored> {
  readonly name: ListName;
  /** What one row is called in a message. */
  readonly noun: string;
  readonly keyField: string;
  check(input: I): D;
  /** The same of a row of an import, which may land without those of its entries that are wrong. */
  sift?(input: I): { draft: D; faults: DomainError[] };
  keyOf(row: S): string;
  /** Rows that have one of the keys or ids. */
  stored(ctx: ServiceContext, keys: string[], ids: string[]): Promise<S[]>;
  references(draft: D): Reference[];
  /** The row as the draft leaves it; refuses a new one that lacks something. */
  complete(draft: D, before: S | undefined, about: Completion): S;
  /** Rows that cannot be together, each with what stands against it, by id. */
  refusals?(ctx: ServiceContext, rows: readonly Candidate[]): Promise<Map<string, DomainError>>;
  write(ctx: ServiceContext, rows: S[]): Promise<void>;
  /** Writes what refers to other rows, once all lists are written. */
  link?(ctx: ServiceContext, rows: S[]): Promise<void>;
  /** What the audit log keeps of a row, where that is not all of it. */
  audited?(row: S): object;
  /** Whether a change of a row is one that `afterwards` is for. */
  concerns?(before: S, after: S): boolean;
  /** What follows for others from such changes, once the rows are written. */
  afterwards?(ctx: ServiceContext, ids: string[]): Promise<void>;
}
