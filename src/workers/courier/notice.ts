import { noteOutcome } from "../../services/subscriber/index.ts";
import * as contacts from "../../services/contact/index.ts";
import type { ServiceContext } from "../../services/context.ts";
import type { Claimed, Outcome } from "../../services/delivery/index.ts";
import * as mailing from "../../services/mailing/index.ts";

/** Keeps what an attempt tells of the person's contact method, or of a customer's address. That a provider took a text message says nothing of the phone: its own report does. */
export async function notice(ctx: ServiceContext, claimed: Claimed, outcome: Outcome): Promise<void> {
  const { responderId, channel, address } = claimed;
  await mailing.noteBounce(ctx, claimed, outcome);
  await noteOutcome(ctx, claimed, outcome);
  if (!responderId) return;
  if (outcome.state === "REFUSED") await contacts.noteFailure(ctx, { channel, address }, outcome.reason);
  if (outcome.state === "ACCEPTED" && channel !== "SMS") await contacts.noteSuccess(ctx, { channel, address, responderId });
}
