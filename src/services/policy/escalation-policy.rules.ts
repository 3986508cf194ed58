import { z } from "zod";
import { INCIDENT_ROLES, SEVERITIES } from "../../entities/vocabulary.ts";

const seconds = z.int().positive().max(365 * 86_400);
const count = z.int().nonnegative();
const severity = z.enum(SEVERITIES);

const ladderLevel = z.strictObject({
  name: z.string().min(1).max(200),
  /** Whoever holds one of these on the incident, or stands behind it in the owning team. */
  roles: z.array(z.enum(INCIDENT_ROLES)).max(20),
  /** Titles of responders, such as `VP Engineering`. */
  titles: z.array(z.string().min(1).max(200)).max(20),
  responderIds: z.array(z.uuid()).max(100),
  /** Whether all of the level have to acknowledge; else anyone's word stops the pages. */
  acknowledgedByAll: z.boolean(),
});

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Who is paged, how far it climbs, and when it is quiet (product rules, sections 4 and 6). */
export const escalationPolicy = z.strictObject({
  /** For teams without a ladder of their own. Levels count from 1. */
  ladder: z.array(ladderLevel).min(1).max(10),
  /** All levels up to this one are paged first; 0: nobody is. */
  startAt: z.record(severity, count),
  /** For teams that state none; in their time zone. */
  workingHours: z.strictObject({ days: z.array(z.int().min(1).max(7)).min(1), from: z.string().regex(TIME), to: z.string().regex(TIME) }),
  /** Outside of working hours these climb no further than to this level (0: nobody is paged), page nobody for a role, and are quiet once acknowledged. */
  outOfHours: z.partialRecord(severity, count),
  /** After an acknowledgement without any act. */
  repageAfter: seconds,
  /** The top level is paged again at most so often. */
  repeatTopAfter: seconds,
  customersDoubled: z.strictObject({ customers: count, growth: count, atMostEvery: seconds }),
});

export type EscalationPolicy = z.infer<typeof escalationPolicy>;

const level = (name: string, who: Partial<EscalationPolicy["ladder"][number]>) => ({ name, roles: [], titles: [], responderIds: [], acknowledgedByAll: false, ...who });

export const DEFAULT_ESCALATION: EscalationPolicy = {
  ladder: [
    level("on-call", { roles: ["ENGINEERING_ON_CALL"] }),
    level("engineering lead", { roles: ["ENGINEERING_LEAD"] }),
    level("engineering manager", { roles: ["ENGINEERING_MANAGER"], titles: ["Engineering Manager"] }),
    level("VP Engineering and CTO", { titles: ["VP Engineering", "CTO"] }),
  ],
  startAt: { SEV1: 2, SEV2: 2, SEV3: 1, SEV4: 0 },
  workingHours: { days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" },
  outOfHours: { SEV3: 2, SEV4: 0 },
  repageAfter: 15 * 60,
  repeatTopAfter: 3_600,
  customersDoubled: { customers: 20, growth: 10, atMostEvery: 15 * 60 },
};
