import { Field, ID, Int, ObjectType } from "type-graphql";
import type { CommunicationEntity } from "../entities/communication.entity.ts";
import type { ResponderEntity } from "../entities/responder.entity.ts";
import type { Audience, CommunicationState, GuardrailRule, PublicState } from "../entities/vocabulary.ts";
import { AudienceEnum, CommunicationStateEnum, GuardrailRuleEnum, PublicStateEnum } from "./communication.enum.ts";
import { GuardrailFindingType } from "./guardrail.type.ts";
import { connectionOf } from "./page.type.ts";
import { ResponderType } from "./responder.type.ts";
import { Right } from "./right.ts";
import { DateTime } from "./scalars.ts";

type Shown =
  | "id" | "audience" | "state" | "publicState" | "version" | "subject" | "body" | "template" | "channel" | "recipients"
  | "nextUpdateAt" | "overrides" | "overrideReason" | "createdAt" | "publishedAt";

@Right("incident:read")
@ObjectType("Communication", {
  description: "One message for one audience. Nothing goes out without a person or a rule that says so.",
})
export class CommunicationType implements Pick<CommunicationEntity, Shown> {
  @Field(() => ID, { description: "The key that `publishCommunication` takes." })
  id!: string;

  @Field(() => AudienceEnum, { description: "Who it is for." })
  audience!: Audience;

  @Field(() => CommunicationStateEnum, { description: "How far it is." })
  state!: CommunicationState;

  @Field(() => PublicStateEnum, {
    nullable: true,
    description: "What it tells the public about progress; null if it says nothing of that.",
  })
  publicState!: PublicState | null;

  @Field(() => Int, { description: "1, 2, 3 ... within its incident and audience." })
  version!: number;

  @Field(() => String, { nullable: true, description: "Subject or headline, at most 200 characters." })
  subject!: string | null;

  @Field(() => String, { description: "The text, rendered as it goes out; at most 20,000 characters." })
  body!: string;

  @Field(() => String, {
    nullable: true,
    description: "Name of the template that it was made from, such as `sev2_proactive_outreach`.",
  })
  template!: string | null;

  @Field(() => String, { nullable: true, description: "How it goes out, such as `email_and_slack`." })
  channel!: string | null;

  @Field(() => Int, {
    description: "How many accounts it is addressed to; 0 for audiences without a list, such as the status page.",
  })
  recipients!: number;

  @Field(() => DateTime, {
    nullable: true,
    description: "The next update that it promises. It becomes the NEXT_UPDATE clock.",
  })
  nextUpdateAt!: Date | null;

  @Field(() => [GuardrailRuleEnum], { description: "Guardrails that somebody overrode to publish it." })
  overrides!: GuardrailRule[];

  @Field(() => String, { nullable: true, description: "Why they were overridden." })
  overrideReason!: string | null;

  @Field(() => ResponderType, {
    nullable: true,
    description: "Who let it go out; null before, or if that was a rule or a machine.",
  })
  approvedBy!: ResponderEntity | null;

  @Field(() => DateTime, { description: "When it was drafted." })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: "When it went out, by the hub's own time." })
  publishedAt!: Date | null;

  @Field(() => [GuardrailFindingType], {
    description: "What the guardrails find in the text as it stands; for INTERNAL and EXECUTIVES only warnings.",
  })
  findings!: GuardrailFindingType[];
}

export const CommunicationConnectionType =
  connectionOf<CommunicationEntity>("Communication", "messages", () => CommunicationType);
