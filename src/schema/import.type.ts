import { Field, Int, ObjectType } from "type-graphql";
import { Right } from "./right.ts";

@Right("directory:write")
@ObjectType("ImportRefusal", { description: "A row of an import that was not taken." })
export class ImportRefusalType {
  @Field(() => String, {
    description: "Which list the row stood in: `teams`, `responders`, `schedules`, `services` or `customers`.",
  })
  kind!: string;

  @Field(() => Int, { description: "Its place in that list, counted from 0." })
  row!: number;

  @Field(() => String, {
    nullable: true,
    description: "What the row is known by: slug, e-mail address or external id; null if it gave none.",
  })
  key!: string | null;

  @Field(() => String, { nullable: true, description: "The field at fault; null if it is the row as a whole." })
  field!: string | null;

  @Field(() => String, { description: "What is wrong, as a sentence to show." })
  reason!: string;
}

@Right("directory:write")
@ObjectType("ImportResult", {
  description: "What an import did. The same import a second time leaves everything unchanged.",
})
export class ImportResultType {
  @Field(() => Int, { description: "Rows that were new." })
  created!: number;

  @Field(() => Int, { description: "Rows that changed something that was there." })
  updated!: number;

  @Field(() => Int, { description: "Rows that said what was there already." })
  unchanged!: number;

  @Field(() => [ImportRefusalType], {
    description: "Rows that were not taken, with the reason. An atomic import with any of them changes nothing.",
  })
  refused!: ImportRefusalType[];
}
