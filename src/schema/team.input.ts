import { Field, ID, InputType } from "type-graphql";
import type { IncidentRole } from "../entities/vocabulary.ts";
import { LadderLevelInput } from "./ladder.type.ts";
import { WorkingHoursInput } from "./responder.input.ts";
import { IncidentRoleEnum } from "./role.enum.ts";

@InputType({ description: "Who takes a role by default when one of the team's services is hit: a person, or whoever is on call on a schedule." })
export class TeamRoleInput {
  @Field(() => IncidentRoleEnum, { description: "The role; each at most once in a team." })
  role!: IncidentRole;

  @Field(() => String, { nullable: true, description: "The responder, by e-mail address. Give this or `scheduleSlug`." })
  responderEmail?: string | null;

  @Field(() => String, { nullable: true, description: "The schedule; whoever is first on call there at the time." })
  scheduleSlug?: string | null;
}

@InputType({ description: "A team. CONFLICT if its slug is taken." })
export class CreateTeamInput {
  @Field(() => String, { description: "Short unique name, such as `platform`; at most 200 characters." })
  slug!: string;

  @Field(() => String, { description: "What people call it; at most 200 characters." })
  name!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: "Takes what nobody owns, without counting as an owner. Default: false.",
  })
  catchAll?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: "IANA name of the zone of its working hours, such as `Europe/Berlin`. Default: `UTC`.",
  })
  timeZone?: string | null;

  @Field(() => WorkingHoursInput, { nullable: true, description: "When it works; null: the policy's hours." })
  workingHours?: WorkingHoursInput | null;

  @Field(() => [LadderLevelInput], {
    nullable: true,
    description: "Whom an escalation reaches, the first level first, 1 to 10; null: the policy's ladder.",
  })
  ladder?: LadderLevelInput[] | null;

  @Field(() => [TeamRoleInput], { nullable: true, description: "Who takes which role by default." })
  defaultRoles?: TeamRoleInput[] | null;
}

@InputType({ description: "What changes about a team. What is left out stays as it is." })
export class UpdateTeamInput {
  @Field(() => ID, { description: "The team's `id`." })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: "Short unique name, at most 200 characters. CONFLICT if it is taken.",
  })
  slug?: string | null;

  @Field(() => String, { nullable: true, description: "What people call it; at most 200 characters." })
  name?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Takes what nobody owns, without counting as an owner." })
  catchAll?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: "IANA name of the zone of its working hours, such as `Europe/Berlin`.",
  })
  timeZone?: string | null;

  @Field(() => WorkingHoursInput, { nullable: true, description: "When it works; null: the policy's hours." })
  workingHours?: WorkingHoursInput | null;

  @Field(() => [LadderLevelInput], {
    nullable: true,
    description: "Whom an escalation reaches, the first level first, 1 to 10; null: the policy's ladder.",
  })
  ladder?: LadderLevelInput[] | null;

  @Field(() => [TeamRoleInput], {
    nullable: true,
    description: "Who takes which role by default, in place of all of before.",
  })
  defaultRoles?: TeamRoleInput[] | null;
}
