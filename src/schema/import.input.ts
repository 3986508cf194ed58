import { Field, InputType } from "type-graphql";
import { CreateCustomerInput } from "./customer.input.ts";
import { CreateResponderInput } from "./responder.input.ts";
import { CreateScheduleInput } from "./schedule.input.ts";
import { CreateServiceInput } from "./service.input.ts";
import { CreateStatusComponentGroupInput, CreateStatusComponentInput } from "./status-component.input.ts";
import { CreateTeamInput } from "./team.input.ts";

@InputType({
  description:
    "Rows for the directory, at most 1,000 in all. A row whose key is there already updates it. " +
    "Rows may refer to each other across the lists.",
})
export class ImportDirectoryInput {
  @Field(() => [CreateTeamInput], { nullable: true, description: "Teams, known by slug." })
  teams?: CreateTeamInput[] | null;

  @Field(() => [CreateResponderInput], { nullable: true, description: "Responders, known by e-mail address." })
  responders?: CreateResponderInput[] | null;

  @Field(() => [CreateScheduleInput], { nullable: true, description: "Schedules, known by slug." })
  schedules?: CreateScheduleInput[] | null;

  @Field(() => [CreateServiceInput], { nullable: true, description: "Services, known by slug." })
  services?: CreateServiceInput[] | null;

  @Field(() => [CreateStatusComponentGroupInput], { nullable: true, description: "Groups of the status page's components, known by slug." })
  componentGroups?: CreateStatusComponentGroupInput[] | null;

  @Field(() => [CreateStatusComponentInput], { nullable: true, description: "Components of the status page, known by slug." })
  components?: CreateStatusComponentInput[] | null;

  @Field(() => [CreateCustomerInput], { nullable: true, description: "Customers, known by external id." })
  customers?: CreateCustomerInput[] | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "true: a row that is refused refuses all of them. Otherwise the others are taken.",
  })
  atomic?: boolean | null;
}
