import { CommunicationTemplateEntity } from "../../entities/communication-template.entity.ts";
import type { Audience } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { select, selectOne } from "../rows.ts";
import { BUILT_IN } from "./defaults/all.ts";
import type { Source } from "./draft-from.ts";

type Reader = Pick<ServiceContext, "db">;
type Key = Pick<Source, "name" | "language">;

/** A template as it is shown; one that the hub brings along was made by nobody. */
export type ShownTemplate = Source & { isBuiltIn: boolean; createdAt: Date | null; createdBy: string | null; retiredAt: Date | null };

export const BUILT_IN_SOURCES: readonly Source[] = BUILT_IN.map((one) => ({ ...one, version: 0 }));

export const NEWEST = "version = (select max(version) from communication_template newest where newest.name = communication_template.name and newest.language = communication_template.language)";

/** What drafts for an audience may be made from now: the newest of each that is saved, and what the hub brings along under other names. */
export async function currentFor(ctx: Reader, audience: Audience): Promise<Source[]> {
  const saved = await select(ctx, CommunicationTemplateEntity, `where audience = $1 and retired_at is null and ${NEWEST}`, [audience]);
  return [...saved, ...notTaken(saved).filter((one) => one.audience === audience)];
}

/** Those that the hub brings along and that none of the saved ones stands in for. */
export function notTaken(saved: readonly CommunicationTemplateEntity[]): Source[] {
  const taken = new Set(saved.filter(({ retiredAt }) => retiredAt === null).map(keyOf));
  return BUILT_IN_SOURCES.filter((one) => !taken.has(keyOf(one)));
}

/** The newest version that is saved, in use or not. */
export const newest = (ctx: Reader, { name, language }: Key): Promise<CommunicationTemplateEntity | null> =>
  selectOne(ctx, CommunicationTemplateEntity, "where name = $1 and language = $2 order by version desc limit 1", [name, language]);

export const builtIn = (key: Key): Source | null => BUILT_IN_SOURCES.find((one) => keyOf(one) === keyOf(key)) ?? null;

export const asShown = (one: Source & Partial<CommunicationTemplateEntity>): ShownTemplate => ({
  ...one, isBuiltIn: one.version === 0, createdAt: one.createdAt ?? null, createdBy: one.createdBy ?? null, retiredAt: one.retiredAt ?? null,
});

const keyOf = ({ name, language }: Key) => `${language}/${name}`;
