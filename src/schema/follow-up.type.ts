import { Field, ID, InputType, ObjectType } from "type-graphql";
import type { ActionItemEntity } from "../entities/action-item.entity.ts";
import type { ClockEntity } from "../entities/clock.entity.ts";
import type { CommunicationEntity } from "../entities/communication.entity.ts";
import type { CustomerEntity } from "../entities/customer.entity.ts";
import type { IncidentEntity } from "../entities/incident.entity.ts";
import type { ResponderEntity } from "../entities/responder.entity.ts";
import type { Audience, ClockKind, ClockState } from "../entities/vocabulary.ts";
import { ActionItemType } from "./action.type.ts";
import { RevisedInput } from "./change.input.ts";
import { ClockKindEnum, ClockStateEnum } from "./clock.enum.ts";
import { ClockType } from "./clock.type.ts";
import { AudienceEnum } from "./communication.enum.ts";
import { CommunicationType } from "./communication.type.ts";
import { CustomerType } from "./customer.type.ts";
import { IncidentType } from "./incident.type.ts";
import { connectionOf } from "./page.type.ts";
import { ResponderType } from "./responder.type.ts";
import { Right } from "./right.ts";

@Right("incident:read")
@ObjectType("FollowUp", {
  description:
    "Something owed after a resolution: the last word to an audience, the e-mail to all affected, a call to a " +
    "strategic account, an executive's apology, the regression watch, the post-mortem.",
})
export class FollowUpType {
  @Field(() => ID, { description: "The key that `assignFollowUp` takes: its clock's `id`." })
  id!: string;

  @Field(() => IncidentType, { description: "The incident that owes it." })
  incident!: IncidentEntity;

  @Field(() => ClockKindEnum, { description: "What is owed: RESOLUTION_NOTICE, RESOLUTION_EMAIL, CSM_CALL, EXECUTIVE_APOLOGY, REGRESSION_WATCH or POST_MORTEM." })
  kind!: ClockKind;

  @Field(() => String, { description: "What is to be done, as a sentence to show. It names no account." })
  summary!: string;

  @Field(() => ClockStateEnum, { description: "How it stands: MET is done, STOPPED is let go, as by a reopen." })
  state!: ClockState;

  @Field(() => ResponderType, {
    nullable: true,
    description:
      "Who is to do it: who speaks to customers for notices and e-mail, the account's manager for a call, the first " +
      "executive of the plan for an apology, who was named for the watch. Null where nobody could be found.",
  })
  owner!: ResponderEntity | null;

  @Field(() => ClockType, { description: "The promise, with its deadline." })
  clock!: ClockEntity;

  @Field(() => AudienceEnum, { nullable: true, description: "Of notices and the e-mail: who is to be told." })
  audience!: Audience | null;

  @Field(() => CommunicationType, {
    nullable: true,
    description: "Of notices and the e-mail: the words, published or drafted. Publishing the draft is the deed.",
  })
  communication!: CommunicationEntity | null;

  @Field(() => CustomerType, {
    nullable: true,
    description: "Of a call: the account, for `recordCustomerCall`. Null to a vendor on the incident.",
  })
  customer!: CustomerEntity | null;

  @Field(() => ActionItemType, { nullable: true, description: "Of an apology: its action, for `updateAction`." })
  action!: ActionItemEntity | null;
}

export const FollowUpConnectionType = connectionOf<ClockEntity>("FollowUp", "things owed", () => FollowUpType);

@InputType({ description: "Who takes on what is owed after a resolution." })
export class AssignFollowUpInput extends RevisedInput {
  @Field(() => ID, { description: "The follow-up's `id`." })
  clockId!: string;

  @Field(() => ID, { description: "The responder who takes it on, and is told so: of calls, apologies and watches in their working hours." })
  responderId!: string;
}
