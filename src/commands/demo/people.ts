import type { IncidentRole } from "../../entities/vocabulary.ts";

interface Person {
  name: string;
  timeZone: string;
  /** What the team asks them for by default. */
  roles?: IncidentRole[];
}

interface TeamOfPeople {
  slug: string;
  name: string;
  people: Person[];
}

const NEW_YORK = "America/New_York";
const LONDON = "Europe/London";
const BERLIN = "Europe/Berlin";

const TEAMS: TeamOfPeople[] = [
  { slug: "engineering", name: "Engineering", people: [
    { name: "Alex Rivera", timeZone: NEW_YORK, roles: ["INCIDENT_COMMANDER", "ENGINEERING_LEAD"] },
    { name: "Robin Vale", timeZone: LONDON, roles: ["ENGINEERING_ON_CALL", "TECHNICAL_LEAD"] },
    { name: "Dana Whitlock", timeZone: NEW_YORK, roles: ["ENGINEERING_MANAGER", "EXECUTIVE"] },
  ] },
  { slug: "platform-engineering", name: "Platform Engineering", people: [
    { name: "Sam Chen", timeZone: NEW_YORK, roles: ["TECHNICAL_LEAD", "ENGINEERING_LEAD"] },
    { name: "Riley Park", timeZone: NEW_YORK, roles: ["ENGINEERING_ON_CALL"] },
    { name: "Noor Haddad", timeZone: BERLIN, roles: ["ENGINEERING_MANAGER"] },
  ] },
  { slug: "support", name: "Support", people: [
    { name: "Jordan Lee", timeZone: NEW_YORK, roles: ["CUSTOMER_COMMS", "SUPPORT_LEAD"] },
    { name: "Casey Moreno", timeZone: LONDON, roles: ["SUPPORT"] },
    { name: "Ines Duarte", timeZone: "Europe/Lisbon" },
  ] },
  { slug: "customer-success", name: "Customer Success", people: [
    { name: "Taylor Kim", timeZone: NEW_YORK, roles: ["CS_LIAISON", "CS_LEAD"] },
    { name: "Jamie Okafor", timeZone: LONDON },
  ] },
  { slug: "product", name: "Product", people: [
    { name: "Morgan Ellis", timeZone: BERLIN, roles: ["PRODUCT_MANAGER"] },
    { name: "Priya Raman", timeZone: NEW_YORK, roles: ["PRODUCT_LEAD"] },
  ] },
  { slug: "comms", name: "Comms", people: [{ name: "Avery Stone", timeZone: NEW_YORK, roles: ["COMMS"] }] },
  { slug: "triage-desk", name: "Triage Desk", people: [{ name: "Kit Sorensen", timeZone: "Europe/Copenhagen" }] },
];

export const emailOf = (name: string): string => `${name.toLowerCase().replace(" ", ".")}@example.com`;

/** Those who speak for strategic accounts. */
export const ACCOUNT_OWNERS = ["Taylor Kim", "Jamie Okafor"];

export const teams = () =>
  TEAMS.map(({ slug, name, people }) => ({
    slug,
    name,
    catchAll: slug === "triage-desk",
    defaultRoles: people.flatMap((person) => (person.roles ?? []).map((role) => ({ role, responderEmail: emailOf(person.name) }))),
  }));

export const responders = () =>
  TEAMS.flatMap(({ slug, people }) =>
    people.map(({ name, timeZone }) => ({
      name,
      email: emailOf(name),
      teamSlug: slug,
      timeZone,
      workingHours: { days: [1, 2, 3, 4, 5], from: "09:00", to: "17:30" },
      contactMethods: [{ channel: "EMAIL", address: emailOf(name) }, { channel: "SLACK", address: emailOf(name) }],
    })),
  );
