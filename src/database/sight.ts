import { EntityManager, type DataSource, type QueryRunner } from "typeorm";

/** What statements may see of private incidents: all (`*`), or those open to a caller of these names; without names none. */
export type Sight = "*" | readonly string[];

const SIGHT = Symbol("sight");

interface Sighted extends Array<unknown> {
  [SIGHT]?: Sight;
}

/** Values to bind that tell the connection on whose behalf the statement is; TypeORM hands them through as they are. */
const sighted = (values: readonly unknown[], sight: Sight): Sighted => Object.assign([...values], { [SIGHT]: sight });

export const sightOf = (values: readonly unknown[]): Sight | undefined => (values as Sighted)[SIGHT];

/** Every `query` of it, within a transaction too, goes out together with its sight; all else that TypeORM offers sees no private row. */
export class SightedManager extends EntityManager {
  constructor(source: DataSource, private readonly sight: Sight, runner?: QueryRunner) {
    super(source, runner);
  }

  override query<T>(text: string, values: unknown[] = []): Promise<T> {
    return super.query<T>(text, sighted(values, this.sight));
  }

  override transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>;
  override transaction<T>(isolation: IsolationLevel, work: (manager: EntityManager) => Promise<T>): Promise<T>;
  override transaction<T>(...args: [Work<T>] | [IsolationLevel, Work<T>]): Promise<T> {
    const within = (work: Work<T>) => (manager: EntityManager) => work(new SightedManager(this.dataSource, this.sight, manager.queryRunner));
    return args.length === 1 ? super.transaction(within(args[0])) : super.transaction(args[0], within(args[1]));
  }
}

type IsolationLevel = Parameters<QueryRunner["startTransaction"]>[0] & string;
type Work<T> = (manager: EntityManager) => Promise<T>;
