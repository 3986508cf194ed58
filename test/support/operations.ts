import { type GraphQLInputType, type GraphQLSchema, getNamedType, isInputObjectType, isLeafType, isListType, isNonNullType } from "graphql";
import type { ServiceContext } from "../../src/services/context.ts";
import { aContext, anOverrideOn, aResponder, aSchedule, EMPTY_LAYER, aService, aTeam, at, someCustomers } from "./build.ts";
import { aDeadDelivery } from "./delivery.ts";
import { aSubscriber } from "./subscribers.ts";
import type { TestHub, Variables } from "./hub.ts";

/** What the operations below speak of: an incident at work with all that hangs on it, and another one. */
export interface Ground {
  incidentId: string;
  reference: string;
  otherId: string;
  teamSlug: string;
  teamId: string;
  serviceSlug: string;
  serviceId: string;
  /** INCIDENT_COMMANDER on the incident. */
  responderId: string;
  secondId: string;
  email: string;
  /** Affected. */
  externalId: string;
  actionId: string;
  communicationId: string;
  templateName: string;
  keyId: string;
  secretName: string;
  /** With an override that lies ahead, and no team's role behind it. */
  scheduleId: string;
  overrideId: string;
  heartbeatId: string;
  /** A notice that is owed. */
  followUpId: string;
  /** Of the status page; the maintenance is of the component. */
  pageId: string;
  groupId: string;
  groupSlug: string;
  componentId: string;
  componentSlug: string;
  maintenanceId: string;
  /** Of the status page. */
  subscriberId: string;
  /** The same, given up. */
  stoppedSubscriberId: string;
  /** Of the customer, and given up. */
  contactId: string;
  /** Of the incident, and dead. */
  deliveryId: string;
}

