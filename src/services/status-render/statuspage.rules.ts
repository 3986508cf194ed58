import type { ComponentState, StatusEntryState, StatusImpact } from "../../entities/vocabulary.ts";
import { worstOf } from "../status-component/state.rules.ts";
import type { EntryOnPage, PageView } from "../status-page/read-page.ts";

/** Where the page is read, for links. */
export interface Place {
  url: string;
}

const lower = (word: string): string => word.toLowerCase();
const at = (instant: Date | null): string | null => instant && instant.toISOString();

/** What that API has no word for is over. */
const statusOf = (state: StatusEntryState): string => (state === "CANCELLED" ? "completed" : lower(state));

const INDICATOR: Record<ComponentState, { indicator: string; description: string }> = {
  OPERATIONAL: { indicator: "none", description: "All Systems Operational" },
  UNDER_MAINTENANCE: { indicator: "maintenance", description: "Service Under Maintenance" },
  DEGRADED_PERFORMANCE: { indicator: "minor", description: "Partially Degraded Service" },
  PARTIAL_OUTAGE: { indicator: "major", description: "Partial System Outage" },
  MAJOR_OUTAGE: { indicator: "critical", description: "Major Service Outage" },
};

const OF_IMPACT: Record<StatusImpact, ComponentState> = {
  NONE: "OPERATIONAL", MAINTENANCE: "UNDER_MAINTENANCE", MINOR: "DEGRADED_PERFORMANCE", MAJOR: "PARTIAL_OUTAGE", CRITICAL: "MAJOR_OUTAGE",
};

/** How all of the page does: its worst component, or an open incident that names none. */
export function overallOf({ components, entries }: Pick<PageView, "components" | "entries">): { state: ComponentState; indicator: string; description: string } {
  const nameless = entries.filter(({ kind, resolvedAt, components }) => kind === "INCIDENT" && resolvedAt === null && components.length === 0);
  const state = worstOf([...components.map((component) => component.state), ...nameless.map(({ impact }) => OF_IMPACT[impact])]);
  return { state, ...INDICATOR[state] };
}

export const changedAt = ({ page, components, groups, entries }: PageView): Date =>
  [...components, ...groups, ...entries].reduce((last, { updatedAt, ...row }) => {
    const since = "stateSince" in row && row.stateSince > updatedAt ? row.stateSince : updatedAt;
    return since > last ? since : last;
  }, page.updatedAt);

const pageOf = (view: PageView, { url }: Place) => ({ id: view.page.id, name: view.page.name, url, time_zone: view.page.timeZone, updated_at: at(changedAt(view)) });

/** Groups stand among the components, before their members. */
function componentsOf({ page, groups, components }: PageView) {
  const members = (groupId: string) => components.filter((component) => component.groupId === groupId);
  const asComponent = (row: PageView["components"][number]) => ({
    id: row.id, name: row.name, status: lower(row.state), created_at: at(row.createdAt), updated_at: at(row.updatedAt > row.stateSince ? row.updatedAt : row.stateSince),
    position: row.position, description: row.description, showcase: true, start_date: row.startsAt.toISOString().slice(0, 10), group_id: row.groupId, page_id: page.id,
    group: false, only_show_if_degraded: false,
  });
  const asGroup = (group: PageView["groups"][number]) => ({
    id: group.id, name: group.name, status: lower(worstOf(members(group.id).map(({ state }) => state))), created_at: at(group.createdAt), updated_at: at(group.updatedAt),
    position: group.position, description: group.description, showcase: false, start_date: null, group_id: null, page_id: page.id,
    group: true, only_show_if_degraded: false, components: members(group.id).map(({ id }) => id),
  });
  const loose = components.filter(({ groupId }) => groupId === null);
  return [...loose.map(asComponent), ...groups.flatMap((group) => [asGroup(group), ...members(group.id).map(asComponent)])];
}

function entriesOf(view: PageView, { url }: Place, wanted: (entry: EntryOnPage) => boolean) {
  const all = componentsOf(view);
  const names = new Map(view.components.map(({ id, name }) => [id, name]));
  return view.entries.filter(wanted).map((entry) => ({
    id: entry.id, name: entry.title, status: statusOf(entry.state), created_at: at(entry.createdAt), updated_at: at(entry.updatedAt),
    monitoring_at: at(entry.monitoringAt), resolved_at: at(entry.resolvedAt), impact: lower(entry.impact), shortlink: `${url}#${entry.id}`,
    started_at: at(entry.startedAt ?? entry.scheduledFrom), page_id: view.page.id,
    incident_updates: entry.updates.map((update) => ({
      id: update.id, status: statusOf(update.state), body: update.body, incident_id: entry.id, created_at: at(update.at), updated_at: at(update.updatedAt), display_at: at(update.at),
      affected_components: update.components.filter(({ componentId }) => names.has(componentId)).map(({ componentId, from, to }) => ({
        code: componentId, name: names.get(componentId), old_status: lower(from), new_status: lower(to),
      })),
      deliver_notifications: true, custom_tweet: null, tweet_id: null,
    })),
    components: all.filter(({ id }) => entry.components.some(({ componentId }) => componentId === id)),
    ...(entry.kind === "MAINTENANCE" && { scheduled_for: at(entry.scheduledFrom), scheduled_until: at(entry.scheduledUntil) }),
  }));
}

const MOST = 50;
const isIncident = ({ kind }: EntryOnPage) => kind === "INCIDENT";
const isMaintenance = ({ kind }: EntryOnPage) => kind === "MAINTENANCE";
const isOpen = ({ resolvedAt }: EntryOnPage) => resolvedAt === null;
const lies = ({ state }: EntryOnPage) => state === "SCHEDULED";

/** The documents of the Statuspage API, version 2, by their paths below `api/v2/`. */
export function statuspageOf(view: PageView, place: Place): Record<string, object> {
  const page = pageOf(view, place);
  const { indicator, description } = overallOf(view);
  const status = { indicator, description };
  const some = (wanted: (entry: EntryOnPage) => boolean) => entriesOf(view, place, wanted);
  const unresolved = some((entry) => isIncident(entry) && isOpen(entry));
  return {
    "summary.json": { page, components: componentsOf(view), incidents: unresolved, scheduled_maintenances: some((entry) => isMaintenance(entry) && isOpen(entry)), status },
    "status.json": { page, status },
    "components.json": { page, components: componentsOf(view) },
    "incidents.json": { page, incidents: some(isIncident).slice(0, MOST) },
    "incidents/unresolved.json": { page, incidents: unresolved },
    "scheduled-maintenances.json": { page, scheduled_maintenances: some(isMaintenance).slice(0, MOST) },
    "scheduled-maintenances/upcoming.json": { page, scheduled_maintenances: some((entry) => isMaintenance(entry) && lies(entry)) },
    "scheduled-maintenances/active.json": { page, scheduled_maintenances: some((entry) => isMaintenance(entry) && isOpen(entry) && !lies(entry)) },
  };
}
