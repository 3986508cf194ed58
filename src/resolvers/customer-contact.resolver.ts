import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import type { CustomerContactEntity } from "../entities/customer-contact.entity.ts";
import { CustomerContactOfInput } from "../schema/customer.input.ts";
import { CustomerContactType, CustomerType } from "../schema/customer.type.ts";
import { Right } from "../schema/right.ts";
import type { ServiceContext } from "../services/context.ts";
import * as mailing from "../services/mailing/index.ts";

@Resolver(() => CustomerContactType)
export class CustomerContactResolver {
  @Right("directory:write", { vendors: "refused" })
  @Mutation(() => [CustomerType], { description: "Writes to an address again that was given up since it refused mail for good. Returns the accounts that have it, by name. CONFLICT where it was not given up." })
  resumeContact(@Ctx() ctx: ServiceContext, @Arg("input", () => CustomerContactOfInput, { description: "Which." }) input: CustomerContactOfInput) {
    return mailing.resumeContact(ctx, input);
  }

  @FieldResolver()
  kind(@Root() { slackChannel }: Pick<CustomerContactEntity, "slackChannel">) {
    return slackChannel === null ? "EMAIL" : "SLACK_CHANNEL";
  }

  @FieldResolver()
  state(@Root() contact: CustomerContactEntity) {
    return mailing.contactState(contact);
  }
}
