import { ImpactFigureEntity } from "../../entities/impact.entity.ts";
import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { FigureSource, ImpactFigure } from "../../entities/vocabulary.ts";
import { isVendor } from "../access/vendor.ts";
import type { ServiceContext } from "../context.ts";
import { load, listsByKey } from "../load.ts";
import { select } from "../rows.ts";
import type { Change } from "../timeline/record.ts";
import type { StatedImpact } from "./state-impact.ts";

/** What a change of impact rests on: what somebody said, and how the accounts came. */
export interface Grounds {
  said?: StatedImpact | null | undefined;
  source?: FigureSource;
}

const STATED: Partial<Record<keyof StatedImpact, ImpactFigure>> = {
  customersStated: "CUSTOMERS_STATED", featureState: "FEATURE_STATE", workaround: "WORKAROUND", dataLossRisk: "DATA_LOSS_RISK", expanding: "EXPANDING",
};
const OF_ACCOUNTS: readonly ImpactFigure[] = ["STRATEGIC_AFFECTED", "REVENUE_AT_RISK"];

/** The figures that are said anew, and those that are taken back. */
export function figuresOf({ incident, now, actorLabel, tx }: Change, { said, source }: Grounds): { rows: ImpactFigureEntity[]; gone: ImpactFigure[] } {
  const stated = (Object.keys(STATED) as (keyof StatedImpact)[]).filter((key) => said?.[key] !== undefined);
  const isGone = (key: keyof StatedImpact) => said?.[key] === null;
  const row = (figure: ImpactFigure, of: FigureSource): ImpactFigureEntity => ({ incidentId: incident.id, figure, source: of, saidBy: actorLabel ?? tx.actor.name, recordedAt: now });
  const counted: ImpactFigure[] = source === undefined ? [] : source === "DIRECTORY" ? [...OF_ACCOUNTS] : ["CUSTOMERS_COUNTED", ...OF_ACCOUNTS];
  return {
    rows: [...stated.filter((key) => !isGone(key)).map((key) => row(STATED[key] as ImpactFigure, "STATED")), ...counted.map((figure) => row(figure, source ?? "STATED"))],
    gone: stated.filter(isGone).map((key) => STATED[key] as ImpactFigure),
  };
}

/** A figure as it stands, and where it comes from. */
export interface KnownFigure extends ImpactFigureEntity {
  value: string;
  ageSeconds: number;
}

async function figuresBy(ctx: ServiceContext, incidentIds: string[]): Promise<Map<string, ImpactFigureEntity[]>> {
  return listsByKey(await select(ctx, ImpactFigureEntity, "where incident_id = any($1) order by figure", [incidentIds]), ({ incidentId }) => incidentId);
}

/** Source and age of each figure of an incident's impact; revenue is none of a vendor's. */
export async function knownFigures(ctx: ServiceContext, incident: IncidentEntity): Promise<KnownFigure[]> {
  const rows = (await load(ctx, figuresBy, incident.id)) ?? [];
  const hidden = (await isVendor(ctx, incident.id)) ? "REVENUE_AT_RISK" : null;
  const ageOf = (at: Date) => Math.max(0, Math.floor((ctx.now().getTime() - at.getTime()) / 1_000));
  return rows.filter(({ figure }) => figure !== hidden).map((row) => ({ ...row, value: valueOf(incident, row.figure), ageSeconds: ageOf(row.recordedAt) }));
}

function valueOf(incident: IncidentEntity, figure: ImpactFigure): string {
  const values: Record<ImpactFigure, string | number | boolean | null> = {
    CUSTOMERS_STATED: incident.customersStated, CUSTOMERS_COUNTED: incident.customersCounted, STRATEGIC_AFFECTED: incident.strategicAffected,
    REVENUE_AT_RISK: `${incident.revenueAtRiskTotal} ${incident.revenueCurrency}`, FEATURE_STATE: incident.featureState, WORKAROUND: incident.workaround,
    DATA_LOSS_RISK: incident.dataLossRisk, EXPANDING: incident.expanding,
  };
  return String(values[figure] ?? "");
}
