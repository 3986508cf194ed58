import type { StatusPageEntity } from "../../entities/status-page.entity.ts";
import type { Letter } from "../delivery/letter.rules.ts";
import { filled } from "../frame/filled.rules.ts";
import type { Frame } from "../frame/frame.rules.ts";

type About = Pick<StatusPageEntity, "name" | "id">;

/** To an address for which somebody has asked; perhaps not its owner. */
export const questionOf = ({ language, question }: Frame, { name }: About, url: string): Letter => ({
  heading: filled(question.heading, { page: name }), text: question.text, links: [{ label: question.confirm, url }], footer: question.footer, language,
});

/** To one that is told already. */
export const standingOf = ({ language, question }: Frame, { name }: About, url: string): Letter => ({
  heading: filled(question.standing, { page: name }), text: question.nothingChanged, links: [{ label: question.manage, url }], language,
});

/** What an endpoint has to echo `challenge` of. */
export const challengeOf = ({ id, name }: About, challenge: string): object => ({ type: "subscription.challenge", page: { id, name }, challenge });
