import { Field, InputType } from "type-graphql";
import { ChangeInput } from "./change.input.ts";

@InputType({ description: "What has been done about accounts of the outreach plan. What is left out stays as it is; at least one of the others is needed." })
export class UpdateOutreachInput extends ChangeInput {
  @Field(() => [String], { description: "The affected accounts, by external id, 1 to 1,000. If one may not move so, none does." })
  customerExternalIds!: string[];

  @Field(() => String, {
    nullable: true,
    description:
      "`sent`, `called`, `answered`, `declined` or `remediation_offered`. ILLEGAL_TRANSITION with the `allowed` ones for a step back: nothing becomes `planned` again, and whoever " +
      "has been spoken with does not become `sent`. `called` meets a CSM_CALL.",
  })
  state?: string | null;

  @Field(() => String, { nullable: true, description: "What was said, for the entry and the timeline; at most 10,000 characters." })
  note?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "By which way; at most 200 characters. Naming Slack or e-mail, such as `slack` or `email_and_slack`, it says how messages to STRATEGIC_ACCOUNTS reach these accounts from now on. Null gives it back to the plan.",
  })
  channel?: string | null;

  @Field(() => String, { nullable: true, description: "By which words; at most 200 characters. Null: the plan's again." })
  template?: string | null;

  @Field(() => String, { nullable: true, description: "Whoever takes it on this incident, by e-mail address. Null: the account's manager again." })
  ownerEmail?: string | null;
}
