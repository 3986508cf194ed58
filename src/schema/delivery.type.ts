import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type { CommunicationEntity } from "../entities/communication.entity.ts";
import type { Attempt, DeliveryEntity } from "../entities/delivery.entity.ts";
import type { NotificationEntity } from "../entities/notification.entity.ts";
import type { ResponderEntity } from "../entities/responder.entity.ts";
import type { AttemptOutcome, ChannelKind, DeliveryState } from "../entities/vocabulary.ts";
import { CommunicationType } from "./communication.type.ts";
import { AttemptOutcomeEnum, DeliveryStateEnum } from "./delivery.enum.ts";
import { NotificationType } from "./notification.type.ts";
import { connectionOf } from "./page.type.ts";
import { ContactChannelEnum } from "./responder.enum.ts";
import { ResponderType } from "./responder.type.ts";
import { Right } from "./right.ts";
import { DateTime } from "./scalars.ts";

@Right("parent")
@ObjectType("DeliveryAttempt", { description: "One try of a delivery." })
export class AttemptType implements Omit<Attempt, "at"> {
  @Field(() => DateTime, { nullable: true, description: "When it began." })
  at!: Date | null;

  @Field(() => Int, { nullable: true, description: "How many milliseconds it took; null where its end is not known." })
  ms!: number | null;

  @Field(() => AttemptOutcomeEnum, { description: "How it ended." })
  outcome!: AttemptOutcome;

  @Field(() => String, { description: "What the remote said, or what was in the way." })
  detail!: string;
}

type Shown =
  | "id" | "channel" | "address" | "subject" | "text" | "state" | "notBefore" | "nextAt" | "attempts" | "firstAttemptAt" | "acceptedAt" | "answer" | "lastError" | "bundle" | "createdAt";

@Right("delivery:read")
@ObjectType("Delivery", { description: "One message on its way to one recipient over one channel, with all its attempts." })
export class DeliveryType implements Pick<DeliveryEntity, Shown> {
  @Field(() => ID, { description: "What providers get as idempotency key, the same at every attempt, unless it went out in a bundle." })
  id!: string;

  @Field(() => ContactChannelEnum, { description: "By what it goes." })
  channel!: ChannelKind;

  @Field(() => String, { description: "Whereto, as the channel has it. FORBIDDEN to a vendor on the incident where it is a customer's." })
  address!: string;

  @Field(() => ResponderType, { nullable: true, description: "To whom; null where it is nobody in the directory." })
  responder!: ResponderEntity | null;

  @Field(() => NotificationType, { nullable: true, description: "What it tells of; null where it is none, such as a test." })
  notification!: NotificationEntity | null;

  @Field(() => CommunicationType, { nullable: true, description: "The published message that it carries; null where it carries none." })
  communication!: CommunicationEntity | null;

  @Right("delivery:read", { vendors: "refused" })
  @Field(() => String, { description: "Its subject, for channels that have one." })
  subject!: string;

  @Right("delivery:read", { vendors: "refused" })
  @Field(() => String, { description: "Its words; the first line is the business impact." })
  text!: string;

  @Field(() => DeliveryStateEnum, { description: "Where it stands." })
  state!: DeliveryState;

  @Field(() => DateTime, { description: "When it was to go first." })
  notBefore!: Date;

  @Field(() => DateTime, { nullable: true, description: "When it is looked at next: to be tried, or, while it is SENDING, to be taken over. Null once it has come to its end." })
  nextAt!: Date | null;

  @Field(() => Int, { description: "How often it was tried." })
  attempts!: number;

  @Field(() => [AttemptType], { description: "The attempts that have ended, the oldest first." })
  history!: Attempt[];

  @Field(() => DateTime, { nullable: true, description: "When the first attempt began." })
  firstAttemptAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "When the remote accepted it." })
  acceptedAt!: Date | null;

  @Field(() => String, { nullable: true, description: "What the remote said to that." })
  answer!: string | null;

  @Field(() => String, { nullable: true, description: "Why the last attempt that failed did, or why it was given up." })
  lastError!: string | null;

  @Field(() => ID, { nullable: true, description: "Deliveries with the same one went to the person as one message, with this as its idempotency key." })
  bundle!: string | null;

  @Field(() => DateTime, { description: "When it was written." })
  createdAt!: Date;
}

export const DeliveryConnectionType = connectionOf<DeliveryEntity>("Delivery", "deliveries", () => DeliveryType);

@InputType({ description: "Which deliveries to show: those that fit every field that is given." })
export class DeliveryFilterInput {
  @Field(() => [DeliveryStateEnum], { nullable: true, description: "Those in one of these states: `[DEAD]` are the dead letters." })
  state?: DeliveryState[] | null;

  @Field(() => ID, { nullable: true, description: "What carries this message." })
  communicationId?: string | null;

  @Field(() => [ContactChannelEnum], { nullable: true, description: "Those on one of these channels." })
  channel?: ChannelKind[] | null;

  @Field(() => ID, { nullable: true, description: "Those of an incident." })
  incidentId?: string | null;

  @Field(() => ID, { nullable: true, description: "Those to a person." })
  responderId?: string | null;

  @Field(() => DateTime, { nullable: true, description: "Those written from this instant on." })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: "Those written before this instant." })
  to?: Date | null;
}

@InputType({ description: "A dead delivery to be tried again." })
export class ReplayDeliveryInput {
  @Field(() => ID, { description: "The delivery's `id`." })
  deliveryId!: string;
}
