import { CommunicationTemplateEntity } from "../../entities/communication-template.entity.ts";
import type { Audience, PublicState, Severity, TemplateOccasion } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { conflict, DomainError, invalid } from "../errors.ts";
import { given, LIMITS, text } from "../input.ts";
import * as policies from "../policy/index.ts";
import { insert } from "../rows.ts";
import type { Source } from "./draft-from.ts";
import { languageTag } from "./language.ts";
import { asShown, builtIn, newest, type ShownTemplate } from "./template.store.ts";
import { tryTemplate } from "./try-template.ts";

export interface SaveTemplate {
  name: string;
  language?: string | null;
  audience: Audience;
  occasion?: TemplateOccasion | null;
  publicState?: PublicState | null;
  severity?: Severity | null;
  subject: string;
  body: string;
  /** 0: that of the hub, or none at all. */
  expectedVersion?: number | null;
}

/** One for each audience, state, severity and occasion in some languages; a list of thousands helps nobody at night. */
const MOST = 1_000;

/** Writes the next version of a template, which drafts are made from at once. It has been tried on all that may come. */
export function saveTemplate(ctx: ServiceContext, input: SaveTemplate): Promise<ShownTemplate> {
  authorise(ctx, "policy:write");
  return tried(ctx, input).then((source) => write(ctx, input, source));
}

/** Before anything is locked: each trial renders it in dozens of states. */
async function tried(ctx: ServiceContext, input: SaveTemplate): Promise<Omit<Source, "version">> {
  const { language, limits } = (await policies.current(ctx)).document.communication;
  const source = checked(input, language);
  tryTemplate({ ...source, version: 1 }, limits[source.audience]);
  return source;
}

function write(ctx: ServiceContext, input: SaveTemplate, source: Omit<Source, "version">): Promise<ShownTemplate> {
  return inTransaction(ctx, async (tx) => {
    await tx.db.query("lock table communication_template in exclusive mode");
    const before = await newest(tx, source);
    refuseOther(input, source, before ?? builtIn(source));
    if (!before) await refuseTooMany(tx);
    const template: CommunicationTemplateEntity = { ...source, version: (before?.version ?? 0) + 1, createdAt: tx.now(), createdBy: tx.actor.name, retiredAt: null };
    await insert(tx, CommunicationTemplateEntity, [template]);
    noteChange(tx, `template/${template.language}/${template.name}`, before, template);
    return asShown(template);
  });
}

const NAME = /^[a-z][a-z0-9_]{0,99}$/;

function checked(input: SaveTemplate, language: string): Omit<Source, "version"> {
  const name = text("name", input.name, LIMITS.name);
  if (!NAME.test(name)) throw invalid("name", 'name must be of small letters, digits and underscores, such as "sev2_proactive_outreach"; at most 100');
  return {
    name, language: languageTag("language", input.language ?? language), audience: input.audience, occasion: input.occasion ?? "STATUS",
    publicState: input.publicState ?? null, severity: input.severity ?? null,
    subject: text("subject", input.subject, 2_000), body: text("body", input.body, LIMITS.communication),
  };
}

function refuseOther({ expectedVersion }: SaveTemplate, { name, audience }: Omit<Source, "version">, before: Pick<Source, "audience" | "version"> | null): void {
  if (given(expectedVersion) && expectedVersion !== (before?.version ?? 0)) {
    throw new DomainError("STALE_REVISION", `The template is at version ${before?.version ?? 0}`, { field: "expectedVersion", current: before?.version ?? 0 });
  }
  if (before && before.audience !== audience) throw invalid("audience", `${name} is for ${before.audience}; words for another audience need another name`);
}

async function refuseTooMany({ db }: ServiceContext): Promise<void> {
  const [{ count }] = await db.query("select count(distinct (name, language))::int as count from communication_template");
  if (count >= MOST) throw conflict(`There are ${count} templates; at most ${MOST} are kept`, { max: MOST });
}
