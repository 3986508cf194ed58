import { z } from "zod";
import { AUDIENCES } from "../../entities/vocabulary.ts";

const limits = z.strictObject({
  subject: z.int().min(20).max(200),
  /** What is shorter has no room for a status and the next update. */
  body: z.int().min(140).max(20_000),
});

/** How words to customers and colleagues come about (product rules, section 8). */
export const communicationPolicy = z.strictObject({
  /** Of drafts, where nobody asks for another: a BCP 47 tag. */
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "must be a BCP 47 tag, such as \"en\" or \"pt-BR\""),
  /** Characters that each audience's channels take. */
  limits: z.record(z.enum(AUDIENCES), limits),
  /** What a draft promises where the plan says that updates come as needed: customers are always told when. Seconds. */
  asNeededWithin: z.int().positive().max(365 * 86_400),
  /** After so many messages in a row that a customer's address refused for good nothing more is sent there; after one, where its server calls it gone. */
  refusalsAtMost: z.int().positive().max(100),
  /** Where a language model drafts. */
  model: z.strictObject({
    /** For all audiences together, in seconds; then templates take its place. */
    withinSeconds: z.int().positive().max(120),
    /** Of one answer. */
    tokens: z.int().positive().max(20_000),
  }),
});

export type CommunicationPolicy = z.infer<typeof communicationPolicy>;

const WIDE = { subject: 200, body: 20_000 };

export const DEFAULT_COMMUNICATION: CommunicationPolicy = {
  language: "en",
  limits: { STATUS_PAGE: WIDE, IN_APP_BANNER: { subject: 100, body: 280 }, AFFECTED_CUSTOMERS: WIDE, STRATEGIC_ACCOUNTS: WIDE, INTERNAL: WIDE, EXECUTIVES: WIDE },
  asNeededWithin: 24 * 3_600,
  refusalsAtMost: 3,
  model: { withinSeconds: 20, tokens: 1_500 },
};
