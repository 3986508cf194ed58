import { StatusComponentEntity, StatusComponentGroupEntity } from "../../entities/status-component.entity.ts";
import { authorise } from "../access/authorise.ts";
import { noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { saveOne } from "../directory/save-one.ts";
import { notFound } from "../errors.ts";
import { id } from "../input.ts";
import { selectOne } from "../rows.ts";
import type { ComponentInput } from "./check-component.ts";
import { COMPONENTS } from "./component.list.ts";
import { COMPONENT_GROUPS, type ComponentGroupInput } from "./component-group.list.ts";

/** CONFLICT if the slug is taken; NOT_FOUND for a group or service that is not there. */
export const createComponent = (ctx: ServiceContext, input: ComponentInput): Promise<StatusComponentEntity> => saveOne(ctx, COMPONENTS, "create", input);

/** What is left out stays as it is. */
export const updateComponent = (ctx: ServiceContext, { id, ...input }: ComponentInput & { id: string }): Promise<StatusComponentEntity> => saveOne(ctx, COMPONENTS, "update", input, id);

export const createComponentGroup = (ctx: ServiceContext, input: ComponentGroupInput): Promise<StatusComponentGroupEntity> => saveOne(ctx, COMPONENT_GROUPS, "create", input);

export const updateComponentGroup = (ctx: ServiceContext, { id, ...input }: ComponentGroupInput & { id: string }): Promise<StatusComponentGroupEntity> => saveOne(ctx, COMPONENT_GROUPS, "update", input, id);

/** With its history. Entries that name it stay. */
export const deleteComponent = (ctx: ServiceContext, input: { id: string }): Promise<StatusComponentEntity> => remove(ctx, StatusComponentEntity, "status_component", "component", input.id);

/** Its components stay, without a group. */
export const deleteComponentGroup = (ctx: ServiceContext, input: { id: string }): Promise<StatusComponentGroupEntity> => remove(ctx, StatusComponentGroupEntity, "status_component_group", "group", input.id);

function remove<T extends { id: string }>(ctx: ServiceContext, entity: new () => T, table: string, noun: string, key: string): Promise<T> {
  authorise(ctx, "directory:write");
  return inTransaction(ctx, async (tx) => {
    const before = await selectOne(tx, entity, "where id = $1 for update", [id("id", key)]);
    if (!before) throw notFound(`${noun} ${key}`, "id");
    await tx.db.query(`delete from ${table} where id = $1`, [before.id]);
    noteChange(tx, `${noun}/${before.id}`, before, null);
    return before;
  });
}
