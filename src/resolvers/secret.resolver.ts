import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { DeleteSecretInput, SecretType, SetSecretInput } from "../schema/secret.type.ts";
import type { ServiceContext } from "../services/context.ts";
import { Right } from "../schema/right.ts";
import * as stored from "../services/secret/index.ts";

@Resolver()
export class SecretResolver {
  @Right("secret:manage")
  @Query(() => [SecretType], { description: "The secrets that the hub keeps, by name and without their values. For admins." })
  secrets(@Ctx() ctx: ServiceContext) {
    return stored.listSecrets(ctx);
  }

  @Right("secret:manage")
  @Mutation(() => SecretType, { description: "Keeps a secret, encrypted under MUSTER_SECRET_KEY. UNAVAILABLE on a hub without that key. For admins." })
  setSecret(@Ctx() ctx: ServiceContext, @Arg("input", () => SetSecretInput, { description: "The secret." }) input: SetSecretInput) {
    return stored.setSecret(ctx, input);
  }

  @Right("secret:manage")
  @Mutation(() => SecretType, { description: "Forgets a secret; answers with what was known of it. For admins." })
  deleteSecret(@Ctx() ctx: ServiceContext, @Arg("input", () => DeleteSecretInput, { description: "Which secret." }) input: DeleteSecretInput) {
    return stored.deleteSecret(ctx, input);
  }
}
