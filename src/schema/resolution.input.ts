import { Field, ID, InputType } from "type-graphql";
import { ChangeInput } from "./change.input.ts";
import { DateTime } from "./scalars.ts";

@InputType({ description: "The list to go through before calling an incident resolved." })
export class VerificationInput {
  @Field(() => Boolean, { description: "The metrics are back to normal." })
  metricsNormal!: boolean;

  @Field(() => Boolean, { description: "The affected customers have recovered." })
  customersRecovered!: boolean;

  @Field(() => DateTime, {
    nullable: true,
    description: "Until when somebody watches for a relapse, in the future; then a confirmation is due.",
  })
  regressionWatchUntil?: Date | null;

  @Field(() => ID, { nullable: true, description: "The responder who watches." })
  regressionWatchBy?: string | null;
}

@InputType({ description: "The end of the impact. Repair work can go on as actions." })
export class ResolveIncidentInput extends ChangeInput {
  @Field(() => String, {
    nullable: true,
    description: "The cause, if known; at most 10,000 characters. Internal until published.",
  })
  rootCause?: string | null;

  @Field(() => VerificationInput, {
    nullable: true,
    description: "What was checked. Unless all of it holds and a watch is arranged, `overrideReason` is needed.",
  })
  verification?: VerificationInput | null;

  @Field(() => String, {
    nullable: true,
    description: "Why it is resolved although the list is not fulfilled; at most 10,000 characters, kept on record.",
  })
  overrideReason?: string | null;
}

@InputType({ description: "Word that nothing came back during the regression watch; meets REGRESSION_WATCH." })
export class ConfirmRecoveryInput extends ChangeInput {
  @Field(() => String, { nullable: true, description: "What was seen, for the timeline; at most 10,000 characters." })
  note?: string | null;
}

@InputType({ description: "A call that was made to a strategic account after resolution; meets its CSM_CALL." })
export class RecordCustomerCallInput extends ChangeInput {
  @Field(() => String, { description: "The account, by its id in the system that it comes from." })
  customerExternalId!: string;

  @Field(() => String, { nullable: true, description: "What was said, for the timeline; at most 10,000 characters." })
  note?: string | null;
}
