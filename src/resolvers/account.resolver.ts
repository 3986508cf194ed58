import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from "type-graphql";
import type { AccountEntity } from "../entities/account.entity.ts";
import { AccountInvitationType, AccountType, ChangePasswordInput, EndAccountInput, InviteAccountInput } from "../schema/account.type.ts";
import { Right } from "../schema/right.ts";
import { ViewerType } from "../schema/viewer.type.ts";
import * as accounts from "../services/account/index.ts";
import type { ServiceContext } from "../services/context.ts";
import { load } from "../services/load.ts";
import * as responders from "../services/responder/index.ts";

@Resolver(() => AccountType)
export class AccountResolver {
  @Right("account:manage")
  @Query(() => [AccountType], { description: "Who can sign in with a password, the newest first. For admins." })
  accounts(@Ctx() ctx: ServiceContext) {
    return accounts.listAccounts(ctx);
  }

  @Right("account:manage")
  @Mutation(() => AccountInvitationType, { description: "Makes a one-time link by which a responder chooses a password, and the account if there is none. For admins." })
  inviteAccount(@Ctx() ctx: ServiceContext, @Arg("input", () => InviteAccountInput, { description: "Whom, and with what role." }) input: InviteAccountInput) {
    return accounts.invite(ctx, input);
  }

  @Right("account:manage")
  @Mutation(() => AccountType, { description: "Ends a person's account; an invitation brings it back. For admins." })
  endAccount(@Ctx() ctx: ServiceContext, @Arg("input", () => EndAccountInput, { description: "Whose." }) input: EndAccountInput) {
    return accounts.endAccount(ctx, input);
  }

  @Right("self:read")
  @Mutation(() => ViewerType, { description: "Changes the caller's own password and ends the person's other sessions, with their live connections within seconds. CONFLICT to whoever is not signed in with a password; RATE_LIMITED after too many attempts, as signing in is." })
  changePassword(@Ctx() ctx: ServiceContext, @Arg("input", () => ChangePasswordInput, { description: "The present one and the next." }) input: ChangePasswordInput) {
    return accounts.changePassword(ctx, input);
  }

  @FieldResolver()
  responder(@Root() { responderId }: AccountEntity, @Ctx() ctx: ServiceContext) {
    return load(ctx, responders.byIds, responderId);
  }
}

@Resolver(() => AccountInvitationType)
export class AccountInvitationResolver {
  @FieldResolver(() => String)
  path(@Root() { token }: accounts.Invitation) {
    return `/setup/${token}`;
  }
}
