import { Field, Int, ObjectType } from "type-graphql";
import type { IncidentEntity } from "../entities/incident.entity.ts";
import type { BoardChangeKind, OutreachTier } from "../entities/vocabulary.ts";
import type { OutreachEntry } from "../services/outreach/index.ts";
import type { Page } from "../services/page.ts";
import { BoardChangeKindEnum } from "./board.enum.ts";
import { OutreachTierEnum } from "./outreach.enum.ts";
import { OutreachConnectionType, OutreachEntryType } from "./outreach.type.ts";
import { Right } from "./right.ts";

@Right("parent")
@ObjectType("OutreachCount", { description: "How many accounts stand in a tier and a state." })
export class OutreachCountType {
  @Field(() => OutreachTierEnum, { description: "The tier." })
  tier!: OutreachTier;

  @Field(() => String, { description: "The state, such as `planned`." })
  state!: string;

  @Field(() => Int, { description: "How many accounts; none with 0 are listed." })
  accounts!: number;
}

/** Its root is the incident's row. */
@Right("incident:read", { vendors: "refused" })
@ObjectType("OutreachPlan", { description: "Whom to tell, in which order, and how far that is." })
export class OutreachPlanType implements Pick<IncidentEntity, "revision" | "directOutreachReason"> {
  @Field(() => OutreachConnectionType, { description: "The entries in their order, a page at a time." })
  entries!: Page<OutreachEntry>;

  @Field(() => [OutreachCountType], { description: "Accounts by tier and state; all of them together are the plan." })
  counts!: OutreachCountType[];

  @Field(() => Int, { description: "The incident's revision that this is read at: give it as `after` to follow the plan from here." })
  revision!: number;

  @Field(() => Boolean, { description: "The hub proposes to talk to these few accounts in place of page and banner: `chooseDirectOutreach`." })
  directOutreachProposed!: boolean;

  @Field(() => String, { nullable: true, description: "Why they are talked to in place of page and banner; null where they are not." })
  directOutreachReason!: string | null;
}

@Right("incident:read", { vendors: "refused" })
@ObjectType("OutreachChange", { description: "The first page of an outreach plan, or what became of it." })
export class OutreachChangeType {
  @Field(() => BoardChangeKindEnum, { description: "SNAPSHOT: `entries` are the first page. CHANGED: they are those that somebody acted on." })
  kind!: BoardChangeKind;

  @Field(() => Int, { description: "The incident's revision. Give the last one as `after` to go on without a gap." })
  cursor!: number;

  @Field(() => [OutreachEntryType], { description: "In the order of the plan, at most `first`." })
  entries!: OutreachEntry[];

  @Field(() => Boolean, {
    description:
      "More changed than `entries` tells: accounts came or left, their figures moved the order, a promise began or was kept, or more than `first` entries changed at once. " +
      "Read the pages that are shown again.",
  })
  mustReload!: boolean;

  @Field(() => OutreachPlanType, { description: "The plan as a whole, such as for its `counts`." })
  plan!: IncidentEntity;
}
