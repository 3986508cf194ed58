import { Field, Int, ObjectType } from "type-graphql";
import { Right } from "./right.ts";

@Right("directory:write")
@ObjectType("ImportRefusal", { description: "A row of an import that was not taken, or an entry of one that landed without it." })
export class ImportRefusalType {
  @Field(() => String, {
    description: "Which list the row stood in: `teams`, `responders`, `schedules`, `services`, `componentGroups`, `components` or `customers`.",
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

  @Field(() => Boolean, { description: "Only an entry of the row was left out, such as a malformed address among its contacts; the row itself landed, unless the import is atomic." })
  isEntryOnly!: boolean;
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
