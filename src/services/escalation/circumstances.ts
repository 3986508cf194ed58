import type { Ladder } from "../../entities/ladder.ts";
import { TeamEntity } from "../../entities/team.entity.ts";
import type { EscalationPolicy } from "../policy/escalation-policy.rules.ts";
import { selectOne } from "../rows.ts";
import type { Change } from "../timeline/record.ts";
import { isOutOfHours, startOf, topOf } from "./escalation.rules.ts";
import { nextWorkingTime } from "./working-time.rules.ts";

/** What decides whom an escalation pages, as things stand. */
export interface Circumstances {
  rules: EscalationPolicy;
  ladder: Ladder;
  top: number;
  start: number;
  outOfHours: boolean;
  /** When the team works next; now, if it does. */
  workFrom: Date;
}

/** The owning team's ladder and hours, or the policy's. */
export async function circumstancesOf({ tx, incident, now, policy }: Change): Promise<Circumstances> {
  const rules = (await policy()).document.escalation;
  const team = incident.ownerTeamId ? await selectOne(tx, TeamEntity, "where id = $1", [incident.ownerTeamId]) : null;
  const ladder = team?.ladder ?? rules.ladder;
  const workFrom = nextWorkingTime(team?.workingHours ?? rules.workingHours, team?.timeZone ?? "UTC", now);
  const outOfHours = isOutOfHours(rules, incident.severity, workFrom.getTime() === now.getTime());
  const top = topOf(rules, incident.severity, ladder.length, outOfHours);
  return { rules, ladder, top, start: startOf(rules, incident.severity, top), outOfHours, workFrom };
}
