import type { Client } from "./client.ts";
import { customers } from "./customers.ts";
import { responders, teams } from "./people.ts";

const services = () => [
  { slug: "api-gateway", name: "API Gateway", tier: 1, ownerTeamSlug: "platform-engineering", dependsOn: ["identity", "config-service"] },
  { slug: "identity", name: "Identity", tier: 1, ownerTeamSlug: "platform-engineering", dependsOn: ["config-service"] },
  { slug: "billing", name: "Billing", tier: 1, ownerTeamSlug: "engineering", dependsOn: ["api-gateway", "notifications"] },
  { slug: "web-app", name: "Web App", tier: 1, ownerTeamSlug: "engineering", dependsOn: ["api-gateway", "search"] },
  { slug: "config-service", name: "Configuration Service", tier: 2, ownerTeamSlug: "platform-engineering", dependsOn: [] },
  { slug: "batch-sync", name: "Batch Sync", tier: 2, ownerTeamSlug: "engineering", dependsOn: ["api-gateway"] },
  { slug: "webhooks", name: "Webhooks", tier: 2, ownerTeamSlug: "engineering", dependsOn: ["api-gateway", "notifications"] },
  { slug: "search", name: "Search", tier: 3, ownerTeamSlug: "engineering", dependsOn: ["config-service"] },
  { slug: "notifications", name: "Notifications", tier: 3, ownerTeamSlug: "comms", dependsOn: ["config-service"] },
  { slug: "reporting", name: "Reporting", tier: 4, ownerTeamSlug: "triage-desk", dependsOn: ["batch-sync"] },
];

/** What customers see of them. */
const components = () => [
  { slug: "api", name: "API", group: "platform", position: 1, services: ["api-gateway", "batch-sync"] },
  { slug: "sign-in", name: "Sign-in", group: "platform", position: 2, services: ["identity"] },
  { slug: "app", name: "Web App", position: 3, services: ["web-app", "search"] },
  { slug: "payments", name: "Billing", position: 4, services: ["billing"] },
  { slug: "events", name: "Webhooks and e-mail", position: 5, services: ["webhooks", "notifications"] },
];

interface Imported {
  created: number;
  updated: number;
  unchanged: number;
  refused: { kind: string; key: string | null; reason: string }[];
}

const NAMES: Record<string, string> = { responders: "people", componentGroups: "group of components" };

const IMPORT = "mutation ($input: ImportDirectoryInput!) { importDirectory(input: $input) { created updated unchanged refused { kind key reason } } }";

/** Brings the catalogue in, all of it or nothing; what is there already stays. Answers in words. */
export async function loadCatalogue(admin: Client): Promise<string> {
  const rows = { teams: teams(), responders: responders(), services: services(), componentGroups: [{ slug: "platform", name: "Platform" }], components: components(), customers: customers(new Date()) };
  const { importDirectory: done } = await admin<{ importDirectory: Imported }>(IMPORT, { input: { ...rows, atomic: true } });
  const [refusal] = done.refused;
  if (refusal) throw new Error(`The hub refused ${refusal.key} of the demo's ${refusal.kind}: ${refusal.reason}`);
  const counts = Object.entries(rows).map(([list, { length }]) => `${length} ${NAMES[list] ?? list}`);
  const changes = [done.created > 0 && `${done.created} new`, done.updated > 0 && `${done.updated} updated`, done.unchanged > 0 && `${done.unchanged} there already`];
  return `${counts.join(", ")} (${changes.filter(Boolean).join(", ")})`;
}
