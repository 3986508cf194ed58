import { v7 as uuid } from "uuid";
import { authorise } from "../access/authorise.ts";
import { noteChange } from "../audit/act.ts";
import type { ResponderEntity } from "../../entities/responder.entity.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { configuredKinds, deliver } from "../delivery/index.ts";
import { conflict, DomainError } from "../errors.ts";
import * as policies from "../policy/index.ts";
import { methodIn, type NamedMethod, subjectOf } from "./method.ts";

const HOUR_MS = 3_600_000;

/**
 * Sends a code over the very way that is to be verified. The code itself is made when it is sent, so that the outbox has
 * none. CONFLICT where the channel is not set up, RATE_LIMITED where too many went out within the hour.
 */
export async function sendContactCode(ctx: ServiceContext, input: NamedMethod): Promise<ResponderEntity> {
  authorise(ctx, "contact:verify");
  return inTransaction(ctx, async (tx) => {
    const owned = await methodIn(tx, input);
    const { person, channel, address } = owned;
    if (!(await configuredKinds(tx)).has(channel)) throw conflict(`${channel} is not set up on this hub`, { field: "channel" });
    await count(tx, input.responderId, channel, address);
    await deliver(tx, [{
      key: `contact/${uuid()}`, channel, address, responderId: person.id, priority: 1,
      subject: "Muster: verify this contact", text: CODE_TEXT, payload: { act: { contactCode: true } },
    }]);
    noteChange(tx, subjectOf(owned), null, { codeSent: true });
    return person;
  });
}

/** Stands in the outbox; `dress` puts the code in when it is sent. */
export const CODE_TEXT = "Your code for Muster is {code}. Enter it to be paged here. If you asked for none, ignore this message.";

async function count(tx: ServiceContext, responderId: string, channel: string, address: string): Promise<void> {
  const { codesPerHour } = (await policies.current(tx)).document.contact;
  const now = tx.now();
  const [row]: { since: Date }[] = await tx.db.query(
    `insert into contact_check (responder_id, channel, address, code_attempts, codes_sent, codes_since) values ($1, $2, $3, 0, 1, $4)
     on conflict (responder_id, channel, address) do update set
       codes_sent = case when contact_check.codes_since > $5 then contact_check.codes_sent + 1 else 1 end,
       codes_since = case when contact_check.codes_since > $5 then contact_check.codes_since else $4 end
     where contact_check.codes_since is null or contact_check.codes_since <= $5 or contact_check.codes_sent < $6
     returning codes_since as since`, [responderId, channel, address, now, new Date(now.getTime() - HOUR_MS), codesPerHour]);
  if (row) return;
  const [{ since }]: [{ since: Date }] = await tx.db.query(`select codes_since as since from contact_check where responder_id = $1 and channel = $2 and address = $3`, [responderId, channel, address]);
  const retryAfterSeconds = Math.ceil((since.getTime() + HOUR_MS - now.getTime()) / 1_000);
  throw new DomainError("RATE_LIMITED", `${codesPerHour} codes went to that address within the hour; wait a while`, { field: "address", retryAfterSeconds });
}
