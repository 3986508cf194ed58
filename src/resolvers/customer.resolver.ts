import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import type { CustomerEntity } from "../entities/customer.entity.ts";
import { CreateCustomerInput, UpdateCustomerInput } from "../schema/customer.input.ts";
import { CustomerConnectionType, CustomerType } from "../schema/customer.type.ts";
import { Right } from "../schema/right.ts";
import type { ServiceContext } from "../services/context.ts";
import * as customers from "../services/customer/index.ts";
import { load } from "../services/load.ts";
import * as responders from "../services/responder/index.ts";
import * as services from "../services/service/index.ts";
import { AFTER, FIRST } from "./page-args.ts";

@Resolver(() => CustomerType)
export class CustomerResolver {
  @Right("directory:read", { vendors: "refused" })
  @Query(() => CustomerType, { nullable: true, description: "One account, by its id or its external id. Null if there is none." })
  customer(
    @Ctx() ctx: ServiceContext,
    @Arg("id", () => ID, { nullable: true, description: "The hub's id of it. Give this or `externalId`." }) id?: string,
    @Arg("externalId", () => String, { nullable: true, description: "Its id in the system that it comes from." }) externalId?: string,
  ) {
    return customers.find(ctx, { id, externalId });
  }

  @Right("directory:read", { vendors: "refused" })
  @Query(() => CustomerConnectionType, { description: "The accounts, by name." })
  customers(
    @Ctx() ctx: ServiceContext,
    @Arg("text", () => String, { nullable: true, description: "Only those with this in their name or external id, in any case." }) text: string | undefined,
    @Arg("serviceSlug", () => String, { nullable: true, description: "Only those who use this service." }) serviceSlug: string | undefined,
    @Arg("strategic", () => Boolean, { nullable: true, description: "True: only strategic accounts. False: only others." }) strategic: boolean | undefined,
    @Arg("first", () => Int, FIRST) first: number,
    @Arg("after", () => String, AFTER) after?: string,
  ) {
    return customers.page(ctx, { text, serviceSlug, strategic }, { first, after });
  }

  @Right("directory:write", { vendors: "refused" })
  @Mutation(() => CustomerType, { description: "Adds an account to the directory." })
  createCustomer(@Ctx() ctx: ServiceContext, @Arg("input", () => CreateCustomerInput, { description: "The account." }) input: CreateCustomerInput) {
    return customers.createCustomer(ctx, input);
  }

  @Right("directory:write", { vendors: "refused" })
  @Mutation(() => CustomerType, { description: "Changes an account. Open incidents that count it are counted again at once." })
  updateCustomer(@Ctx() ctx: ServiceContext, @Arg("input", () => UpdateCustomerInput, { description: "Which account, and what becomes different." }) input: UpdateCustomerInput) {
    return customers.updateCustomer(ctx, input);
  }

  @FieldResolver()
  arr(@Root() { arrAmount, arrCurrency }: CustomerEntity) {
    return { amount: arrAmount, currency: arrCurrency };
  }

  @FieldResolver()
  owner(@Root() { ownerId }: CustomerEntity, @Ctx() ctx: ServiceContext) {
    return ownerId && load(ctx, responders.byIds, ownerId);
  }

  @FieldResolver()
  async services(@Root() { id }: CustomerEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, services.usedBy, id)) ?? [];
  }

  @FieldResolver()
  async contacts(@Root() { id }: CustomerEntity, @Ctx() ctx: ServiceContext) {
    return (await load(ctx, customers.contactsOf, id)) ?? [];
  }
}
