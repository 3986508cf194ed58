import { invalid } from "../errors.ts";

const ID = /^[CG][A-Z0-9]{2,20}$/;

/** A channel's id. Names are refused: they change, and a message to a customer would go to whoever has the name next; so are people and direct messages. */
export function slackChannel(field: string, value: string): string {
  const id = value.trim();
  if (!ID.test(id)) throw invalid(field, `${field} must be the id of a channel in Slack, such as C024BE7LR at the end of its link, unlike "${value}"`);
  return id;
}
