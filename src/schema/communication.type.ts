import { Field, ID, Int, ObjectType } from "type-graphql";
import type { CommunicationEntity } from "../entities/communication.entity.ts";
import type { CommunicationApprovalEntity, CommunicationVersionEntity } from "../entities/communication-record.entity.ts";
import type { ResponderEntity } from "../entities/responder.entity.ts";
import type { Audience, ChannelKind, CommunicationOrigin, CommunicationState, DeliveryState, GuardrailRule, PublicState } from "../entities/vocabulary.ts";
import type { SentOf } from "../services/audience/index.ts";
import { ContactChannelEnum } from "./responder.enum.ts";
import { AudienceEnum, CommunicationOriginEnum, CommunicationStateEnum, GuardrailRuleEnum, PublicStateEnum } from "./communication.enum.ts";
import { DeliveryStateEnum } from "./delivery.enum.ts";
import { GuardrailFindingType } from "./guardrail.type.ts";
import { connectionOf } from "./page.type.ts";
import { ResponderType } from "./responder.type.ts";
import { Right } from "./right.ts";
import { DateTime } from "./scalars.ts";

type Shown =
  | "id" | "audience" | "state" | "publicState" | "version" | "subject" | "body" | "template" | "templateVersion" | "language" | "draftNote" | "channel" | "recipients"
  | "nextUpdateAt" | "overrides" | "overrideReason" | "createdAt" | "publishedAt" | "origin" | "textVersion" | "notSent" | "retractedAt" | "retractionNote";

@Right("parent")
@ObjectType("CommunicationVersion", { description: "A text that a message has had." })
export class CommunicationVersionType implements Pick<CommunicationVersionEntity, "number" | "subject" | "body" | "publicState" | "nextUpdateAt" | "origin" | "editedAt"> {
  @Field(() => Int, { description: "1, 2, 3 ... within the message; the last one is its text now." })
  number!: number;

  @Field(() => String, { nullable: true, description: "Subject or headline." })
  subject!: string | null;

  @Field(() => String, { description: "The text." })
  body!: string;

  @Field(() => PublicStateEnum, { nullable: true, description: "What it told the public about progress." })
  publicState!: PublicState | null;

  @Field(() => DateTime, { nullable: true, description: "The next update that it was to promise." })
  nextUpdateAt!: Date | null;

  @Field(() => CommunicationOriginEnum, { description: "Who put it together." })
  origin!: CommunicationOrigin;

  @Field(() => ResponderType, { nullable: true, description: "Who wrote it, or asked for it; null for a key that speaks for nobody." })
  editedBy!: ResponderEntity | null;

  @Field(() => DateTime, { description: "When." })
  editedAt!: Date;
}

@Right("parent")
@ObjectType("CommunicationApproval", { description: "Somebody's yes to a text of a message." })
export class CommunicationApprovalType implements Pick<CommunicationApprovalEntity, "textVersion" | "name" | "ownWords" | "approvedAt"> {
  @Field(() => Int, { description: "The version of the text. It counts no more once the text is edited." })
  textVersion!: number;

  @Field(() => String, { description: "By name; of a key that speaks for nobody, its own." })
  name!: string;

  @Field(() => ResponderType, { nullable: true, description: "The person; null for a key that speaks for nobody." })
  responder!: ResponderEntity | null;

  @Field(() => Boolean, { description: "It was whoever wrote the text, such as a commander alone." })
  ownWords!: boolean;

  @Field(() => DateTime, { description: "When; publishing is a yes too." })
  approvedAt!: Date;
}

@Right("parent")
@ObjectType("CommunicationSent", { description: "How many deliveries of a message stand in a state on a channel." })
export class CommunicationSentType implements SentOf {
  @Field(() => ContactChannelEnum, { description: "The channel." })
  channel!: ChannelKind;

  @Field(() => DeliveryStateEnum, { description: "The state." })
  state!: DeliveryState;

  @Field(() => Int, { description: "How many: one for each recipient. What was sent long ago is forgotten (policy `delivery.keptFor`)." })
  count!: number;
}

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

  @Field(() => String, { description: "The text, rendered as it goes out; at most 20,000 characters. FORBIDDEN to a vendor on the incident where it is for executives; their lists leave such messages out." })
  body!: string;

  @Field(() => String, {
    nullable: true,
    description: "Name of the template that it was made from, such as `sev2_proactive_outreach`.",
  })
  template!: string | null;

  @Field(() => Int, { nullable: true, description: "Version of that template; 0 for what the hub brings along." })
  templateVersion!: number | null;

  @Field(() => String, { nullable: true, description: "The language that the hub drafted it in, as a BCP 47 tag." })
  language!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "What went otherwise than meant as it was drafted, for whoever is to publish it: a template or a model whose words could not be used, and why.",
  })
  draftNote!: string | null;

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

  @Field(() => CommunicationOriginEnum, { description: "Who put the text together, as it stands." })
  origin!: CommunicationOrigin;

  @Field(() => Int, { description: "1, and one more with each edit of the text. What `expectedVersion` takes, so that nobody approves or publishes a text that they have not read." })
  textVersion!: number;

  @Field(() => [CommunicationVersionType], { description: "Every text that it has had, the first one first." })
  versions!: CommunicationVersionType[];

  @Field(() => [CommunicationApprovalType], { description: "Who said yes to which text, in order; a publication is one too. What the hub's rules publish has none." })
  approvals!: CommunicationApprovalType[];

  @Field(() => [CommunicationSentType], { description: "What became of what it was sent as: one delivery for each recipient. Empty for audiences without a list, and where no channel is set up." })
  deliveries!: CommunicationSentType[];

  @Field(() => [String], { description: "Whom it did not go to, and why, as sentences: `no e-mail channel is set up`. Empty if it went to all." })
  notSent!: string[];

  @Field(() => DateTime, { nullable: true, description: "When it was taken back." })
  retractedAt!: Date | null;

  @Field(() => ResponderType, { nullable: true, description: "Who took it back; null before, or if that was a machine." })
  retractedBy!: ResponderEntity | null;

  @Field(() => String, { nullable: true, description: "What readers are told in its place." })
  retractionNote!: string | null;

  @Field(() => [GuardrailFindingType], {
    description: "What the guardrails find in the text as it stands; for INTERNAL and EXECUTIVES only warnings.",
  })
  findings!: GuardrailFindingType[];
}

export const CommunicationConnectionType =
  connectionOf<CommunicationEntity>("Communication", "messages", () => CommunicationType);
