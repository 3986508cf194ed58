import type { EntityManager, EntityTarget, ObjectLiteral } from "typeorm";
import type { ServiceContext } from "./context.ts";

type Class<T> = EntityTarget<T> & (new () => T);
type Db = Pick<ServiceContext, "db">;

/** Properties that are read of each row; null for all of them. */
export type Only = readonly string[] | null;

interface Shape {
  table: string;
  names: Map<string, string>;
  /** Properties that are kept as JSON; `pg` would send their lists as PostgreSQL arrays. */
  json: Set<string>;
  list: string;
}

const shapes = new WeakMap<object, Shape>();

function shapeOf<T extends ObjectLiteral>(db: EntityManager, entity: Class<T>): Shape {
  const known = shapes.get(entity);
  if (known) return known;
  const { tableName: table, columns } = db.dataSource.getMetadata(entity);
  const names = new Map(columns.map((column) => [column.propertyName, column.databaseName]));
  const list = [...names].map(([property, name]) => `${table}.${name} as "${property}"`).join(", ");
  const json = new Set(columns.filter(({ type }) => type === "jsonb").map(({ propertyName }) => propertyName));
  const shape = { table, names, json, list };
  shapes.set(entity, shape);
  return shape;
}

/**
 * Rows of an entity's table as plain objects: `tail` is all that follows the table's name. TypeORM's hydration costs
 * more than the query on the paths that a board reads, so entities give the names and nothing else here.
 */
export function select<T extends ObjectLiteral>(ctx: Db, entity: Class<T>, tail: string, values: unknown[] = [], only: Only = null): Promise<T[]> {
  return ctx.db.query(`select ${columnsOf(ctx, entity, only)} from ${shapeOf(ctx.db, entity).table} ${tail}`, values);
}

export async function selectOne<T extends ObjectLiteral>(ctx: Db, entity: Class<T>, tail: string, values: unknown[] = []): Promise<T | null> {
  return (await select(ctx, entity, tail, values))[0] ?? null;
}

/** An entity's columns for a select list of one's own, as `select` names them; all of them if one of `only` is no column. */
export function columnsOf<T extends ObjectLiteral>({ db }: Db, entity: Class<T>, only: Only = null): string {
  const { table, names, list } = shapeOf(db, entity);
  if (!only?.every((property) => names.has(property))) return list;
  return only.map((property) => `${table}.${names.get(property)} as "${property}"`).join(", ");
}

/** Inserts rows in one statement, whose text is the same for any number of them. */
export async function insert<T extends ObjectLiteral>(ctx: Db, entity: Class<T>, rows: readonly T[]): Promise<void> {
  await ctx.db.query(insertion(ctx, entity), [recordset(ctx, entity, rows)]);
}

/** The insert as SQL whose `$1`, or another `parameter`, is a `recordset`, to be part of a larger statement; `computed` columns come from another part of it. */
export function insertion<T extends ObjectLiteral>({ db }: Db, entity: Class<T>, computed: { columns: Record<string, string>; from: string } | null = null, parameter = "$1"): string {
  const { table, names } = shapeOf(db, entity);
  const columns = [...names.values()];
  const given = columns.map((name) => computed?.columns[name] ?? `given.${name}`).join(", ");
  return `insert into ${table} (${columns.join(", ")}) select ${given} from jsonb_populate_recordset(null::${table}, ${parameter}::jsonb) given${computed ? `, ${computed.from}` : ""}`;
}

export function recordset<T extends ObjectLiteral>({ db }: Db, entity: Class<T>, rows: readonly T[]): string {
  const { names } = shapeOf(db, entity);
  return JSON.stringify(rows.map((row) => Object.fromEntries([...names].map(([property, name]) => [name, row[property]]))));
}

/** `a = $2, b = $3` for the given properties, and the values to bind; `first` is the number of the first. */
export function assignments<T extends ObjectLiteral>({ db }: Db, entity: Class<T>, changes: Partial<T>, first: number) {
  const { names, json } = shapeOf(db, entity);
  const list = Object.entries(changes);
  return {
    sql: list.map(([property], at) => `${names.get(property)} = $${first + at}`).join(", "),
    values: list.map(([property, value]) => (json.has(property) && value !== null ? JSON.stringify(value) : value)),
  };
}
