import { Field, Int, ObjectType } from "type-graphql";
import type { Severity } from "../entities/vocabulary.ts";
import type { AffectedCustomersPreview } from "../services/impact/index.ts";
import { MoneyType } from "./money.type.ts";
import { Right } from "./right.ts";
import { SeverityEnum } from "./severity.enum.ts";

@Right("incident:write", { vendors: "refused" })
@ObjectType("AffectedCustomersPreview", { description: "What `changeAffectedCustomers` would do with the same input, and what would follow. Nothing of it has happened." })
export class AffectedCustomersPreviewType implements AffectedCustomersPreview {
  @Field(() => Int, { description: "Accounts of the directory that the input names or chooses, each once." })
  matched!: number;

  @Field(() => Int, { description: "How many of them would be new on the incident." })
  added!: number;

  @Field(() => Int, { description: "How many of them are on it already." })
  alreadyThere!: number;

  @Field(() => Int, { description: "How many accounts would be taken off." })
  removed!: number;

  @Field(() => Int, { description: "How often an id stood in the input again." })
  repeated!: number;

  @Field(() => [String], {
    description:
      "Ids that nobody knows, the first 100: those of `add`, and of `fromLog` what looks like the known ids or stands behind a word such as `customer=`.",
  })
  unknown!: string[];

  @Field(() => Int, { description: "How many of those there are." })
  unknownCount!: number;

  @Field(() => Int, { description: "Affected customers afterwards." })
  customersAffected!: number;

  @Field(() => Int, { description: "Affected strategic accounts afterwards." })
  strategicAffected!: number;

  @Field(() => MoneyType, { description: "Revenue at risk afterwards, in the policy's currency." })
  revenueAtRiskTotal!: AffectedCustomersPreview["revenueAtRiskTotal"];

  @Field(() => SeverityEnum, { description: "The severity afterwards: raised where a rule says so." })
  severity!: Severity;

  @Field(() => SeverityEnum, { nullable: true, description: "What would be proposed afterwards; null where nothing would be." })
  proposedSeverity!: Severity | null;

  @Field(() => Boolean, { description: "Whether it would begin an escalation or join one, such as CUSTOMERS_DOUBLED." })
  escalates!: boolean;
}
