import { Field, InputType, Int } from "type-graphql";
import type { FeatureState } from "../entities/vocabulary.ts";
import { ChangeInput } from "./change.input.ts";
import { Json } from "./scalars.ts";
import { FeatureStateEnum } from "./severity.enum.ts";

@InputType({ description: "From `low` to `high` customers, both included; an end left out is open." })
export class CustomerRangeInput {
  @Field(() => Int, { nullable: true, description: "At least so many, 0 or more." })
  low?: number | null;

  @Field(() => Int, { nullable: true, description: "At most so many, `low` or more." })
  high?: number | null;
}

@InputType({
  description: "What is known of the harm to customers. What is left out stays as it is, null takes it back.",
})
export class ImpactInput {
  @Field(() => Int, {
    nullable: true,
    description: "An estimate of affected customers, 0 or more. The larger of it and the counted accounts is used.",
  })
  customersStated?: number | null;

  @Field(() => CustomerRangeInput, { nullable: true, description: "Between what the estimate lies. Only beside an estimate; null takes it back." })
  customersRange?: CustomerRangeInput | null;

  @Field(() => FeatureStateEnum, { nullable: true, description: "How well the feature still works." })
  featureState?: FeatureState | null;

  @Field(() => String, { nullable: true, description: "What customers notice; at most 10,000 characters." })
  description?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "What customers can do meanwhile, at most 10,000 characters. Messages to them then have to name it until a fix " +
      "is deployed.",
  })
  workaround?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Data may be lost: SEV1." })
  dataLossRisk?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "The harm is growing: urgent, with a bridge, and SEV2 at least.",
  })
  expanding?: boolean | null;
}

@InputType({
  description:
    "New knowledge of the harm. The severity is weighed again: raised at once where needed, lowered " +
    "only as a proposal.",
})
export class RecordImpactInput extends ChangeInput {
  @Field(() => ImpactInput, { description: "What is known now." })
  impact!: ImpactInput;
}

@InputType({ description: "The users of the incident's service." })
export class ServiceUsageInput {
  @Field(() => Boolean, { nullable: true, description: "True: also the users of every service that cannot work without it, however far up." })
  includeDependants?: boolean | null;
}

@InputType({ description: "Accounts to put on an incident or to take off it, in any of these ways at once. Doing so twice changes nothing." })
export class AffectedCustomersInput extends ChangeInput {
  @Field(() => [String], {
    nullable: true,
    description:
      "Accounts to add, by external id or id, at most 10,000. If one is unknown none is added, and NOT_FOUND lists " +
      "the `unknown`.",
  })
  add?: string[] | null;

  @Field(() => [String], { nullable: true, description: "Accounts to take off, by external id or id, at most 10,000." })
  remove?: string[] | null;

  @Field(() => Json, {
    nullable: true,
    description:
      "Adds every account that fits all that the object names: `service` (slugs), `includeDependants`, `serviceTier` (1 to 4), `plan`, `region`, " +
      "`strategic`, `activeEscalation`, `executiveSponsorEngaged`, `usageFrom`, `usageUpTo` (billable units in 30 days, decimals in quotes), `renewsBefore` (a date). " +
      "Service, plan and region take one text or a list of them, of which any may fit; plan and region in any case. " +
      "Such as `{\"service\": \"api-gateway\", \"region\": [\"eu\", \"uk\"], \"usageFrom\": \"1000\"}`.",
  })
  bySegment?: unknown;

  @Field(() => ServiceUsageInput, {
    nullable: true,
    description: "Adds every account that uses the incident's service; `{}` is enough. INVALID_INPUT where the incident names no service.",
  })
  byServiceUsage?: ServiceUsageInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Any text with ids in it, such as a piece of a log, a CSV or a query's result: adds every account whose external id or id stands there. What is no " +
      "known id is passed over; `previewAffectedCustomers` tells what was found. Numbers of up to five digits count only on a line or in a cell of their own, or " +
      "behind a word such as `customer=`. As long as a request may be, 768 KiB unless set otherwise.",
  })
  fromLog?: string | null;
}
