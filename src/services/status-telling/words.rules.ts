import type { StatusEntryEntity, StatusEntryUpdateEntity } from "../../entities/status-entry.entity.ts";
import type { StatusPageEntity } from "../../entities/status-page.entity.ts";
import type { ComponentState, TellingKind } from "../../entities/vocabulary.ts";
import { filled } from "../frame/filled.rules.ts";
import type { Frame } from "../frame/frame.rules.ts";

/** One word on an entry, as one page shows it. */
export interface Said {
  page: Pick<StatusPageEntity, "name" | "timeZone">;
  entry: Pick<StatusEntryEntity, "title" | "scheduledFrom" | "scheduledUntil">;
  update: Pick<StatusEntryUpdateEntity, "state" | "body" | "at">;
  kind: TellingKind;
  affected: readonly { name: string; state: ComponentState }[];
}

const headOf = ({ kind, update }: Said, { notice, states }: Frame): string => (kind === "UPDATE" ? states[update.state] : kind === "REMINDER" ? notice.reminder : notice.takenBack);

/** One line: what a title has in line breaks and other control characters becomes a space. */
export const subjectOf = (said: Said, frame: Frame): string => oneLine(`[${said.page.name}] ${headOf(said, frame)}: ${said.entry.title}`);

// oxlint-disable-next-line no-control-regex
const oneLine = (text: string): string => text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g, " ").trim();

/** The body of a letter: what is said, of which components, and when. The words that people wrote stay as they are. */
export function bodyOf(said: Said, frame: Frame): string {
  const { page, entry, update, affected } = said;
  const dated = (instant: Date): string => datedIn(frame.locale, instant, page.timeZone);
  const span = entry.scheduledFrom && entry.scheduledUntil ? filled(frame.notice.scheduled, { from: dated(entry.scheduledFrom), until: dated(entry.scheduledUntil) }) : "";
  const components = affected.map(({ name, state }) => `${name} (${frame.components[state]})`).join(", ");
  const about = components !== "" && said.kind !== "RETRACTION" ? filled(frame.notice.affected, { components }) : "";
  return [headOf(said, frame), update.body, [about, span, said.kind === "REMINDER" ? "" : dated(update.at)].filter(Boolean).join("\n")].join("\n\n");
}

const datedIn = (locale: string, instant: Date, timeZone: string): string =>
  new Intl.DateTimeFormat(locale, { timeZone, day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" }).format(instant);
