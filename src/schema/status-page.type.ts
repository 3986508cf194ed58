import { Field, Float, ID, ObjectType } from "type-graphql";
import type { StatusComponentEntity, StatusComponentGroupEntity } from "../entities/status-component.entity.ts";
import type { StatusEntryEntity } from "../entities/status-entry.entity.ts";
import type { StatusPageEntity } from "../entities/status-page.entity.ts";
import type { ComponentState, StatusPageKind } from "../entities/vocabulary.ts";
import type { DayOfHistory } from "../services/status-page/index.ts";
import { Right } from "./right.ts";
import { Duration } from "./scalars.ts";
import { ComponentStateEnum, StatusPageKindEnum } from "./status.enum.ts";
import { StatusComponentGroupType, StatusComponentType } from "./status-component.type.ts";
import { StatusEntryType } from "./status-entry.type.ts";

@Right("status:read")
@ObjectType("StatusDay", { description: "How a component did on one day of the page's zone." })
export class StatusDayType {
  @Field(() => String, { description: "The day, such as `2030-01-31`." })
  date!: string;

  @Field(() => ComponentStateEnum, { nullable: true, description: "The worst state of the day; null before the component was there." })
  worst!: DayOfHistory["worst"];

  @Field(() => Float, { nullable: true, description: "In percent, cut off behind the second decimal; null where nothing counts." })
  uptime!: number | null;

  @Field(() => Duration, { description: "How long it was in a major outage." })
  majorOutage!: number;

  @Field(() => Duration, { description: "How long it was in a partial outage." })
  partialOutage!: number;

  @Field(() => Duration, { description: "How long it was degraded." })
  degraded!: number;

  @Field(() => Duration, { description: "How long it was under maintenance." })
  maintenance!: number;
}

@Right("status:read")
@ObjectType("StatusHistory", { description: "How a component did over the days that the policy names, 90 by default." })
export class StatusHistoryType {
  @Field(() => StatusComponentType, { description: "The component." })
  component!: StatusComponentEntity;

  @Field(() => Float, { nullable: true, description: "Over all the days, in percent, by the weights of the policy; maintenance counts neither as up nor as down. Null where nothing counts." })
  uptime!: number | null;

  @Field(() => [StatusDayType], { description: "Day by day, the earliest first." })
  days!: StatusDayType[];
}

type Shown = "id" | "slug" | "name" | "kind" | "isDefault" | "description" | "timeZone" | "supportUrl" | "url" | "customerId";

@Right("status:read")
@ObjectType("StatusPage", { description: "What the world, our own people or one account are shown of how the services do. The same is at `/status/{slug}`, and as JSON below `/status/{slug}/api/v2/`." })
export class StatusPageType implements Pick<StatusPageEntity, Shown> {
  @Field(() => ID, { description: "The key that inputs take." })
  id!: string;

  @Field(() => String, { description: "Short unique name, which stands in its address." })
  slug!: string;

  @Field(() => String, { description: "What stands at its head." })
  name!: string;

  @Field(() => StatusPageKindEnum, { description: "Whom it is for." })
  kind!: StatusPageKind;

  @Field(() => Boolean, { description: "Whether it is the one at `/status`." })
  isDefault!: boolean;

  @Field(() => String, { nullable: true, description: "What stands below its name." })
  description!: string | null;

  @Field(() => String, { description: "IANA name of the zone whose days its history counts in." })
  timeZone!: string;

  @Field(() => String, { nullable: true, description: "Where readers find help." })
  supportUrl!: string | null;

  @Field(() => String, { nullable: true, description: "Where people read it, if not below this hub." })
  url!: string | null;

  @Right("directory:read")
  @Field(() => ID, { nullable: true, description: "The account whose page it is." })
  customerId!: string | null;

  @Field(() => ComponentStateEnum, { description: "The worst of its components, and of open incidents that name none." })
  state!: ComponentState;

  @Field(() => String, { description: "The same in words, such as `All Systems Operational`." })
  summary!: string;

  @Field(() => [StatusComponentGroupType], { description: "The groups of its components, in their order." })
  groups!: StatusComponentGroupEntity[];

  @Field(() => [StatusComponentType], { description: "Its components, in their order." })
  components!: StatusComponentEntity[];

  @Field(() => [StatusEntryType], { description: "What is open, what ended within the time that the policy names (14 days by default), and the last 50 of each kind; newest first." })
  entries!: StatusEntryEntity[];

  @Field(() => [StatusHistoryType], { description: "The history of each component." })
  history!: StatusHistoryType[];
}

@Right("directory:read")
@ObjectType("StatusPageLink", { description: "A status page with the link that opens it." })
export class StatusPageLinkType {
  @Field(() => StatusPageType, { description: "The page." })
  page!: StatusPageEntity;

  @Field(() => String, { description: "The address below the hub's, such as `/status/acme?token=TOKEN`. Shown this once and never again; whoever has it can read the page." })
  path!: string;
}
