import type { StatusEntryEntity, StatusEntryUpdateEntity } from "../../entities/status-entry.entity.ts";
import type { StatusPageEntity } from "../../entities/status-page.entity.ts";
import type { ComponentState, TellingKind } from "../../entities/vocabulary.ts";
import { spoken, WORDS } from "../status-page/html-words.rules.ts";

/** One word on an entry, as one page shows it. */
export interface Said {
  page: Pick<StatusPageEntity, "name" | "timeZone">;
  entry: Pick<StatusEntryEntity, "title" | "scheduledFrom" | "scheduledUntil">;
  update: Pick<StatusEntryUpdateEntity, "state" | "body" | "at">;
  kind: TellingKind;
  affected: readonly { name: string; state: ComponentState }[];
}

const headOf = ({ kind, update }: Said): string => (kind === "RETRACTION" ? "Taken back" : WORDS[update.state]);

/** One line: what a title has in line breaks and other control characters becomes a space. */
export const subjectOf = (said: Said): string => oneLine(`[${said.page.name}] ${headOf(said)}: ${said.entry.title}`);

// oxlint-disable-next-line no-control-regex
const oneLine = (text: string): string => text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g, " ").trim();

/** The body of a letter: what is said, of which components, and when. */
export function bodyOf(said: Said): string {
  const { page, entry, update, affected } = said;
  const span = entry.scheduledFrom && entry.scheduledUntil ? `Scheduled: ${dated(entry.scheduledFrom, page.timeZone)} to ${dated(entry.scheduledUntil, page.timeZone)}` : "";
  const about = affected.length > 0 && said.kind === "UPDATE" ? `Affected: ${affected.map(({ name, state }) => `${name} (${spoken(state).toLowerCase()})`).join(", ")}` : "";
  return [headOf(said), update.body, [about, span, dated(update.at, page.timeZone)].filter(Boolean).join("\n")].join("\n\n");
}

const dated = (instant: Date, timeZone: string): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone, day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" }).format(instant);
