import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { OutreachState } from "../../entities/vocabulary.ts";
import { refuseVendor } from "../access/vendor.ts";
import * as clocks from "../clock/index.ts";
import type { ServiceContext } from "../context.ts";
import { email } from "../directory/keys.ts";
import { DomainError, invalid, notFound } from "../errors.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { given, LIMITS, list, optionalText } from "../input.ts";
import type { Change } from "../timeline/record.ts";
import { act, type Becoming, type Standing, standingOf } from "./act.ts";
import { movesFrom, stateOf, WORDS, wordFor } from "./state.rules.ts";

export interface UpdateOutreach extends ChangeInput {
  customerExternalIds: readonly string[];
  /** As the API has it: `remediation_offered`. */
  state?: string | null;
  note?: string | null;
  /** How messages to strategic accounts reach it from now on, if it names e-mail or Slack; null for the plan's way. */
  channel?: string | null;
  template?: string | null;
  /** Null gives it back to the account's manager. */
  ownerEmail?: string | null;
}

const MOST = 1_000;

/** Says what has been done about accounts of the plan. All of them or, where one may not move so, none. */
export function updateOutreach(ctx: ServiceContext, input: UpdateOutreach): Promise<IncidentEntity> {
  return changeIncident(ctx, { name: "updateOutreach", lifecycle: true }, input, async (change) => {
    await refuseVendor(change.tx, change.incident.id);
    const ids = [...new Set(list("customerExternalIds", input.customerExternalIds, MOST))];
    if (ids.length === 0) throw invalid("customerExternalIds", "Name at least one account");
    const state = given(input.state) ? known(input.state) : null;
    const note = optionalText("note", input.note, LIMITS.note);
    const become = await becoming(change, input, state);
    if (Object.keys(become).length === 0 && note === null) throw invalid("state", "Say what becomes of it: a state, note, channel, template or owner");
    const standing = await standingOf(change, ids, (at) => `customerExternalIds.${input.customerExternalIds.indexOf(ids[at] as string)}`);
    if (state) for (const one of standing) refuseMove(one, state);
    if (state === "CALLED") await clocks.meet(change, ["CSM_CALL"], change.at, ids);
    await act(change, standing, () => become, note, {
      kind: "COMMUNICATION", summary: summaryOf(standing, become, input.ownerEmail, note), details: { outreach: ids.slice(0, 50), accounts: ids.length, ...(state && { state: wordFor(state) }) },
    });
  });
}

function known(word: string): OutreachState {
  const state = stateOf(word);
  if (!state) throw invalid("state", `"${word}" is no state of an outreach; those are ${WORDS.join(", ")}`);
  return state;
}

async function becoming({ tx }: Change, { channel, template, ownerEmail }: UpdateOutreach, state: OutreachState | null): Promise<Becoming> {
  return {
    ...(state && { state }),
    ...(channel !== undefined && chosen(optionalText("channel", channel, LIMITS.name))),
    ...(template !== undefined && { template: optionalText("template", template, LIMITS.name) }),
    ...(ownerEmail !== undefined && { ownerId: ownerEmail === null ? null : await responderAt(tx, ownerEmail) }),
  };
}

const chosen = (channel: string | null): Becoming => ({ channel, channelChosen: channel !== null });

async function responderAt({ db }: ServiceContext, address: string): Promise<string> {
  const [found] = await db.query("select id from responder where email = $1", [email("ownerEmail", address)]);
  if (!found) throw notFound(`responder "${address}"`, "ownerEmail");
  return found.id;
}

function refuseMove({ entry, externalId }: Standing, to: OutreachState): void {
  const from = entry?.state ?? "PLANNED";
  if (movesFrom(from).includes(to)) return;
  const allowed = movesFrom(from).map(wordFor);
  throw new DomainError("ILLEGAL_TRANSITION", `The outreach to ${externalId} is ${wordFor(from)} and cannot become ${wordFor(to)}; it can become ${allowed.join(", ")}`, {
    field: "state", customerExternalId: externalId, from: wordFor(from), to: wordFor(to), allowed,
  });
}

function summaryOf(standing: readonly Standing[], { state, channel }: Becoming, ownerEmail: string | null | undefined, note: string | null): string {
  const who = standing.length === 1 ? standing[0]?.externalId : `${standing.length} accounts`;
  const what = [state && wordFor(state).replaceAll("_", " "), channel && `by ${channel}`, ownerEmail !== undefined && (ownerEmail === null ? "back to its manager" : `taken by ${ownerEmail}`)];
  return `Outreach to ${who}${what.some(Boolean) ? `: ${what.filter(Boolean).join(", ")}` : ""}${note ? `${what.some(Boolean) ? ". " : ": "}${note}` : ""}`;
}
