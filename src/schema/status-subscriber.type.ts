import { Field, ID, InputType, ObjectType } from "type-graphql";
import type { StatusPageEntity } from "../entities/status-page.entity.ts";
import type { StatusSubscriberEntity } from "../entities/status-subscriber.entity.ts";
import type { SubscriberKind, SubscriberOrigin, SubscriberState } from "../entities/vocabulary.ts";
import type { AddSubscriber, Subscribe, Subscribed, SubscriberFilter } from "../services/subscriber/index.ts";
import { connectionOf } from "./page.type.ts";
import { Right } from "./right.ts";
import { DateTime, Duration } from "./scalars.ts";
import { StatusPageType } from "./status-page.type.ts";
import { SubscriberKindEnum, SubscriberOriginEnum, SubscriberStateEnum } from "./status-subscriber.enum.ts";

type Shown = "id" | "kind" | "address" | "name" | "language" | "origin" | "confirmedAt" | "unsubscribedAt" | "stoppedAt" | "stopReason" | "failingSince" | "createdAt";

@Right("delivery:manage")
@ObjectType("StatusSubscriber", { description: "An address that is told what a status page says, or was asked whether it wants to be." })
export class StatusSubscriberType implements Pick<StatusSubscriberEntity, Shown> {
  @Field(() => ID, { description: "The key that inputs take." })
  id!: string;

  @Field(() => StatusPageType, { description: "The page." })
  page!: StatusPageEntity;

  @Field(() => SubscriberKindEnum, { description: "How it is told." })
  kind!: SubscriberKind;

  @Field(() => String, { description: "E-mail address in lower case, or URL." })
  address!: string;

  @Field(() => String, { nullable: true, description: "Whose it is, as far as anybody has said." })
  name!: string | null;

  @Field(() => String, { nullable: true, description: "The language that it is told in (BCP 47), as far as the hub has words of its own in it; null where nobody has said." })
  language!: string | null;

  @Field(() => SubscriberStateEnum, { description: "How it stands." })
  state!: SubscriberState;

  @Field(() => SubscriberOriginEnum, { description: "Who brought it." })
  origin!: SubscriberOrigin;

  @Field(() => [String], { description: "Slugs of the components that it has chosen; none where it is told of all." })
  components!: string[];

  @Field(() => DateTime, { nullable: true, description: "Since when it wants to be told." })
  confirmedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "When it left." })
  unsubscribedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "When the hub gave it up." })
  stoppedAt!: Date | null;

  @Field(() => String, { nullable: true, description: "Why." })
  stopReason!: string | null;

  @Field(() => DateTime, { nullable: true, description: "Since when nothing has arrived there; null where it did last time." })
  failingSince!: Date | null;

  @Field(() => DateTime, { description: "When it was first heard of." })
  createdAt!: Date;
}

export const StatusSubscriberConnectionType = connectionOf<StatusSubscriberEntity>("StatusSubscriber", "subscribers", () => StatusSubscriberType);

@Right("status:subscribe")
@ObjectType("StatusSubscriptionAsked", { description: "What happens next. The same for every address, known or not." })
export class StatusSubscriptionAskedType implements Subscribed {
  @Field(() => SubscriberKindEnum, { description: "How the address was asked." })
  kind!: SubscriberKind;

  @Field(() => String, { nullable: true, description: "Of a webhook, what requests to it are signed with: `whsec_` and base64. The question, too, so that an endpoint answers only what was asked for. Shown this once." })
  secret!: string | null;

  @Field(() => Duration, { description: "How long there is to confirm." })
  confirmWithin!: number;
}

@Right("delivery:manage")
@ObjectType("StatusSubscriberAdded", { description: "A subscriber, with what only this answer tells." })
export class StatusSubscriberAddedType {
  @Field(() => StatusSubscriberType, { description: "The subscriber." })
  subscriber!: StatusSubscriberEntity;

  @Field(() => String, { nullable: true, description: "Of a new webhook, what requests to it are signed with. Shown this once." })
  secret!: string | null;
}

@InputType({ description: "An address that is to be told what a status page says. It is asked first: an e-mail has a link, an endpoint has to echo a challenge (docs/status-subscribers.md). RATE_LIMITED after a few times." })
export class SubscribeToStatusPageInput implements Subscribe {
  @Field(() => String, { nullable: true, description: "Slug of the page. Default: the public page at `/status`." })
  page?: string | null;

  @Field(() => SubscriberKindEnum, { nullable: true, description: "How it is to be told. Default: EMAIL." })
  kind?: SubscriberKind | null;

  @Field(() => String, { description: "E-mail address, or https URL of an endpoint; private networks are refused." })
  address!: string;

  @Field(() => String, { nullable: true, description: "Whose it is; at most 200 characters." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "The language of what the hub adds to people's words, such as `de` (BCP 47). English where the hub has no words in it." })
  language?: string | null;

  @Field(() => [String], { nullable: true, description: "Slugs of the components to be told of, at most 500. Default: all, those to come as well. INVALID_INPUT for one that is not on the page." })
  components?: string[] | null;

  @Field(() => String, { nullable: true, description: "The token of the page's link, for a page that is not public." })
  token?: string | null;
}

@InputType({ description: "A subscriber to add. CONFLICT if the address is known on the page; one that has left comes back by itself alone." })
export class AddStatusSubscriberInput implements AddSubscriber {
  @Field(() => String, { nullable: true, description: "Slug of the page. Default: the public page at `/status`." })
  page?: string | null;

  @Field(() => SubscriberKindEnum, { nullable: true, description: "How it is to be told. Default: as the address looks." })
  kind?: SubscriberKind | null;

  @Field(() => String, { description: "E-mail address, or https URL of an endpoint." })
  address!: string;

  @Field(() => String, { nullable: true, description: "Whose it is; at most 200 characters." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "The language of what the hub adds to people's words, such as `de` (BCP 47)." })
  language?: string | null;

  @Field(() => [String], { nullable: true, description: "Slugs of the components to be told of. Default: all." })
  components?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: "That its owner has agreed elsewhere, on the caller's word. Default: no, and it is asked." })
  isConfirmed?: boolean | null;
}

@InputType({ description: "A subscriber." })
export class StatusSubscriberOfInput {
  @Field(() => ID, { description: "Its `id`." })
  id!: string;
}

@InputType({ description: "Which subscribers to show: those that fit every field that is given." })
export class StatusSubscriberFilterInput implements SubscriberFilter {
  @Field(() => String, { nullable: true, description: "Slug of the page. Default: the public page at `/status`." })
  page?: string | null;

  @Field(() => [SubscriberStateEnum], { nullable: true, description: "Those that stand so." })
  state?: SubscriberState[] | null;

  @Field(() => [SubscriberKindEnum], { nullable: true, description: "Those that are told so." })
  kind?: SubscriberKind[] | null;

  @Field(() => String, { nullable: true, description: "Those with this in their address or name, in any case; at most 200 characters." })
  search?: string | null;
}
