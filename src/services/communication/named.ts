import { CommunicationEntity } from "../../entities/communication.entity.ts";
import type { CommunicationState } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { binder, visible } from "../access/visibility.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError, notFound } from "../errors.ts";
import type { ChangeInput } from "../incident/change.ts";
import { given, id } from "../input.ts";
import { selectOne } from "../rows.ts";
import type { Change } from "../timeline/record.ts";
import { movesFrom } from "./communication-state.rules.ts";

/** What every input that names a message takes; the message tells the incident. */
export interface OfCommunication extends Omit<ChangeInput, "incidentId"> {
  communicationId: string;
}

/** What inputs take that act upon its text. */
export interface OfText {
  /** The `textVersion` that the caller has read. */
  expectedVersion?: number | null;
}

/** The incident of a message. Without a right to that the message does not exist either. */
export async function incidentOf(ctx: ServiceContext, communicationId: string): Promise<string> {
  authorise(ctx, "communication:publish");
  const { values, bind } = binder([id("communicationId", communicationId)]);
  const message = await selectOne(ctx, CommunicationEntity, `where id = $1 and incident_id in (select id from incident where ${visible(ctx, bind)})`, values);
  if (!message) throw notFound(`communication ${communicationId}`, "communicationId");
  return message.incidentId;
}

/** The message, locked until the transaction ends. */
export async function locked({ tx, incident }: Change, communicationId: string): Promise<CommunicationEntity> {
  const message = await selectOne(tx, CommunicationEntity, "where id = $1 and incident_id = $2 for update", [id("communicationId", communicationId), incident.id]);
  if (!message) throw notFound(`communication ${communicationId}`, "communicationId");
  return message;
}

/** A caller who read an older text than the one that stands acts on nothing: STALE_REVISION with the `current` version. */
export function refuseStaleText({ textVersion }: Pick<CommunicationEntity, "textVersion">, { expectedVersion }: OfText): void {
  if (!given(expectedVersion) || expectedVersion === textVersion) return;
  throw new DomainError("STALE_REVISION", `The text is at version ${textVersion}, not ${expectedVersion}`, { field: "expectedVersion", current: textVersion });
}

export function refuseMove({ state }: Pick<CommunicationEntity, "state">, to: CommunicationState): void {
  const allowed = movesFrom(state);
  if (allowed.includes(to)) return;
  throw new DomainError("ILLEGAL_TRANSITION", `The communication is ${state}; it cannot become ${to}`, { field: "communicationId", from: state, to, allowed });
}
