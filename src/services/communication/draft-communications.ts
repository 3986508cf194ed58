import { CommunicationEntity } from "../../entities/communication.entity.ts";
import type { Audience } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { conflict } from "../errors.ts";
import { affectedBy } from "../impact/impact.rules.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { hasEnded } from "../incident/incident.rules.ts";
import { list } from "../input.ts";
import { insert } from "../rows.ts";
import { record } from "../timeline/record.ts";
import { audienceName, publicStateOf } from "./communication.rules.ts";
import { draft } from "./draft.rules.ts";
import { compose } from "./publish.ts";

export interface DraftCommunications extends ChangeInput {
  /** The plan's, if left out. */
  audiences?: Audience[] | null;
}

/** Writes a draft for each audience from the built-in words. Nothing goes out. */
export function draftCommunications(ctx: ServiceContext, input: DraftCommunications): Promise<CommunicationEntity[]> {
  return changeIncident(ctx, { name: "draftCommunications", needs: "communication:publish" }, input, async (change) => {
    const { incident, tx, now } = change;
    if (hasEnded(incident)) throw conflict(`The incident is ${incident.status}`);
    const plan = await change.plan();
    const audiences = [...new Set(list("audiences", input.audiences ?? plan.audiences, 6))];
    const publicState = publicStateOf(incident);
    const nextUpdateAt = plan.updateEvery === null ? null : new Date(now.getTime() + plan.updateEvery * 1_000);
    const facts = { incident, publicState, customersAffected: affectedBy(incident), strategicAffected: incident.strategicAffected, nextUpdateAt };
    const drafts: CommunicationEntity[] = [];
    for (const audience of audiences) {
      const message = await compose(change, { audience, publicState, channel: null, nextUpdateAt, overrides: [], overrideReason: null, ...draft(audience, facts) });
      await insert(tx, CommunicationEntity, [message]);
      drafts.push(message);
    }
    if (drafts.length > 0) record(change, { kind: "COMMUNICATION", summary: `Drafted for ${audiences.map(audienceName).join(", ")}`, details: { drafted: drafts.map(({ id }) => id) } });
    return () => drafts;
  });
}
