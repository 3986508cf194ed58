import { Field, ObjectType } from "type-graphql";
import type { Gap, ShiftOn } from "../services/oncall/index.ts";
import { Right } from "./right.ts";
import { CoverageGapType, ShiftType } from "./schedule.type.ts";

@Right("directory:read")
@ObjectType("OnCallReadiness", { description: "What is wrong with the days ahead, of all schedules." })
export class OnCallReadinessType {
  @Field(() => [CoverageGapType], { description: "When nobody is on call." })
  gaps!: Gap[];

  @Field(() => [ShiftType], { description: "Of everybody whom no page would wake, for want of a contact method that was verified, works and is more than e-mail: their first shift on each schedule." })
  unreachable!: ShiftOn[];
}
