import { defaultFieldResolver, type GraphQLSchema } from "graphql";
import { audit } from "../../services/audit/index.ts";
import type { ServiceContext } from "../../services/context.ts";

/**
 * Gives each mutation's context its name and input, so that the transaction it runs in leaves an audit entry. What has run
 * in no transaction of ours is written down behind it; a test allows no mutation that does.
 */
export function auditMutations(schema: GraphQLSchema): void {
  for (const [name, field] of Object.entries(schema.getMutationType()?.getFields() ?? {})) {
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = async (root, args: { input?: unknown }, context: ServiceContext, info) => {
      const operation = { name, input: args.input ?? args, isAudited: false };
      const answer: unknown = await resolve(root, args, { ...context, operation }, info);
      if (!operation.isAudited) await audit(context, { action: name, input: operation.input });
      return answer;
    };
  }
}
