import { Field, ID, InputType } from "type-graphql";
import type { ContactMethod } from "../entities/responder.entity.ts";
import type { NamedMethod, VerifyContactMethod, VouchForContactMethod } from "../services/contact/index.ts";
import { ContactChannelEnum } from "./responder.enum.ts";

@InputType({ description: "One of somebody's contact methods, to be verified." })
export class ContactMethodOfInput implements NamedMethod {
  @Field(() => ID, { description: "Whose it is." })
  responderId!: string;

  @Field(() => ContactChannelEnum, { description: "Its medium." })
  channel!: ContactMethod["channel"];

  @Field(() => String, { description: "Its address, as the directory has it." })
  address!: string;
}

@InputType({ description: "The code that came over a contact method." })
export class VerifyContactMethodInput extends ContactMethodOfInput implements VerifyContactMethod {
  @Field(() => String, { description: "The six digits; spaces are left out." })
  code!: string;
}

@InputType({ description: "An administrator's word that a contact method works." })
export class VouchForContactMethodInput extends ContactMethodOfInput implements VouchForContactMethod {
  @Field(() => String, { description: "Why, for the audit log; at most 10,000 characters." })
  reason!: string;
}
