import type { ResponderEntity } from "../../entities/responder.entity.ts";
import { needed } from "../directory/given.ts";
import type { List } from "../directory/list.ts";
import { refuseAddresses } from "./refuse-addresses.ts";
import { checkResponder, type ResponderDraft, type ResponderInput } from "./check-responder.ts";
import { storedResponders, writeResponders } from "./write-responders.ts";

/** The responders, as create, update and import know them. */
export const RESPONDERS: List<ResponderInput, ResponderDraft, ResponderEntity> = {
  name: "responders",
  noun: "responder",
  keyField: "email",
  check: checkResponder,
  keyOf: ({ email }) => email,
  stored: storedResponders,

  references: ({ teamSlug }) => (teamSlug ? [{ list: "teams", key: teamSlug, field: "teamSlug" }] : []),

  complete: (draft, before, { id, key, now, idOf }) => ({
    id,
    name: draft.name ?? needed("name", "responder", before?.name),
    email: key,
    title: draft.title === undefined ? (before?.title ?? null) : draft.title,
    teamId: draft.teamSlug === undefined ? (before?.teamId ?? null) : draft.teamSlug && idOf("teams", draft.teamSlug),
    timeZone: draft.timeZone ?? before?.timeZone ?? "UTC",
    workingHours: draft.workingHours === undefined ? (before?.workingHours ?? null) : draft.workingHours,
    contactMethods: draft.contactMethods ?? before?.contactMethods ?? [],
    updatedAt: now,
  }),

  refusals: refuseAddresses,

  write: writeResponders,
};
