import { authorise } from "../access/authorise.ts";
import type { ServiceContext } from "../context.ts";
import { invalid, notFound } from "../errors.ts";
import { given } from "../input.ts";
import { peopleOn } from "../oncall/people-on.rules.ts";
import { onCallOn } from "../oncall/on-call-on.ts";
import { scheduleOf } from "../schedule/schedule.store.ts";
import { bySlug } from "../team/team.store.ts";
import { type CommandLoad, commandLoads } from "./command-load.ts";
import { byLoad } from "./load.rules.ts";
import { peopleIn } from "./people-in.ts";

export interface CommanderProposal {
  responderId: string | null;
  /** Why, as a sentence to show. */
  because: string;
  /** All who were weighed, who carries the least first. */
  candidates: CommandLoad[];
}

/** Who might command next: of those on call as commander, and where nobody is, of all who take turns or belong to the team, whoever carries the least. */
export async function nextCommander(ctx: ServiceContext, by: { scheduleId?: string | null | undefined; teamSlug?: string | null | undefined }): Promise<CommanderProposal> {
  authorise(ctx, "incident:read");
  authorise(ctx, "directory:read");
  if (given(by.scheduleId) === given(by.teamSlug)) throw invalid("scheduleId", "Give either scheduleId or teamSlug");
  const { onCall, pool } = given(by.scheduleId) ? await ofSchedule(ctx, by.scheduleId) : await ofTeam(ctx, by.teamSlug as string);
  const candidates = [...(await commandLoads(ctx, onCall.length > 0 ? onCall : pool)).values()].sort(byLoad);
  const [first] = candidates;
  const because = !first ? "Nobody is on call, and nobody could be" : onCall.length === 1 ? "On call as commander" : onCall.length > 1 ? "Carries the least of those on call as commander" : "Nobody is on call as commander; carries the least of all who could be";
  return { responderId: first?.responderId ?? null, because, candidates };
}

async function ofSchedule(ctx: ServiceContext, scheduleId: string) {
  const schedule = await scheduleOf(ctx, "scheduleId", scheduleId);
  return { onCall: (await onCallOn(ctx, [schedule.id], ctx.now())).get(schedule.id) ?? [], pool: peopleOn(schedule.layers) };
}

async function ofTeam(ctx: ServiceContext, teamSlug: string) {
  const team = await bySlug(ctx, teamSlug);
  if (!team) throw notFound(`team "${teamSlug}"`, "teamSlug");
  const members: { id: string }[] = await ctx.db.query("select id from responder where team_id = $1", [team.id]);
  return { onCall: (await peopleIn(ctx, team.id, ["INCIDENT_COMMANDER"])).get("INCIDENT_COMMANDER") ?? [], pool: members.map(({ id }) => id) };
}
