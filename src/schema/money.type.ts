import { Field, InputType, ObjectType } from "type-graphql";
import type { Money } from "../entities/incident-values.ts";
import { Right } from "./right.ts";
import { Decimal } from "./scalars.ts";

@Right("parent")
@ObjectType("Money", { description: "An exact amount in one currency." })
export class MoneyType implements Money {
  @Field(() => Decimal, {
    description: "In whole units of the currency, such as dollars, with decimals where there are any.",
  })
  amount!: string;

  @Field(() => String, { description: "ISO 4217 code, such as `USD`." })
  currency!: string;
}

@InputType({ description: "An exact amount in one currency." })
export class MoneyInput implements Money {
  @Field(() => Decimal, { description: "In whole units of the currency, such as dollars, not in cents." })
  amount!: string;

  @Field(() => String, {
    description: "ISO 4217 code, such as `USD`. INVALID_INPUT for one that the policy holds no exchange rate for.",
  })
  currency!: string;
}
