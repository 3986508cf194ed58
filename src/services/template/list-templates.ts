import { CommunicationTemplateEntity } from "../../entities/communication-template.entity.ts";
import type { Audience } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { binder } from "../access/visibility.ts";
import type { ServiceContext } from "../context.ts";
import { given } from "../input.ts";
import { select } from "../rows.ts";
import { languageTag } from "./language.ts";
import { asShown, BUILT_IN_SOURCES, NEWEST, notTaken, type ShownTemplate } from "./template.store.ts";

export interface ListTemplates {
  audience?: Audience | null;
  language?: string | null;
  /** All versions of this one, of which at most a hundred. */
  name?: string | null;
  includeRetired?: boolean | null;
}

/** The templates in use, or every version of one, by audience, name, language and the newest first. */
export async function listTemplates(ctx: ServiceContext, { audience, language, name, includeRetired }: ListTemplates): Promise<ShownTemplate[]> {
  authorise(ctx, "policy:read");
  const { values, bind } = binder();
  const tag = given(language) ? languageTag("language", language) : null;
  const conditions = [
    ...(given(audience) ? [`audience = ${bind(audience)}`] : []), ...(tag ? [`language = ${bind(tag)}`] : []),
    ...(given(name) ? [`name = ${bind(name)}`] : [NEWEST]), ...(includeRetired ? [] : ["retired_at is null"]),
  ];
  const saved = await select(ctx, CommunicationTemplateEntity, `where ${conditions.join(" and ")} order by version desc limit ${given(name) ? 100 : 1_000}`, values);
  const brought = (given(name) ? BUILT_IN_SOURCES.filter((one) => one.name === name) : notTaken(saved))
    .filter((one) => (audience ?? one.audience) === one.audience && (tag ?? one.language) === one.language);
  return [...saved, ...brought].map(asShown).sort(order);
}

const order = (a: ShownTemplate, b: ShownTemplate): number =>
  compared(a.audience, b.audience) || compared(a.name, b.name) || compared(a.language, b.language) || b.version - a.version;

const compared = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
