import { type GraphQLInputType, type GraphQLSchema, getNamedType, isInputObjectType, isLeafType, isListType, isNonNullType } from "graphql";
import { aContext, anOverrideOn, aResponder, aSchedule, EMPTY_LAYER, aService, aTeam, at, someCustomers } from "./build.ts";
import { aDeadDelivery } from "./delivery.ts";
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
  keyId: string;
  secretName: string;
  /** With an override that lies ahead, and no team's role behind it. */
  scheduleId: string;
  overrideId: string;
  heartbeatId: string;
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
    `mutation ($role: AssignRoleInput!, $action: ActionInput!, $drafts: DraftCommunicationsInput!, $key: CreateApiKeyInput!, $account: InviteAccountInput!, $secret: SetSecretInput!, $heartbeat: CreateHeartbeatInput!) {
      assignRole(input: $role) { id } addAction(input: $action) { id } draftCommunications(input: $drafts) { id } createApiKey(input: $key) { apiKey { id } }
      inviteAccount(input: $account) { path } setSecret(input: $secret) { name } createHeartbeat(input: $heartbeat) { heartbeat { id } }
    }`,
    {
      role: { ...on, role: "INCIDENT_COMMANDER", responderId: person.id, accepted: true },
      action: { ...on, action: "Roll back", owner: "Ada" },
      drafts: { ...on, audiences: ["STATUS_PAGE"] },
      key: { name: "to be revoked", role: "VIEWER" },
      secret: { name: `of-${team.slug}`, secret: "hunter2" },
      account: { responderId: second.id },
      heartbeat: { slug: team.slug, name: "Backup", every: "PT24H", serviceSlug: service.slug, teamSlug: team.slug },
    },
  );
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
    keyId: made.createApiKey.apiKey.id,
    secretName: made.setSecret.name,
    scheduleId: schedule.id,
    overrideId: override.id,
    heartbeatId: made.createHeartbeat.heartbeat.id,
    deliveryId: await aDeadDelivery(ctx, incident.id, person.id),
  };
}

