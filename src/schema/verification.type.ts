import { Field, ObjectType } from "type-graphql";
import type { Verification } from "../entities/incident-values.ts";
import type { ResponderEntity } from "../entities/responder.entity.ts";
import { ResponderType } from "./responder.type.ts";
import { Right } from "./right.ts";
import { DateTime } from "./scalars.ts";

type Shown = "metricsNormal" | "customersRecovered" | "regressionWatchUntil" | "overrideReason";

@Right("incident:read")
@ObjectType("Verification", { description: "What was checked before the incident was called resolved." })
export class VerificationType implements Pick<Verification, Shown> {
  @Field(() => Boolean, { description: "The metrics were back to normal." })
  metricsNormal!: boolean;

  @Field(() => Boolean, { description: "The affected customers had recovered." })
  customersRecovered!: boolean;

  @Field(() => DateTime, {
    nullable: true,
    description: "Until when somebody watches for a relapse; REGRESSION_WATCH then asks for a confirmation.",
  })
  regressionWatchUntil!: string | null;

  @Field(() => ResponderType, { nullable: true, description: "Who watches." })
  regressionWatchBy!: ResponderEntity | null;

  @Field(() => String, {
    nullable: true,
    description: "Why it was resolved although something on the list was not fulfilled.",
  })
  overrideReason!: string | null;
}
