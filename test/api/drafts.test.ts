import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { describeSettings } from "../../src/server/settings/config.ts";
import { AUDIENCES } from "../../src/entities/vocabulary.ts";
import { factNamesFor } from "../../src/services/template/facts.rules.ts";
import { FALLBACKS } from "../../src/services/model-draft/writer.ts";
import { anIncidentAt } from "../support/incident.ts";
import { aContext } from "../support/build.ts";
import { useHub } from "../support/hub.ts";
import { useModelPeer } from "../support/model-peer.ts";

const peer = useModelPeer();
const hub = useHub(() => ({ llmUrl: peer.url, llmModel: "tiny" }));

const SAVE = "mutation ($input: SaveCommunicationTemplateInput!) { saveCommunicationTemplate(input: $input) { name language version audience occasion publicState severity subject body isBuiltIn createdBy retiredAt } }";
const PREVIEW = "query ($input: PreviewCommunicationTemplateInput!) { previewCommunicationTemplate(input: $input) { subject body template templateVersion language draftNote findings { rule } } }";
const DRAFT = "mutation ($input: DraftCommunicationsInput!) { draftCommunications(input: $input) { audience state origin template templateVersion language draftNote subject body findings { rule } } }";
const TEMPLATE = { name: "our_page", audience: "STATUS_PAGE", publicState: "INVESTIGATING", language: "en", subject: "{{ title }}", body: "{{ title | sentence }} We look into it.{% if nextUpdateAt %} Next update by {{ nextUpdateAt | time }}.{% endif %}" };

test("a template is saved, listed, looked at, drafted from and retired", async () => {
  expect((await hub.ok(SAVE, { input: TEMPLATE }, hub.token.INCIDENT_MANAGER)).saveCommunicationTemplate).toEqual({
    ...TEMPLATE, version: 1, occasion: "STATUS", severity: null, isBuiltIn: false, createdBy: "INCIDENT_MANAGER", retiredAt: null,
  });
  const { communicationTemplates: listed } = await hub.ok("{ communicationTemplates(audience: STATUS_PAGE, language: \"en\") { name isBuiltIn } }", {}, hub.token.VIEWER);
  expect(listed).toContainEqual({ name: "our_page", isBuiltIn: false });
  expect(listed).toContainEqual({ name: "status_page_resolved", isBuiltIn: true });

  const { id } = await hub.declare({ title: "Exports fail" });
  const look = { audience: "STATUS_PAGE", incidentId: id };
  expect((await hub.ok(PREVIEW, { input: look })).previewCommunicationTemplate).toMatchObject({ template: "our_page", templateVersion: 1, body: "Exports fail. We look into it. Next update by 2030-01-01 13:00 UTC.", findings: [] });
  expect((await hub.ok(PREVIEW, { input: { ...look, subject: "x", body: "It was probably a bad release." } })).previewCommunicationTemplate.findings.map(({ rule }: { rule: string }) => rule)).toContain("SPECULATION");
  expect(await hub.refusal(PREVIEW, { input: { ...look, subject: "x", body: "{{ rootCause }}" } })).toMatchObject({ code: "INVALID_INPUT", field: "body", line: 1, column: 4, variable: "rootCause" });
  expect(await hub.refusal(SAVE, { input: { ...TEMPLATE, body: "{% if eta %}" } })).toMatchObject({ code: "INVALID_INPUT", field: "body", line: 1, column: 1 });
  expect(await hub.refusal(SAVE, { input: { ...TEMPLATE, expectedVersion: 0 } })).toMatchObject({ code: "STALE_REVISION", field: "expectedVersion", current: 1 });

  expect((await hub.ok(DRAFT, { input: { incidentId: id, audiences: ["STATUS_PAGE"], templates: ["our_page"] } })).draftCommunications).toEqual([{
    audience: "STATUS_PAGE", state: "DRAFT", origin: "TEMPLATE", template: "our_page", templateVersion: 1, language: "en", draftNote: null, subject: "Exports fail", body: "Exports fail. We look into it. Next update by 2030-01-01 13:00 UTC.", findings: [],
  }]);
  const retired = await hub.ok("mutation ($input: RetireCommunicationTemplateInput!) { retireCommunicationTemplate(input: $input) { version retiredAt } }", { input: { name: "our_page", language: "en" } });
  expect(retired.retireCommunicationTemplate).toEqual({ version: 1, retiredAt: "2030-01-01T12:00:00.000Z" });
});

test("a hub with a model drafts with it, in the language that is asked for; the metrics tell who wrote", async () => {
  const { id } = await anIncidentAt(aContext(hub.source.manager), "TRIAGED", { title: "Export" });
  peer.answers = "Export ist gestört. Wir untersuchen das Problem und bedauern die Beeinträchtigung. Nächstes Update bis 2030-01-01 13:00 UTC.";
  const asked = { incidentId: id, audiences: ["STATUS_PAGE"], language: "de-AT" };
  expect((await hub.ok(DRAFT, { input: asked })).draftCommunications).toMatchObject([{ origin: "MODEL", template: null, language: "de-AT", draftNote: null, findings: [] }]);
  peer.answers = "Es lag am Netz, wegen eines Fehlers von Bob.";
  expect((await hub.ok(DRAFT, { input: asked })).draftCommunications).toMatchObject([{ origin: "TEMPLATE", language: "de", draftNote: expect.stringContaining("The model's text was not taken"), body: expect.stringContaining("Wir untersuchen das Problem.") }]);
  const metrics = await (await fetch(`${hub.url}/metrics`, { headers: { authorization: `Bearer ${hub.token.ADMIN}` } })).text();
  expect(metrics).toContain('muster_drafts_total{audience="STATUS_PAGE",origin="MODEL"} 1');
  expect(metrics).toContain('muster_draft_fallbacks_total{reason="INVENTED"} 1');
  expect(hub.faults).toEqual([]);
});

test("docs/drafts.md names every fact and reason, and its requests work as they stand", async () => {
  const page = readFileSync("docs/drafts.md", "utf8");
  const lacking = [...new Set(AUDIENCES.flatMap((audience) => factNamesFor(audience)))].filter((name) => !page.includes(`\`${name}\``));
  expect([...lacking, ...FALLBACKS.filter((reason) => !page.includes(reason))]).toEqual([]);
  const settings = new Set(describeSettings().map(({ variable }) => variable));
  expect([...page.matchAll(/MUSTER_LLM_\w+/g)].map(([name]) => name).filter((name) => !settings.has(name))).toEqual([]);

  const { id } = await hub.declare({ title: "Imports fail" });
  const requests = [...page.matchAll(/-d '(\{[\s\S]*?\n\})'/g)].map(([, body = ""]) => JSON.parse(body.replaceAll("INCIDENT_ID", id)) as { query: string; variables?: object });
  expect(requests.length).toBeGreaterThan(4);
  for (const { query, variables } of requests) await hub.ok(query, { ...variables });
});