/** `path` is the place that is about to be changed, where what stands there depends on it. */
type Build = (ground: Ground, path?: readonly string[]) => Variables;
const on = ({ incidentId }: Ground) => ({ incidentId });
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
});
const newResponder = (g: Ground) => ({
  name: "Grace",
  email: `new-${g.email}`,
  workingHours: { days: [1, 2], from: "09:00", to: "17:00" },
  contactMethods: [{ channel: "SMS", address: "+49301234567" }],
});

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
  addOverride: (g) => ({ scheduleId: g.scheduleId, kind: "TAKE_OVER", addEmail: g.email, ...DAYS }),
  addTimelineEvent: (g) => ({ ...on(g), kind: "NOTE", summary: "Looking" }),
  amendTimelineEvent: (g) => ({ ...on(g), revision: 1, summary: "Said better" }),
  assignRole: (g) => ({ ...on(g), role: "SCRIBE", responderId: g.secondId }),
  cancelIncident: on,
  changeAffectedCustomers: (g) => ({ ...on(g), remove: [g.externalId] }),
  changePassword: () => ({ current: "hunter2 and more", next: "hunter2 and others" }),
  changeApproach: (g) => ({ ...on(g), strategy: "CONTAIN_FIRST" }),
  changeSeverity: (g) => ({ ...on(g), severity: "SEV1", reason: "It is worse" }),
  chooseDirectOutreach: (g) => ({ ...on(g), reason: "We know them all" }),
  closeIncident: on,
  configureChannel: () => ({ kind: "EMAIL", values: { host: "mail.example.com", from: "incidents@example.com" } }),
  confirmRecovery: on,
  createApiKey: () => ({ name: "a machine", role: "RESPONDER" }),
  createCustomer: (g) => newCustomer(g),
  createHeartbeat: (g) => ({ slug: `new-${g.teamSlug}`, name: "Nightly backup", every: "PT24H", serviceSlug: g.serviceSlug }),
  createResponder: (g) => newResponder(g),
  createSchedule: (g, path) => newSchedule(g, path),
  createService: (g) => newService(g),
  createTeam: (g) => newTeam(g),
  declareIncident: (g) => ({ title: "Search is slow", source: "SUPPORT", serviceSlug: g.serviceSlug }),
  deleteSchedule: (g) => ({ id: g.scheduleId }),
  deleteHeartbeat: (g) => ({ id: g.heartbeatId }),
  deleteSecret: (g) => ({ name: g.secretName }),
  draftCommunications: (g) => ({ ...on(g), audiences: ["INTERNAL"] }),
  editPolicy: () => ({ changes: { clockTolerance: 61 } }),
  editResponsePlan: () => ({ severity: "SEV4", triageWithin: "PT5H" }),
  endAccount: (g) => ({ responderId: g.secondId }),
  escalateIncident: (g) => ({ ...on(g), trigger: "MANUAL", reason: "Stuck" }),
  handOffRoles: (g) => ({ fromResponderId: g.responderId, toResponderId: g.secondId, incidentIds: [g.incidentId] }),
  importDirectory: (g, path) => ({ teams: [newTeam(g)], responders: [newResponder(g)], schedules: [newSchedule(g, path)], services: [newService(g)], customers: [newCustomer(g)] }),
  importRoster: (g) => ({ scheduleId: g.scheduleId, layer: "roster", text: roster(g), people: [{ name: "Ada", responderEmail: g.email }] }),
  inviteAccount: (g) => ({ responderId: g.responderId, role: "VIEWER" }),
  linkRecurrence: (g) => ({ ...on(g), recurrenceOfId: g.otherId }),
  mergeIncident: (g) => ({ ...on(g), intoId: g.otherId }),
  pinTimelineEvent: (g) => ({ ...on(g), revision: 1, pinned: true }),
  postUpdate: (g) => ({ ...on(g), note: "Still looking" }),
  publishCommunication: (g) => ({ communicationId: g.communicationId }),
  recordCustomerCall: (g) => ({ ...on(g), customerExternalId: g.externalId }),
  recordImpact: (g) => ({ ...on(g), impact: { description: "Payments fail at times" } }),
  releaseRole: (g) => ({ ...on(g), role: "INCIDENT_COMMANDER", responderId: g.responderId }),
  removeIncidentMember: (g) => ({ ...on(g), responderId: g.secondId }),
  removeOverride: (g) => ({ id: g.overrideId }),
  reopenIncident: (g) => ({ ...on(g), reason: "It is back" }),
  replayDelivery: (g) => ({ deliveryId: g.deliveryId }),
  reportMitigation: (g) => ({ ...on(g), progress: "IDENTIFIED", summary: "A bad deployment" }),
  requestPostMortem: on,
  resolveIncident: (g) => ({ ...on(g), verification: { ...RESOLVED, regressionWatchUntil: at(600), regressionWatchBy: g.responderId } }),
  revokeApiKey: (g) => ({ id: g.keyId }),
  sendContactCode: methodOf,
  setSecret: () => ({ name: "smtp/password", secret: "hunter2" }),
  rotateCalendarLink: (g) => ({ scheduleId: g.scheduleId }),
  rotateHeartbeat: (g) => ({ id: g.heartbeatId }),
  rotateApiKey: (g) => ({ id: g.keyId }),
  splitIncident: (g) => ({ ...on(g), titles: ["A part"] }),
  startMitigation: on,
  startPostMortem: on,
  testChannel: () => ({ kind: "EMAIL", to: "ada@example.com" }),
  triageIncident: (g) => ({ ...on(g), strategy: "CONTAIN_FIRST" }),
  updateAction: (g) => ({ actionId: g.actionId, state: "DONE" }),
  updateCustomer: (g) => ({ externalId: g.externalId, name: "Acme & Co", arr: { amount: "20", currency: "EUR" } }),
  updateHeartbeat: (g) => ({ id: g.heartbeatId, name: "Said better", every: "PT48H" }),
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
  removeIncidentMember: ["addIncidentMember"],
  reopenIncident: ["startMitigation", "resolveIncident"],
  resolveIncident: ["startMitigation"],
  startPostMortem: ["startMitigation", "resolveIncident"],
  testChannel: ["configureChannel"],
};

const PERIOD = { from: "2030-03-01T00:00:00Z", to: "2030-04-01T00:00:00Z" };
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
  customer: (g) => ({ externalId: g.externalId }),
  commanderLoad: () => ({}),
  coverageGaps: (g) => ({ scheduleId: g.scheduleId, ...PERIOD }),
  customers: () => ({ first: 5 }),
  deliveries: (g) => ({ filter: { incidentId: g.incidentId }, first: 5 }),
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
  outreachPlan: on,
  policy: () => ({}),
  responder: (g) => ({ id: g.responderId }),
  responders: () => ({ first: 5 }),
  responsePlans: () => ({}),
  schedule: (g) => ({ id: g.scheduleId }),
  schedules: () => ({ first: 5 }),
  secrets: () => ({}),
  service: (g) => ({ slug: g.serviceSlug }),
  services: () => ({ first: 5 }),
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
