import { Field, Float, Int, ObjectType } from "type-graphql";
import type { ResponderEntity } from "../entities/responder.entity.ts";
import type { CommandLoad, CommanderProposal } from "../services/role/index.ts";
import { ResponderType } from "./responder.type.ts";
import { Right } from "./right.ts";

@Right("incident:read")
@ObjectType("CommandLoad", { description: "What command has cost a person, of the incidents that the caller may see; drills are left out." })
export class CommandLoadType implements Omit<CommandLoad, "responderId"> {
  @Right("directory:read")
  @Field(() => ResponderType, { description: "Who." })
  responder!: ResponderEntity;

  @Field(() => Int, { description: "Incidents led in the last 30 days." })
  incidents30Days!: number;

  @Field(() => Float, { description: "Hours in command in the last 30 days: from taking it to handing it over, or to the incident's resolution." })
  hours30Days!: number;

  @Field(() => Int, { description: "Incidents led in the last 90 days." })
  incidents90Days!: number;

  @Field(() => Float, { description: "Hours in command in the last 90 days." })
  hours90Days!: number;

  @Field(() => Int, { description: "Roles of any kind on open incidents now." })
  openAssignments!: number;
}

@Right("incident:read")
@ObjectType("CommanderProposal", { description: "Who might command next. Nobody is asked by it." })
export class CommanderProposalType implements Pick<CommanderProposal, "because"> {
  @Right("directory:read")
  @Field(() => ResponderType, { nullable: true, description: "Who; null if there is nobody." })
  responder!: ResponderEntity | null;

  @Field(() => String, { description: "Why, as a sentence to show." })
  because!: string;

  @Field(() => [CommandLoadType], { description: "All who were weighed, who carries the least first." })
  candidates!: CommandLoad[];
}
