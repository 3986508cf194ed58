import { Field, InputType, ObjectType } from "type-graphql";
import type { KnownSecret } from "../services/secret/index.ts";
import { Right } from "./right.ts";
import { DateTime } from "./scalars.ts";

@Right("secret:manage")
@ObjectType("Secret", { description: "A secret that the hub keeps encrypted and uses itself. Its value is in no answer." })
export class SecretType implements KnownSecret {
  @Field(() => String, { description: "What it is known by, such as `smtp/password`." })
  name!: string;

  @Field(() => DateTime, { description: "When its value was set last." })
  setAt!: Date;

  @Field(() => String, { description: "Who set it, by name." })
  setBy!: string;
}

@InputType({ description: "A secret to be kept." })
export class SetSecretInput {
  @Field(() => String, { description: "What it is to be known by: a-z, 0-9 and `. _ / -`, 200 characters at most. One that is there gets the new value." })
  name!: string;

  @Field(() => String, { description: "The value, 10,000 characters at most. It is encrypted, and never told again." })
  secret!: string;
}

@InputType({ description: "A secret to be forgotten." })
export class DeleteSecretInput {
  @Field(() => String, { description: "Its name." })
  name!: string;
}