/** Lays the ground; `declared` goes into the declaration of the incident. */
export async function aGround(hub: TestHub, declared: Variables = {}, token?: string): Promise<Ground> {
  const ctx = aContext(hub.source.manager);
  const team = await aTeam(ctx);
  const service = await aService(ctx, { ownerTeamId: team.id });
  const [person, second] = [await aResponder(ctx, { teamId: team.id, contactMethods: [{ ...METHOD, channel: "SMS" }] }), await aResponder(ctx)];
  await ctx.db.query("insert into channel_setting (kind, values, set_at, set_by) values ('SMS', $1, $2, 'the tests') on conflict do nothing", [{ baseUrl: "http://127.0.0.1:1" }, ctx.now()]);
  await ctx.db.query("insert into contact_check (responder_id, channel, address, code_hash, code_expires_at, code_attempts, codes_sent) values ($1, 'SMS', $2, $3, '2040-01-01', 0, 0)", [person.id, METHOD.address, CODE_HASH]);
  const [customer] = await someCustomers(ctx, 1, { strategic: true }, service);
  const impact = { description: "Payments fail", featureState: "DEGRADED", workaround: "Pay by invoice" };
  const incident = await hub.declare({ serviceSlug: service.slug, impact, affectedCustomerExternalIds: [customer!.externalId], ...declared }, token);
  const other = await hub.declare({ title: "Another one" });
  const on = { incidentId: incident.id };
  const made = await hub.ok(
    `mutation ($role: AssignRoleInput!, $action: ActionInput!, $drafts: DraftCommunicationsInput!, $key: CreateApiKeyInput!, $account: InviteAccountInput!, $secret: SetSecretInput!, $heartbeat: CreateHeartbeatInput!, $template: SaveCommunicationTemplateInput!, $page: CreateStatusPageInput!, $group: CreateStatusComponentGroupInput!, $component: CreateStatusComponentInput!, $maintenance: ScheduleMaintenanceInput!) {
      assignRole(input: $role) { id } addAction(input: $action) { id } draftCommunications(input: $drafts) { id } createApiKey(input: $key) { apiKey { id } }
      inviteAccount(input: $account) { path } setSecret(input: $secret) { name } createHeartbeat(input: $heartbeat) { heartbeat { id } } saveCommunicationTemplate(input: $template) { name }
      createStatusPage(input: $page) { id } createStatusComponentGroup(input: $group) { id slug } createStatusComponent(input: $component) { id slug } scheduleMaintenance(input: $maintenance) { id }
    }`,
    {
      role: { ...on, role: "INCIDENT_COMMANDER", responderId: person.id, accepted: true },
      action: { ...on, action: "Roll back", owner: "Ada" },
      drafts: { ...on, audiences: ["STATUS_PAGE"] },
      key: { name: "to be revoked", role: "VIEWER" },
      secret: { name: `of-${team.slug}`, secret: "hunter2" },
      account: { responderId: second.id },
      template: { ...TEMPLATE, name: `page_${team.slug.replaceAll("-", "_")}` },
      heartbeat: { slug: team.slug, name: "Backup", every: "PT24H", serviceSlug: service.slug, teamSlug: team.slug },
      page: { slug: team.slug, name: "Ours", kind: "INTERNAL" },
      group: { slug: team.slug, name: "Europe" },
      component: { slug: team.slug, name: "API", group: team.slug, services: [service.slug] },
      maintenance: { title: "Database work", ...WORK_TIME, components: [team.slug] },
    },
  );
  if (!incident.private && !incident.drill) await ctx.db.query(
    `insert into status_entry (id, kind, incident_id, title, impact, state, started_at, moves_by_itself, components_by_hand, is_general, created_by, created_at, updated_at)
     select gen_random_uuid(), 'INCIDENT', id, title, 'MINOR', 'INVESTIGATING', detected_at, false, false, true, 'ada', $2, $2 from incident where id = $1 and not private and not drill`, [incident.id, ctx.now()]);
  const schedule = await aSchedule(ctx, { layers: [{ ...EMPTY_LAYER, responderIds: [person.id] }] });
  const override = await anOverrideOn(ctx, schedule, { kind: "ADD", addId: second.id });
  return {
    ...on,
    reference: incident.reference,
    otherId: other.id,
    teamSlug: team.slug,
    teamId: team.id,
    serviceSlug: service.slug,
    serviceId: service.id,
    responderId: person.id,
    secondId: second.id,
    email: person.email,
    externalId: customer!.externalId,
    actionId: made.addAction.id,
    communicationId: made.draftCommunications[0].id,
    templateName: made.saveCommunicationTemplate.name,
    keyId: made.createApiKey.apiKey.id,
    secretName: made.setSecret.name,
    scheduleId: schedule.id,
    overrideId: override.id,
    heartbeatId: made.createHeartbeat.heartbeat.id,
    followUpId: await aNotice(ctx, incident.id),
    pageId: made.createStatusPage.id,
    groupId: made.createStatusComponentGroup.id,
    groupSlug: made.createStatusComponentGroup.slug,
    componentId: made.createStatusComponent.id,
    componentSlug: made.createStatusComponent.slug,
    maintenanceId: made.scheduleMaintenance.id,
    subscriberId: (await aSubscriber(ctx, { id: made.createStatusPage.id })).id,
    stoppedSubscriberId: (await aSubscriber(ctx, { id: made.createStatusPage.id }, { stoppedAt: ctx.now(), stopReason: "Gone" })).id,
    contactId: await aContactGivenUp(ctx, customer!.id),
    deliveryId: await aDeadDelivery(ctx, incident.id, person.id),
  };
}

async function aContactGivenUp({ db, now }: ServiceContext, customerId: string): Promise<string> {
  const [{ id }] = await db.query(
    `insert into customer_contact (id, customer_id, email, created_at, refusals, stopped_at, stop_reason) values (gen_random_uuid(), $1::uuid, $1::uuid || '@example.com', $2, 3, $2, 'Gone') returning id`, [customerId, now()]);
  return id;
}

async function aNotice({ db, now }: ServiceContext, incidentId: string): Promise<string> {
  const [{ id }] = await db.query(
    `insert into clock (id, incident_id, kind, subject, started_at, due_at, at_risk_at, promised, written_at, next_at, plan_version)
     values (gen_random_uuid(), $1, 'RESOLUTION_NOTICE', 'INTERNAL', $2, '2190-01-01', '2190-01-01', false, $2, '2190-01-01', 1) returning id`, [incidentId, now()]);
  return id;
}

