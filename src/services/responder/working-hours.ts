import type { WorkingHours } from "../../entities/responder.entity.ts";
import { invalid } from "../errors.ts";

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** ISO weekdays in order; a day's work that ends before it begins goes on after midnight. */
export function workingHours({ days, from, to }: WorkingHours): WorkingHours {
  if (days.length === 0 || days.some((day) => !Number.isInteger(day) || day < 1 || day > 7)) {
    throw invalid("workingHours.days", "workingHours.days must be weekdays from 1 (Monday) to 7 (Sunday)");
  }
  if (!TIME.test(from)) throw invalid("workingHours.from", `workingHours.from must be a time such as 09:00, unlike "${from}"`);
  if (!TIME.test(to)) throw invalid("workingHours.to", `workingHours.to must be a time such as 17:00, unlike "${to}"`);
  if (from === to) throw invalid("workingHours.to", "workingHours.to must differ from workingHours.from");
  return { days: [...new Set(days)].sort((a, b) => a - b), from, to };
}
