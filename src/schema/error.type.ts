import { Field, ObjectType } from "type-graphql";
import type { ErrorCode, IncidentStatus } from "../entities/vocabulary.ts";
import { ErrorCodeEnum } from "./error.enum.ts";
import { GuardrailFindingType } from "./guardrail.type.ts";
import { IncidentStatusEnum } from "./incident.enum.ts";
import { Right } from "./right.ts";
import { Json } from "./scalars.ts";

/** Reachable from no field: the schema is built with it as an orphaned type, so that clients can look it up. */
@Right("parent")
@ObjectType("ErrorExtensions", {
  description:
    "What `errors[].extensions` holds. No field returns it; it is in the schema so that the codes and their details " +
    "can be looked up.",
})
export class ErrorExtensionsType {
  @Field(() => ErrorCodeEnum, { description: "Why the request was refused." })
  code!: ErrorCode;

  @Field(() => String, {
    nullable: true,
    description: "The input at fault, as a path inside `input`, such as `title` or `impact.customersStated`.",
  })
  field!: string | null;

  @Field(() => [IncidentStatusEnum], {
    nullable: true,
    description: "With ILLEGAL_TRANSITION: the statuses that are allowed.",
  })
  allowed!: IncidentStatus[] | null;

  @Field(() => Json, {
    nullable: true,
    description: "With STALE_REVISION: the incident as it stands, or the version of the plan or policy.",
  })
  current!: unknown;

  @Field(() => [GuardrailFindingType], { nullable: true, description: "With GUARDRAIL: what is wrong with the text." })
  findings!: GuardrailFindingType[] | null;
}
