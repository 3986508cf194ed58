import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { Audience } from "../../entities/vocabulary.ts";
import { publicStateOf } from "../communication/communication.rules.ts";
import type { ServiceContext } from "../context.ts";
import * as policies from "../policy/index.ts";
import { ranked } from "./choose.rules.ts";
import { currentFor } from "./template.store.ts";

/** The name of the template that a draft for an audience would be made from now. */
export async function templateFor(ctx: ServiceContext, incident: IncidentEntity, audience: Audience): Promise<string | null> {
  const { language } = (await policies.version(ctx, incident.policyVersion)).document.communication;
  const wanted = { audience, language, publicState: publicStateOf(incident), severity: incident.severity, occasion: "STATUS", names: [] } as const;
  return ranked(await currentFor(ctx, audience), wanted)[0]?.name ?? null;
}
