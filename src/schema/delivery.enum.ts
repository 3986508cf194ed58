import type { AttemptOutcome, DeliveryState, NotificationKind } from "../entities/vocabulary.ts";
import { ATTEMPT_OUTCOMES, DELIVERY_STATES, NOTIFICATION_KINDS } from "../entities/vocabulary.ts";
import { enumFrom } from "./enum-from.ts";

export const DeliveryStateEnum = enumFrom<DeliveryState>("DeliveryState", DELIVERY_STATES, "Where a delivery stands.", {
  PENDING: "It is to go, now or at its time.",
  SENDING: "A hub is at it.",
  SENT: "The remote has accepted it. Nothing else is SENT.",
  FAILED: "An attempt failed, and another is due.",
  DEAD: "It was refused for good, or all attempts were made. It can be replayed.",
  STOPPED: "It lost its point before it was sent: somebody acknowledged, or the incident ended.",
});

export const AttemptOutcomeEnum = enumFrom<AttemptOutcome>("AttemptOutcome", ATTEMPT_OUTCOMES, "How an attempt ended.", {
  ACCEPTED: "The remote has it.",
  RETRY: "It failed in a way that another try may mend.",
  REFUSED: "It was refused for good.",
  UNKNOWN: "The hub that made it did not live to tell; the remote may have it.",
});

export const NotificationKindEnum = enumFrom<NotificationKind>("NotificationKind", NOTIFICATION_KINDS, "What is wanted of whoever gets it.", {
  PAGE: "It wakes, and wants an acknowledgement.",
  TOLD: "It informs, and wants nothing.",
});