/** `path` is the place that is about to be changed, where what stands there depends on it. */
type Build = (ground: Ground, path?: readonly string[]) => Variables;
const on = ({ incidentId }: Ground) => ({ incidentId });
/** Of an occasion of its own, so that nothing is drafted from it but by name. */
const TEMPLATE = { audience: "STATUS_PAGE", occasion: "APOLOGY", language: "en", subject: "{{ title }}", body: "We are sorry about {{ title }}." };
/** Of the first responder, on a channel that goes nowhere. */
const METHOD = { channel: "SMS", address: "+493012345678" };
/** argon2id of 123456. */
const CODE_HASH = "$argon2id$v=19$m=19456,t=2,p=1$q/9wH5t+Fs6etR/1fgJTxA$jfNgIslTruO7Vl6rzM7sE7EJnqowpC/YkxxsWGakhcQ";
const methodOf = (g: Ground) => ({ responderId: g.responderId, ...METHOD });
const RESOLVED = { metricsNormal: true, customersRecovered: true };
const newTeam = (g: Ground) => ({ slug: `new-${g.teamSlug}`, name: "New", defaultRoles: [{ role: "COMMS", responderEmail: g.email }],
  workingHours: { days: [1, 2], from: "09:00", to: "17:00" }, ladder: [{ name: "lead", roles: ["ENGINEERING_LEAD"] }],
});
const newService = (g: Ground) => ({ slug: `new-${g.serviceSlug}`, name: "New", tier: 1, dependsOn: [] });
const newCustomer = (g: Ground) => ({
  externalId: `new-${g.externalId}`,
  name: "Acme",
  arr: { amount: "10", currency: "USD" },
  services: [g.serviceSlug],
  contacts: [{ email: "dana@example.com", name: "Dana", language: "de" }],
});
const newResponder = (g: Ground) => ({
  name: "Grace",
  email: `new-${g.email}`,
  workingHours: { days: [1, 2], from: "09:00", to: "17:00" },
  contactMethods: [{ channel: "SMS", address: "+49301234567" }],
});

const newGroup = (g: Ground) => ({ slug: `new-${g.groupSlug}`, name: "Asia", position: 2 });
const newComponent = (g: Ground) => ({ slug: `new-${g.componentSlug}`, name: "Exports", group: g.groupSlug, services: [g.serviceSlug], startsAt: "2029-01-01T00:00:00Z" });
const newPage = (g: Ground) => ({ slug: `new-${g.teamSlug}`, name: "Another page", timeZone: "Europe/Berlin", components: [g.componentSlug] });
const newWork = (g: Ground) => ({ title: "Work on the network", body: "Requests may fail.", ...WORK_TIME, components: [g.componentSlug] });

const WORK_TIME = { scheduledFrom: "2035-02-01T00:00:00Z", scheduledUntil: "2035-02-01T02:00:00Z" };
const DAYS = { startsAt: "2190-02-01T00:00:00Z", endsAt: "2190-02-03T00:00:00Z" };
/** A layer has one of these. */
const newLayer = (g: Ground, path: readonly string[]) => {
  if (path.includes("calendar")) return { calendar: { text: roster(g), people: [{ name: "Ada", responderEmail: g.email }] } };
  if (path.includes("layers") && path.includes("shifts")) return { shifts: [{ responderEmails: [g.email], ...DAYS }] };
  return { rotation: { unit: "WEEKS", start: "2030-03-04T09:00:00", participants: [{ responderEmails: [g.email] }] }, windows: [{ days: [1, 2], from: "09:00", to: "17:00" }] };
};
const newSchedule = (g: Ground, path: readonly string[] = []) => ({
  slug: `new-${g.teamSlug}`,
  name: "New",
  timeZone: "Europe/Berlin",
  layers: [newLayer(g, path)],
  overrides: [{ kind: "ADD", addEmail: g.email, ...DAYS }],
  temporarySchedules: [{ ...DAYS, shifts: [{ responderEmails: [g.email], ...DAYS }] }],
  history: { until: "2020-01-02T00:00:00Z", shifts: [{ responderEmails: [g.email], startsAt: "2020-01-01T00:00:00Z" }] },
});
const roster = (g: Ground) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//roster//EN", "BEGIN:VEVENT", "UID:1", "DTSTART:20300304T090000Z", "DTEND:20300304T170000Z", "RRULE:FREQ=DAILY", `SUMMARY:${g.email}`, "END:VEVENT", "END:VCALENDAR"].join("\r\n");

