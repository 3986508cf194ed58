import type { CrmSettingEntity } from "../../entities/crm.entity.ts";
import type { CrmFault } from "../../entities/crm-vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { about, noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { slug } from "../directory/keys.ts";
import { DomainError, invalid, notFound } from "../errors.ts";
import { given, whole } from "../input.ts";
import { keysOf, open } from "../secret/index.ts";
import { clip } from "../text.rules.ts";
import { checkCrm, type ConfigureCrm } from "./check-crm.ts";
import { DEFAULT_NAME, placeOf, settingOf } from "./crm.store.ts";
import { mappingOf } from "./map-account.ts";
import { pagesOf } from "./pages.ts";
import { type CrmPart, PullProblem } from "./pull-problem.ts";
import { type TriedPage, tryPage } from "./try-page.ts";
import { unsaid } from "./unsaid.ts";

export interface TryCrm {
  /** One that is set up, as it is. */
  name?: string | null;
  /** In its place one that is not: all of it, with its secret. */
  configuration?: ConfigureCrm | null;
  /** How many accounts the answer shows. */
  first?: number | null;
}

export interface CrmTrial extends TriedPage {
  records: number;
  /** Where a pull would go on; null where it would not. */
  nextUrl: string | null;
  problem: { fault: CrmFault; part: CrmPart; reason: string } | null;
}

type Tried = { setting: Omit<CrmSettingEntity, "sealed">; secret: string | null };

const NOTHING: CrmTrial = { records: 0, accounts: [], refused: 0, refusals: [], nextUrl: null, problem: null };

/**
 * Asks a CRM for its first page, as a first pull would but once, and tells what would come of it. Nothing is written but that it was tried; what is wrong with
 * the CRM or an expression is part of the answer, since the rest of it may still tell something.
 */
export async function tryCrm(ctx: ServiceContext, input: TryCrm): Promise<CrmTrial> {
  authorise(ctx, "secret:manage");
  const first = whole("first", input.first ?? 10, 1, 100);
  const { askCrm: ask } = ctx;
  if (!ask) throw new DomainError("UNAVAILABLE", "This hub has no way out");
  const { setting, secret } = await inTransaction(ctx, async (tx) => {
    const tried = await chosen(tx, input);
    about(tx, `crm/${tried.setting.name}`);
    noteChange(tx, `crm/${tried.setting.name}`, null, { tried: tried.setting.url });
    return tried;
  });
  const trial = { ...NOTHING };
  try {
    const pages = pagesOf({ setting, secret, ask, place: { since: new Date(0).toISOString() }, now: ctx.now, wait: async () => {}, attempts: 1 });
    const { value: page } = await pages.next();
    if (!page) throw new Error("There is no first page");
    Object.assign(trial, { records: page.accounts.length }, await tryPage(ctx, mappingOf(setting.fields), page.accounts, first));
    trial.nextUrl = page.onwards();
  } catch (error) {
    if (!(error instanceof PullProblem)) throw error;
    trial.problem = { fault: error.fault, part: error.part, reason: clip(error.message, 1_000) };
  }
  return unsaid(secret, trial);
}

async function chosen(tx: ServiceContext, { name, configuration }: TryCrm): Promise<Tried> {
  if (given(configuration)) {
    if (given(name)) throw invalid("name", "Give the name of a CRM that is set up, or a configuration, not both");
    const { setting, secret } = within("configuration", () => checkCrm(tx, slug("name", configuration.name ?? DEFAULT_NAME), configuration, null));
    return { setting, secret: secret ?? null };
  }
  const setting = await settingOf(tx, name ?? DEFAULT_NAME);
  if (!setting) throw notFound(`CRM "${name ?? DEFAULT_NAME}"; configureCrm sets one up`, "name");
  return { setting, secret: setting.sealed === null ? null : open(keysOf(tx), placeOf(setting.name), setting.sealed) };
}

/** Refusals name the field as the caller wrote it. */
function within<T>(field: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError(error.code, error.message, { ...error.details, field: `${field}.${String(error.details["field"])}` });
  }
}
