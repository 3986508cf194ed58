import { FieldResolver, Resolver, Root } from "type-graphql";
import type { CustomerContactEntity } from "../entities/customer-contact.entity.ts";
import { CustomerContactType } from "../schema/customer.type.ts";

@Resolver(() => CustomerContactType)
export class CustomerContactResolver {
  @FieldResolver()
  kind(@Root() { slackChannel }: Pick<CustomerContactEntity, "slackChannel">) {
    return slackChannel === null ? "EMAIL" : "SLACK_CHANNEL";
  }
}