/** The `input` of each mutation, as a client would fill it in. */
export const MUTATIONS: Record<string, Build> = {
  acknowledge: (g) => ({ ...on(g), note: "On it" }),
  addAction: (g) => ({ ...on(g), action: "Look at the logs", owner: "Ada" }),
  addIncidentMember: (g) => ({ ...on(g), responderId: g.secondId }),
  addStatusSubscriber: () => ({ address: "https://hooks.example.com/new", components: [] }),
  addOverride: (g) => ({ scheduleId: g.scheduleId, kind: "TAKE_OVER", addEmail: g.email, ...DAYS }),
  addTimelineEvent: (g) => ({ ...on(g), kind: "NOTE", summary: "Looking" }),
  amendTimelineEvent: (g) => ({ ...on(g), revision: 1, summary: "Said better" }),
  approveCommunication: (g) => ({ communicationId: g.communicationId }),
  assignFollowUp: (g) => ({ clockId: g.followUpId, responderId: g.secondId }),
  assignRole: (g) => ({ ...on(g), role: "SCRIBE", responderId: g.secondId }),
  cancelIncident: on,
  changeAffectedCustomers: (g) => ({ ...on(g), remove: [g.externalId] }),
  changePassword: () => ({ current: "hunter2 and more", next: "hunter2 and others" }),
  changeApproach: (g) => ({ ...on(g), strategy: "CONTAIN_FIRST" }),
  changeSeverity: (g) => ({ ...on(g), severity: "SEV1", reason: "It is worse" }),
  chooseDirectOutreach: (g) => ({ ...on(g), reason: "We know them all" }),
  closeIncident: on,
  configureChannel: (g) => ({ kind: "EMAIL", values: { host: "mail.example.com", from: `${g.teamSlug}@example.com` } }),
  configureCrm: () => ({ url: "https://crm.example.com/accounts", fields: { externalId: "id", name: "name" } }),
  confirmRecovery: on,
  createApiKey: () => ({ name: "a machine", role: "RESPONDER" }),
  createCustomer: (g) => newCustomer(g),
  createHeartbeat: (g) => ({ slug: `new-${g.teamSlug}`, name: "Nightly backup", every: "PT24H", serviceSlug: g.serviceSlug }),
  createResponder: (g) => newResponder(g),
  createSchedule: (g, path) => newSchedule(g, path),
  createService: (g) => newService(g),
  createStatusComponent: newComponent,
  createStatusComponentGroup: newGroup,
  createStatusPage: (g) => ({ ...newPage(g), kind: "CUSTOMER", customerExternalId: g.externalId }),
  createTeam: (g) => newTeam(g),
  declareIncident: (g) => ({ title: "Search is slow", source: "SUPPORT", serviceSlug: g.serviceSlug }),
  deleteSchedule: (g) => ({ id: g.scheduleId }),
  deleteHeartbeat: (g) => ({ id: g.heartbeatId }),
  deleteStatusComponent: (g) => ({ id: g.componentId }),
  deleteStatusComponentGroup: (g) => ({ id: g.groupId }),
  deleteStatusPage: (g) => ({ id: g.pageId }),
  deleteSecret: (g) => ({ name: g.secretName }),
  draftCommunications: (g) => ({ ...on(g), audiences: ["INTERNAL"] }),
  editCommunication: (g) => ({ communicationId: g.communicationId, body: "We are looking into it. Next update in 30 minutes." }),
  editPolicy: () => ({ changes: { clockTolerance: 61 } }),
  editResponsePlan: () => ({ severity: "SEV4", triageWithin: "PT5H" }),
  endAccount: (g) => ({ responderId: g.secondId }),
  escalateIncident: (g) => ({ ...on(g), trigger: "MANUAL", reason: "Stuck" }),
  handOffRoles: (g) => ({ fromResponderId: g.responderId, toResponderId: g.secondId, incidentIds: [g.incidentId] }),
  importDirectory: (g, path) => ({ teams: [newTeam(g)], responders: [newResponder(g)], schedules: [newSchedule(g, path)], services: [newService(g)], componentGroups: [newGroup(g)], components: [newComponent(g)], customers: [newCustomer(g)] }),
  importRoster: (g) => ({ scheduleId: g.scheduleId, layer: "roster", text: roster(g), people: [{ name: "Ada", responderEmail: g.email }] }),
  inviteAccount: (g) => ({ responderId: g.responderId, role: "VIEWER" }),
  linkStatusPage: (g) => ({ id: g.pageId }),
  linkRecurrence: (g) => ({ ...on(g), recurrenceOfId: g.otherId }),
  mergeIncident: (g) => ({ ...on(g), intoId: g.otherId }),
  pinTimelineEvent: (g) => ({ ...on(g), revision: 1, pinned: true }),
  postUpdate: (g) => ({ ...on(g), note: "Still looking" }),
  publishCommunication: (g) => ({ communicationId: g.communicationId }),
  pullCustomers: () => ({}),
  recordCustomerCall: (g) => ({ ...on(g), customerExternalId: g.externalId }),
  recordImpact: (g) => ({ ...on(g), impact: { description: "Payments fail at times" } }),
  releaseRole: (g) => ({ ...on(g), role: "INCIDENT_COMMANDER", responderId: g.responderId }),
  removeIncidentMember: (g) => ({ ...on(g), responderId: g.secondId }),
  resumeContact: (g) => ({ id: g.contactId }),
  resumeStatusSubscriber: (g) => ({ id: g.stoppedSubscriberId }),
  removeStatusSubscriber: (g) => ({ id: g.subscriberId }),
  removeOverride: (g) => ({ id: g.overrideId }),
  reopenIncident: (g) => ({ ...on(g), reason: "It is back" }),
  replayDelivery: (g) => ({ deliveryId: g.deliveryId }),
  reportMitigation: (g) => ({ ...on(g), progress: "IDENTIFIED", summary: "A bad deployment" }),
  requestPostMortem: on,
  resolveIncident: (g) => ({ ...on(g), verification: { ...RESOLVED, regressionWatchUntil: at(600), regressionWatchBy: g.responderId } }),
  retractCommunication: (g) => ({ communicationId: g.communicationId, note: "It said too much" }),
  revokeApiKey: (g) => ({ id: g.keyId }),
  retireCommunicationTemplate: (g) => ({ name: g.templateName, language: "en" }),
  saveCommunicationTemplate: (g) => ({ ...TEMPLATE, name: `new_${g.templateName}` }),
  scheduleMaintenance: newWork,
  sendContactCode: methodOf,
  setComponentState: (g) => ({ id: g.componentId, state: "PARTIAL_OUTAGE" }),
  setSecret: () => ({ name: "smtp/password", secret: "hunter2" }),
  rotateCalendarLink: (g) => ({ scheduleId: g.scheduleId }),
  rotateHeartbeat: (g) => ({ id: g.heartbeatId }),
  rotateApiKey: (g) => ({ id: g.keyId }),
  splitIncident: (g) => ({ ...on(g), titles: ["A part"] }),
  subscribeToStatusPage: () => ({ kind: "WEBHOOK", address: "https://hooks.example.com/status" }),
  startMitigation: on,
  startPostMortem: on,
  tryCrm: () => ({ configuration: { url: "https://crm.invalid/accounts", fields: { externalId: "id", name: "name" } } }),
  testChannel: () => ({ kind: "EMAIL", to: "ada@example.com" }),
  triageIncident: (g) => ({ ...on(g), strategy: "CONTAIN_FIRST" }),
  updateAction: (g) => ({ actionId: g.actionId, state: "DONE" }),
  updateCustomer: (g) => ({ externalId: g.externalId, name: "Acme & Co", arr: { amount: "20", currency: "EUR" }, contacts: [{ email: "dana@example.com" }] }),
  updateHeartbeat: (g) => ({ id: g.heartbeatId, name: "Said better", every: "PT48H" }),
  updateOutreach: (g) => ({ ...on(g), customerExternalIds: [g.externalId], state: "sent", note: "Wrote to Dana" }),
  updateMaintenance: (g) => ({ ...newWork(g), id: g.maintenanceId, state: "IN_PROGRESS" }),
  updateStatusComponent: (g) => ({ ...newComponent(g), id: g.componentId }),
  updateStatusComponentGroup: (g) => ({ ...newGroup(g), id: g.groupId }),
  updateStatusEntry: (g) => ({ ...on(g), title: "Requests fail", startedAt: "2029-12-31T00:00:00Z", components: [{ component: g.componentSlug, state: "MAJOR_OUTAGE" }] }),
  updateStatusPage: (g) => ({ ...newPage(g), id: g.pageId }),
  updateResponder: (g) => ({ ...newResponder(g), id: g.responderId }),
  updateSchedule: (g, path) => ({ ...newSchedule(g, path), id: g.scheduleId }),
  updateService: (g) => ({ ...newService(g), id: g.serviceId }),
  updateTeam: (g) => ({ ...newTeam(g), id: g.teamId }),
  verifyContactMethod: (g) => ({ ...methodOf(g), code: "123456" }),
  vouchForContactMethod: (g) => ({ ...methodOf(g), reason: "Rang it" }),
};

