import type { StatusPageEntity } from "../../entities/status-page.entity.ts";
import type { Letter } from "../delivery/letter.rules.ts";

type About = Pick<StatusPageEntity, "name" | "id">;

/** To an address for which somebody has asked; perhaps not its owner. */
export const questionOf = ({ name }: About, url: string): Letter => ({
  heading: `Do you want to be told what ${name} says?`,
  text: "Somebody, you we hope, has asked for this address to be told of incidents and maintenance.\n\nNothing is sent until you confirm it.",
  links: [{ label: "Confirm", url }],
  footer: "If that was not you, do nothing: you will not hear from us again.",
});

/** To one that is told already. */
export const standingOf = ({ name }: About, url: string): Letter => ({
  heading: `This address is told what ${name} says`,
  text: "Somebody, you we hope, has asked for this address once more. It is subscribed already, and nothing was changed.",
  links: [{ label: "Change what you are told, or unsubscribe", url }],
});

/** What an endpoint has to echo `challenge` of. */
export const challengeOf = ({ id, name }: About, challenge: string): object => ({ type: "subscription.challenge", page: { id, name }, challenge });
