import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { ContactMethodOfInput, VerifyContactMethodInput, VouchForContactMethodInput } from "../schema/contact.input.ts";
import { ResponderType } from "../schema/responder.type.ts";
import { Right } from "../schema/right.ts";
import * as contacts from "../services/contact/index.ts";
import type { ServiceContext } from "../services/context.ts";

@Resolver()
export class ContactResolver {
  @Right("contact:verify")
  @Mutation(() => ResponderType, {
    description: "Sends six digits over a contact method, so that whoever has it can verify it. CONFLICT where its channel is not set up, RATE_LIMITED after several within the hour.",
  })
  sendContactCode(@Ctx() ctx: ServiceContext, @Arg("input", () => ContactMethodOfInput, { description: "Which contact method." }) input: ContactMethodOfInput) {
    return contacts.sendContactCode(ctx, input);
  }

  @Right("contact:verify")
  @Mutation(() => ResponderType, {
    description: "Verifies a contact method by the code that came over it: from then on pages rely on it. INVALID_INPUT with `attemptsLeft` for a wrong one, CONFLICT once there is none that counts.",
  })
  verifyContactMethod(@Ctx() ctx: ServiceContext, @Arg("input", () => VerifyContactMethodInput, { description: "Which contact method, and its code." }) input: VerifyContactMethodInput) {
    return contacts.verifyContactMethod(ctx, input);
  }

  @Right("account:manage")
  @Mutation(() => ResponderType, { description: "Verifies a contact method on an administrator's word, for one that cannot receive a code. For admins." })
  vouchForContactMethod(@Ctx() ctx: ServiceContext, @Arg("input", () => VouchForContactMethodInput, { description: "Which contact method, and why." }) input: VouchForContactMethodInput) {
    return contacts.vouchForContactMethod(ctx, input);
  }
}
