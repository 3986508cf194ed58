import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { Right } from "../schema/right.ts";
import { Json } from "../schema/scalars.ts";
import type { ServiceContext } from "../services/context.ts";
import { incidentReport } from "../services/report/index.ts";

@Resolver()
export class ReportResolver {
  @Right("incident:read", { vendors: "refused" })
  @Query(() => Json, { nullable: true, description: "The incident report in one document, as `GET /incidents/{reference}/report.json` gives it. Null if there is no such incident that the caller may see." })
  incidentReport(@Ctx() ctx: ServiceContext, @Arg("reference", () => String, { description: "Such as `INC-2024-0215-001`." }) reference: string) {
    return incidentReport(ctx, reference);
  }
}
