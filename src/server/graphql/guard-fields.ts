import { defaultFieldResolver, getNamedType, type GraphQLField, type GraphQLObjectType, type GraphQLSchema, isIntrospectionType, isObjectType } from "graphql";
import type { Need } from "../../schema/right.ts";
import { authorise } from "../../services/access/index.ts";
import type { ServiceContext } from "../../services/context.ts";

type Field = GraphQLField<unknown, ServiceContext>;

/**
 * Asks for the right of a field where it is another than that of its parent: the way from one thing to the next is
 * behind no service that would. Operations are asked by their services. Says of both what they need.
 */
export function guardFields(schema: GraphQLSchema): void {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields()) as Field[]) {
      const need = needOf(type, field);
      const isRoot = roots.includes(type);
      if (need && need !== "parent" && !isRoot && need !== type.extensions["right"]) guard(field, need);
      describe(field, isRoot || need !== type.extensions["right"] ? need : "parent");
    }
  }
}

/** What a field needs: what it names itself, else what it leads to does, else its type. Undefined where nobody decided. */
export function needOf(type: GraphQLObjectType, field: Pick<GraphQLField<unknown, never>, "type" | "extensions">): Need | undefined {
  const own = field.extensions["right"] as Need | undefined;
  if (own || type.extensions["right"] === undefined) return own;
  const output = getNamedType(field.type);
  const ofOutput = isObjectType(output) ? (output.extensions["right"] as Need | undefined) : "parent";
  return ofOutput === "parent" ? (type.extensions["right"] as Need) : ofOutput;
}

function guard(field: Field, need: Exclude<Need, "parent">): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  // A field that had no resolver read the property of its name, and does so still.
  if (!field.resolve) field.extensions = { needs: [field.name], ...field.extensions };
  field.resolve = (parent, args, ctx, info) => {
    authorise(ctx, need);
    return resolve(parent, args, ctx, info);
  };
}

const TOLD_TO_VENDORS: Record<string, string> = {
  refused: "Refused to vendors.",
  none: "Withheld from vendors: they get an empty list, or an amount of 0, whatever it is.",
};

function describe(field: Field, need: Need | undefined): void {
  const words = [need && need !== "parent" && `Needs ${need}.`, TOLD_TO_VENDORS[String(field.extensions["vendors"])]].filter(Boolean);
  if (words.length > 0) field.description = [field.description, ...words].join(" ");
}