/** The mutations that have to be done first, so that one is legal and changes something. */
export const BEFORE: Record<string, string[]> = {
  closeIncident: ["updateAction", "startMitigation", "resolveIncident", "startPostMortem"],
  confirmRecovery: ["startMitigation", "resolveIncident"],
  pullCustomers: ["configureCrm"],
  removeIncidentMember: ["addIncidentMember"],
  reopenIncident: ["startMitigation", "resolveIncident"],
  resolveIncident: ["startMitigation"],
  startPostMortem: ["startMitigation", "resolveIncident"],
  testChannel: ["configureChannel"],
};

const PERIOD = { from: "2030-03-01T00:00:00Z", to: "2030-04-01T00:00:00Z" };
/** What is there for everybody. */
export const PUBLIC = ["statusPage", "subscribeToStatusPage"];
/** What only a person in a browser can do; test/api/accounts.test.ts does it. */
export const SIGNED_IN = ["changePassword"];

/** The arguments of each query. */
export const QUERIES: Record<string, Build> = {
  accounts: () => ({}),
  apiKeys: () => ({}),
  assessSeverity: () => ({ input: { featureState: "DOWN", serviceTier: 1, revenueAtRisk: { amount: "1000", currency: "USD" } } }),
  auditLog: () => ({ filter: { actor: "bootstrap" }, first: 5 }),
  channels: () => ({}),
  checkCommunication: (g) => ({ input: { ...on(g), audience: "STATUS_PAGE", body: "We are looking into it." } }),
  crms: () => ({}),
  customer: (g) => ({ externalId: g.externalId }),
  commanderLoad: () => ({}),
  communicationTemplates: () => ({ audience: "STATUS_PAGE", language: "en", includeRetired: false }),
  coverageGaps: (g) => ({ scheduleId: g.scheduleId, ...PERIOD }),
  customers: () => ({ first: 5 }),
  deliveries: (g) => ({ filter: { incidentId: g.incidentId }, first: 5 }),
  followUps: () => ({ first: 5 }),
  heartbeat: (g) => ({ id: g.heartbeatId }),
  heartbeats: () => ({}),
  incident: (g) => ({ id: g.incidentId }),
  incidentReport: (g) => ({ reference: g.reference }),
  incidents: () => ({ first: 5, filter: { text: "Checkout is down" }, orderBy: { field: "UPDATED_AT", direction: "DESC" } }),
  me: () => ({}),
  nextCommander: (g) => ({ teamSlug: g.teamSlug }),
  nextOnCall: (g) => ({ scheduleId: g.scheduleId }),
  onCall: (g) => ({ scheduleId: g.scheduleId }),
  onCallReadiness: () => ({ days: 7 }),
  outreach: on,
  outreachPlan: on,
  previewAffectedCustomers: (g) => ({ input: { ...on(g), fromLog: `customer=${g.externalId}` } }),
  policy: () => ({}),
  previewCommunicationTemplate: (g) => ({ input: { ...on(g), audience: "STATUS_PAGE" } }),
  responder: (g) => ({ id: g.responderId }),
  responders: () => ({ first: 5 }),
  responsePlans: () => ({}),
  schedule: (g) => ({ id: g.scheduleId }),
  schedules: () => ({ first: 5 }),
  secrets: () => ({}),
  service: (g) => ({ slug: g.serviceSlug }),
  services: () => ({ first: 5 }),
  statusComponentGroups: () => ({}),
  statusComponents: () => ({}),
  statusEntries: () => ({ first: 5 }),
  statusEntry: (g) => ({ id: g.maintenanceId }),
  statusPage: () => ({}),
  statusPages: () => ({}),
  statusSubscribers: () => ({ first: 5 }),
  shifts: (g) => ({ scheduleId: g.scheduleId, ...PERIOD }),
  team: (g) => ({ slug: g.teamSlug }),
  teams: () => ({ first: 5 }),
};

