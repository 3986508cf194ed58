import { Field, InputType, Int, ObjectType } from "type-graphql";
import type { CustomerContactEntity } from "../entities/customer-contact.entity.ts";
import type { Money } from "../entities/incident-values.ts";
import { CRM_FAULTS, type CrmFault, RECORD_CHANGES, type RecordChange } from "../entities/crm-vocabulary.ts";
import type { CrmTrial, TriedAccount, TriedRefusal } from "../services/crm/index.ts";
import { ConfigureCrmInput } from "./crm.type.ts";
import { CustomerContactType } from "./customer.type.ts";
import { enumFrom } from "./enum-from.ts";
import { MoneyType } from "./money.type.ts";
import { Right } from "./right.ts";
import { DateTime, Decimal } from "./scalars.ts";

export const CrmFaultEnum = enumFrom("CrmFault", CRM_FAULTS, "Why a CRM cannot be read.", {
  NO_ANSWER: "It cannot be reached or may not be asked, or its answer is too slow or too large.",
  REFUSED: "It answers with another status than 200.",
  UNREADABLE: "What it answers is no JSON.",
  EXPRESSION: "`items` or `next` fails, or finds what is of no use.",
  PAGING: "The next page lies where it is not followed: at another host, or where it came from.",
});

export const CrmRecordChangeEnum = enumFrom("CrmRecordChange", RECORD_CHANGES, "What a record of a CRM does to the directory.", {
  CREATED: "It is new there.",
  UPDATED: "It changes what is there.",
  UNCHANGED: "It says what is there already.",
});

@Right("secret:manage")
@ObjectType("CrmTrialAccount", { description: "An account of a CRM's page as a pull would leave it in the directory, with what is there already and the mapping leaves alone." })
export class CrmTrialAccountType implements Omit<TriedAccount, "id"> {
  @Field(() => Int, { description: "Its place in the page, from 0." })
  index!: number;

  @Field(() => CrmRecordChangeEnum, { description: "What it would do to the directory." })
  change!: RecordChange;

  @Field(() => String, { description: "Its id in the CRM." })
  externalId!: string;

  @Field(() => String, { description: "What people call it." })
  name!: string;

  @Field(() => MoneyType, { description: "Annual recurring revenue." })
  arr!: Money;

  @Field(() => Boolean, { description: "Whether it is a strategic account." })
  strategic!: boolean;

  @Field(() => String, { nullable: true, description: "The plan it is on." })
  plan!: string | null;

  @Field(() => String, { nullable: true, description: "Where it is served from." })
  region!: string | null;

  @Field(() => DateTime, { nullable: true, description: "When its contract renews." })
  renewalOn!: Date | null;

  @Field(() => Boolean, { description: "It has an escalation open with us." })
  activeEscalation!: boolean;

  @Field(() => Boolean, { description: "An executive sponsor is engaged with it." })
  executiveSponsorEngaged!: boolean;

  @Field(() => Decimal, { description: "Billable units in the last 30 days." })
  usage!: string;

  @Field(() => String, { nullable: true, description: "E-mail address of its account manager." })
  ownerEmail!: string | null;

  @Field(() => [String], { description: "Slugs of the services that it uses." })
  services!: string[];

  @Field(() => [CustomerContactType], { description: "Whom to write to there, with those of before who stay." })
  contacts!: CustomerContactEntity[];
}

@Right("secret:manage")
@ObjectType("CrmTrialRefusal", { description: "A record of a CRM's page that a pull would not take, or an entry that one would land without." })
export class CrmTrialRefusalType implements TriedRefusal {
  @Field(() => Int, { description: "The record's place in the page, from 0." })
  index!: number;

  @Field(() => String, { nullable: true, description: "The account's external id; null if the record gave none." })
  key!: string | null;

  @Field(() => String, { nullable: true, description: "The field at fault, as `fields` of the mapping has it, with what is wrong inside of it (`arr.amount`, `contacts.1.email`); null if it is the record as a whole." })
  field!: string | null;

  @Field(() => String, { description: "What is wrong, as a sentence to show." })
  reason!: string;

  @Field(() => Boolean, { description: "Only an entry of the record would be left out, such as a malformed address among its contacts." })
  isEntryOnly!: boolean;
}

@Right("secret:manage")
@ObjectType("CrmTrialProblem", { description: "Why a CRM could not be read, or where a pull would end early." })
export class CrmTrialProblemType {
  @Field(() => CrmFaultEnum, { description: "What kind of problem it is." })
  fault!: CrmFault;

  @Field(() => String, { description: "The part of the configuration to look at first: `url`, `secret`, `items` or `next`." })
  part!: string;

  @Field(() => String, { description: "What happened, as a sentence to show." })
  reason!: string;
}

@Right("secret:manage")
@ObjectType("CrmTrial", { description: "What a pull would make of a CRM's first page. Nothing of it was written." })
export class CrmTrialType implements Omit<CrmTrial, "accounts"> {
  @Field(() => Int, { description: "How many records the page has; 0 where none could be read." })
  records!: number;

  @Field(() => [CrmTrialAccountType], { description: "The first that a pull would take, as many as were asked for." })
  accounts!: CrmTrialAccountType[];

  @Field(() => Int, { description: "Records, and entries of records, that it would not." })
  refused!: number;

  @Field(() => [CrmTrialRefusalType], { description: "Why not, the first 100, in the order of the page." })
  refusals!: TriedRefusal[];

  @Field(() => String, { nullable: true, description: "The address that a pull would ask next; null where this page is the last, or `problem` says why it would not." })
  nextUrl!: string | null;

  @Field(() => CrmTrialProblemType, { nullable: true, description: "What is wrong with the endpoint, or with an expression over the whole page; null where nothing is." })
  problem!: CrmTrial["problem"];
}

@InputType({ description: "Which CRM to try: one that is set up, or a configuration in its place." })
export class TryCrmInput {
  @Field(() => String, { nullable: true, description: "One that is set up, tried as it is; `crm` unless said." })
  name?: string | null;

  @Field(() => ConfigureCrmInput, { nullable: true, description: "All of a configuration, with its secret; it is not kept, and nothing of one that is set up is added." })
  configuration?: ConfigureCrmInput | null;

  @Field(() => Int, { nullable: true, description: "How many accounts to show, 1 to 100; 10 unless said." })
  first?: number | null;
}
