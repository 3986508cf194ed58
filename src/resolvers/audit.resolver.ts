import { Arg, Ctx, Int, Query, Resolver } from "type-graphql";
import { AuditEntryConnectionType, AuditFilterInput } from "../schema/audit.type.ts";
import { Right } from "../schema/right.ts";
import * as auditing from "../services/audit/index.ts";
import type { ServiceContext } from "../services/context.ts";
import { AFTER, FIRST } from "./page-args.ts";

@Resolver()
export class AuditResolver {
  @Right("audit:read")
  @Query(() => AuditEntryConnectionType, { description: "The audit log, the newest first. For admins." })
  auditLog(
    @Ctx() ctx: ServiceContext,
    @Arg("filter", () => AuditFilterInput, { nullable: true, description: "Which entries; left out, all." }) filter: AuditFilterInput | undefined,
    @Arg("first", () => Int, FIRST) first: number,
    @Arg("after", () => String, AFTER) after?: string,
  ) {
    return auditing.list(ctx, filter ?? {}, { first, after });
  }
}