/** The document of an operation with all its arguments as variables, asking for as little as can be asked. */
export function documentOf(schema: GraphQLSchema, name: string): string {
  const root = name in MUTATIONS ? schema.getMutationType() : schema.getQueryType();
  const field = root?.getFields()[name];
  if (!root || !field) throw new Error(`The schema has no operation ${name}`);
  const { args, type } = field;
  const head = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(", ");
  const call = args.map((arg) => `${arg.name}: $${arg.name}`).join(", ");
  const wrapped = (text: string) => (text ? `(${text})` : "");
  return `${root.name.toLowerCase()}${wrapped(head)} { ${name}${wrapped(call)}${isLeafType(getNamedType(type)) ? "" : " { __typename }"} }`;
}

/** Its variables. */
export const variablesOf = (name: string, ground: Ground, path?: readonly string[]): Variables =>
  name in MUTATIONS ? { input: MUTATIONS[name]?.(ground, path) } : (QUERIES[name]?.(ground) ?? {});

/** Where a leaf of an operation's arguments stands, as `input`, `impact`, `description`; `[]` is inside a list. */
export interface Place {
  path: string[];
  type: string;
}

/** Every place at which a client can put a scalar or an enum value. */
export function placesOf(schema: GraphQLSchema, name: string): Place[] {
  const root = name in MUTATIONS ? schema.getMutationType() : schema.getQueryType();
  return (root?.getFields()[name]?.args ?? []).flatMap((arg) => leaves(arg.type, [arg.name]));
}

function leaves(type: GraphQLInputType, path: string[]): Place[] {
  if (isNonNullType(type)) return leaves(type.ofType, path);
  if (isListType(type)) return leaves(type.ofType, [...path, "[]"]);
  if (!isInputObjectType(type)) return [{ path, type: type.name }];
  return Object.values(type.getFields()).flatMap((field) => leaves(field.type, [...path, field.name]));
}

/** The variables with `value` at that place; what else stands on the way there stays. */
export function withValue(variables: unknown, [step, ...rest]: string[], value: unknown): unknown {
  if (step === undefined) return value;
  if (step === "[]") return [withValue(Array.isArray(variables) ? variables[0] : undefined, rest, value)];
  const before = typeof variables === "object" && variables !== null && !(variables instanceof Date) ? (variables as Variables) : {};
  return { ...before, [step]: withValue(before[step], rest, value) };
}

/** How an error names that place. */
export const fieldNameOf = (path: string[]): string =>
  path
    .filter((step) => step !== "[]")
    .join(".")
    .replace(/^input\./, "");
