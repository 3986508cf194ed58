import type { CommunicationEntity } from "../../entities/communication.entity.ts";
import { refuseVendor } from "../access/vendor.ts";
import { DomainError, invalid } from "../errors.ts";
import type { Change } from "../timeline/record.ts";
import { keepApproval, refuseUnapproved, standingApprovals, wasTold, whoIs } from "./approval.store.ts";
import { whyNot } from "../audience/audience.rules.ts";
import { audienceName } from "./communication.rules.ts";
import { put } from "./publish.ts";

interface Way {
  /** The input that the text came in. */
  bodyField?: string;
  /** The same act resolves the incident. */
  isResolving?: boolean;
}

/**
 * What somebody asked for, as against what a rule says: refused where the audience is not to hear of it now, or where the
 * plan asks for somebody else's yes. A vendor speaks to nobody in our name: FORBIDDEN. Publishing is the caller's own yes to the text, on record.
 */
export async function publish(change: Change, message: CommunicationEntity, { bodyField = "body", isResolving = false }: Way = {}): Promise<CommunicationEntity> {
  const { incident, tx } = change;
  await refuseVendor(tx, incident.id);
  await refuseTooLong(change, message, bodyField);
  const refusal = whyNot({ audience: message.audience, publicState: message.publicState, incident, planned: (await change.plan()).audiences, wasTold: await wasTold(change, message), isResolving });
  if (refusal) throw new DomainError(refusal.code, refusal.message, refusal.details);
  await refuseUnapproved(change, message);
  const isApproved = (await standingApprovals(tx, message)).some(({ actorId }) => actorId === whoIs(tx.actor));
  const published = await put(change, message, bodyField);
  if (!isApproved) await keepApproval(change, published);
  return published;
}

/** What the audience's channel takes, by the policy: a banner has no room for a letter. Nothing is cut that a person wrote. */
async function refuseTooLong({ policy }: Change, { audience, subject, body }: CommunicationEntity, bodyField: string): Promise<void> {
  const max = (await policy()).document.communication.limits[audience];
  const over = (field: string, text: string, most: number) => invalid(field, `${field} has ${[...text].length} characters; ${audienceName(audience)} takes at most ${most}`, { max: most });
  if ([...body].length > max.body) throw over(bodyField, body, max.body);
  if (subject !== null && [...subject].length > max.subject) throw over("subject", subject, max.subject);
}
