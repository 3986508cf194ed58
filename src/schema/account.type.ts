import { Field, ID, InputType, ObjectType } from "type-graphql";
import type { AccountEntity } from "../entities/account.entity.ts";
import type { ResponderEntity } from "../entities/responder.entity.ts";
import type { AccessRole, PersonRole } from "../entities/vocabulary.ts";
import { AccessRoleEnum } from "./access.enum.ts";
import { ResponderType } from "./responder.type.ts";
import { Right } from "./right.ts";
import { DateTime } from "./scalars.ts";

@Right("account:manage")
@ObjectType("Account", { description: "A person's sign-in with a password of this hub's." })
export class AccountType implements Pick<AccountEntity, "role" | "createdAt" | "passwordAt" | "endedAt"> {
  @Field(() => ResponderType, { description: "Whose it is." })
  responder!: ResponderEntity;

  @Field(() => AccessRoleEnum, { description: "What the person may do who signs in with it." })
  role!: PersonRole;

  @Field(() => DateTime, { description: "When the person was first invited." })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: "When the password was chosen; null until then." })
  passwordAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: "When it was ended; null while it holds." })
  endedAt!: Date | null;
}

@Right("account:manage")
@ObjectType("AccountInvitation", { description: "A one-time link by which a person chooses a password." })
export class AccountInvitationType {
  @Field(() => AccountType, { description: "The account as it will be listed." })
  account!: AccountEntity;

  @Field(() => String, { description: "The link below the hub's address, such as `/setup/TOKEN`. Shown this once and never again; whoever has it sets the password." })
  path!: string;

  @Field(() => DateTime, { description: "Until when it works." })
  expiresAt!: Date;
}

@InputType({ description: "Whom to invite to choose a password, the first or another." })
export class InviteAccountInput {
  @Field(() => ID, { description: "The responder. A link they had before ends; their password goes on until the new link is used." })
  responderId!: string;

  @Field(() => AccessRoleEnum, { nullable: true, description: "What they may do from now on: VIEWER, RESPONDER, INCIDENT_MANAGER or ADMIN. Default: as before, RESPONDER for a new account." })
  role?: AccessRole | null;
}

@InputType({ description: "A person's own password, and the one to take its place." })
export class ChangePasswordInput {
  @Field(() => String, { description: "The password that the person signs in with now. INVALID_INPUT if it is another, and an attempt to sign in." })
  current!: string;

  @Field(() => String, { description: "The new one, 12 to 200 characters." })
  next!: string;
}

@InputType({ description: "An account to be ended." })
export class EndAccountInput {
  @Field(() => ID, { description: "The responder. Password, links and sessions end, within seconds on every hub, and so does the subject by which the OIDC issuer knows them." })
  responderId!: string;
}
