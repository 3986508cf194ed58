import { Field, InputType, Int, ObjectType } from "type-graphql";
import type { PolicyEntity } from "../entities/policy.entity.ts";
import { Right } from "./right.ts";
import { DateTime, Json } from "./scalars.ts";

@Right("policy:read")
@ObjectType("Policy", {
  description:
    "A version of the hub's rules in numbers: all but what the response plans hold. Versions are " +
    "never changed once written.",
})
export class PolicyType implements PolicyEntity {
  @Field(() => Int, { description: "1, 2, 3 ... An incident keeps the version that it was declared under." })
  version!: number;

  @Field(() => Json, {
    description: "The rules: thresholds, spans in seconds, currency, exchange rates, templates of channel and bridge.",
  })
  document!: Record<string, unknown>;

  @Field(() => DateTime, { description: "Since when new incidents are run by it." })
  createdAt!: Date;

  @Field(() => String, { description: "Who wrote it, by name." })
  createdBy!: string;
}

@InputType({
  description: "A change of the policy, which makes a new version. Incidents and escalations under way keep theirs.",
})
export class EditPolicyInput {
  @Field(() => Int, {
    nullable: true,
    description:
      "The version that was edited. If there is a newer one, nothing is changed and STALE_REVISION carries the " +
      "`current` one.",
  })
  expectedVersion?: number | null;

  @Field(() => Json, {
    description:
      "A JSON merge patch (RFC 7396) on the current document: what it names is replaced, null removes, the rest stays.",
  })
  changes!: Record<string, unknown>;
}
