import { ACCOUNT_OWNERS, emailOf } from "./people.ts";

const FIRST = [
  "Amber", "Aspen", "Birch", "Bright", "Cedar", "Cinder", "Clear", "Cobalt", "Coral", "Crescent", "Delta", "Ember", "Fern", "Granite", "Harbor",
  "Hazel", "Indigo", "Juniper", "Lantern", "Linden", "Maple", "Meadow", "Onyx", "Orchard", "Quartz", "River", "Saffron", "Summit", "Tundra", "Willow",
];
const SECOND = [
  "Analytics", "Apparel", "Aviation", "Bank", "Biotech", "Books", "Capital", "Cargo", "Clinics", "Dairy", "Devices", "Energy", "Foods", "Freight", "Games",
  "Hotels", "Insurance", "Labs", "Learning", "Logistics", "Media", "Motors", "Outfitters", "Pharma", "Rail", "Realty", "Robotics", "Steel", "Telecom", "Travel",
];

const ALL = 900;
/** The rest are on the older interface. */
const ON_THE_GATEWAY = 847;
const AFFECTED = 127;
const STRATEGIC_ARR = [60_000, 55_000, 50_000, 45_000, 40_000, 36_000, 34_000, 30_000];
const AFFECTED_ARR = 890_000;

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Every sixth of those who use the gateway, until there are enough. */
const isAffected = (n: number): boolean => n % 6 === 0 && n / 6 < AFFECTED;

const externalId = (n: number): string => `acct-${1_001 + n}`;

/** The accounts that run scheduled batches: 127, of whom 8 are strategic, with 890,000 USD a year in all. */
export const affectedCustomers = (): string[] => numbers(ALL).filter(isAffected).map(externalId);

/** 900 accounts that are the same each time; only the renewals keep ahead of the calendar, month by month. */
export const customers = (now: Date) =>
  numbers(ALL).map((n) => ({
    externalId: externalId(n),
    name: nameOf(n),
    arr: isAffected(n) ? { amount: String(affectedArr(n / 6)), currency: "USD" } : { amount: String(900 + ((n * 7_919) % 48_000)), currency: n % 5 === 1 ? "EUR" : "USD" },
    strategic: isStrategic(n),
    plan: isStrategic(n) ? "enterprise" : n % 3 === 0 ? "business" : "starter",
    region: ["us", "eu", "apac"][n % 3],
    renewalOn: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1 + ((n * 5) % 12), 1)),
    activeEscalation: n === 12 || n === 63,
    executiveSponsorEngaged: isStrategic(n) && n % 4 === 0,
    usage: String(isAffected(n) ? 60_000 + n * 150 : (n * 104_729) % 90_000),
    ownerEmail: isStrategic(n) ? emailOf(ACCOUNT_OWNERS[n % ACCOUNT_OWNERS.length] ?? "") : null,
    services: servicesOf(n),
  }));

/** 619 and 900 share no factor: each name comes once. */
function nameOf(n: number): string {
  const mixed = (n * 619) % ALL;
  return `${FIRST[mixed % FIRST.length]} ${SECOND[Math.floor(mixed / FIRST.length)]}`;
}

/** 8 of the affected, and some others. */
const isStrategic = (n: number): boolean => (isAffected(n) ? n / 6 < STRATEGIC_ARR.length : n % 60 === 3);

/** Of the affected account at this place: in pairs around the mean, so that they add up. */
function affectedArr(place: number): number {
  const strategic = STRATEGIC_ARR[place];
  if (strategic !== undefined) return strategic;
  const others = AFFECTED - STRATEGIC_ARR.length;
  const rest = AFFECTED_ARR - STRATEGIC_ARR.reduce((sum, arr) => sum + arr);
  const mean = Math.floor(rest / others / 100) * 100;
  const index = place - STRATEGIC_ARR.length;
  if (index === others - 1) return rest - mean * (others - 1);
  return mean + (index % 2 === 0 ? 1 : -1) * Math.floor(index / 2) * 60;
}

function servicesOf(n: number): string[] {
  if (n >= ON_THE_GATEWAY) return ["web-app", "reporting"];
  if (isAffected(n)) return ["api-gateway", "batch-sync", "web-app"];
  return n % 4 === 0 ? ["api-gateway", "webhooks"] : ["api-gateway", "web-app"];
}
