import type { ComponentState } from "../../entities/vocabulary.ts";
import { escape, spoken } from "./html-words.rules.ts";
import type { DayOfHistory, History } from "../status-page/uptime.rules.ts";

const WIDTH = 10;
const HEIGHT = 32;

/** The days of a component as a bar, and in words for whoever does not see it. Days with nothing to tell are the ground that the others stand on: a hundred components stay a small page. */
export function barOf({ days, uptime }: History, name: string, timeZone: string): string {
  const width = days.length * WIDTH;
  const rects = runsOf(days).filter(({ worst }) => worst !== "OPERATIONAL").map(({ first, last, worst }) =>
    `<rect class="${worst ?? "NONE"}" x="${first * WIDTH}" width="${(last - first + 1) * WIDTH}" height="${HEIGHT}"><title>${titleOf(days.slice(first, last + 1))}</title></rect>`);
  const troubled = days.filter(({ worst }) => worst !== null && worst !== "OPERATIONAL");
  const figure = uptime === null ? "no uptime yet" : `${uptime.toFixed(2)} % uptime`;
  const list = troubled.length === 0 ? "" : `<details class="days"><summary>${troubled.length === 1 ? "1 day" : `${troubled.length} days`} with trouble or maintenance</summary><ul>${
    troubled.toReversed().map((day) => `<li>${titleOf([day])}</li>`).join("")}</ul></details>`;
  return `<svg class="bar" viewBox="0 0 ${width} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${escape(name)}: ${figure} in ${days.length} days (${escape(timeZone)})"><rect class="OPERATIONAL" width="${width}" height="${HEIGHT}"><title>operational</title></rect>${rects.join("")}<rect class="over" width="${width}" height="${HEIGHT}" fill="url(#gaps)"/></svg>
<p class="uptime">${figure}</p>${list}`;
}

interface Run {
  first: number;
  last: number;
  worst: ComponentState | null;
}

/** Days with nothing to tell join; the others stand alone, each with its own figures. */
function runsOf(days: readonly DayOfHistory[]): Run[] {
  const runs: Run[] = [];
  days.forEach(({ worst }, at) => {
    const before = runs.at(-1);
    if (before && before.worst === worst && (worst === null || worst === "OPERATIONAL")) before.last = at;
    else runs.push({ first: at, last: at, worst });
  });
  return runs;
}

function titleOf(days: readonly DayOfHistory[]): string {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return "";
  const span = first === last ? first.date : `${first.date} to ${last.date}`;
  if (first.worst === null) return `${span}: not there yet`;
  const parts = (["MAJOR_OUTAGE", "PARTIAL_OUTAGE", "DEGRADED_PERFORMANCE", "UNDER_MAINTENANCE"] as const).filter((state) => first.seconds[state] > 0);
  return `${span}: ${parts.map((state) => `${spoken(state).toLowerCase()} ${lasting(first.seconds[state])}`).join(", ")}`;
}

function lasting(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
