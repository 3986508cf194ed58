import type { ContactMethod, ResponderEntity } from "../../entities/responder.entity.ts";

/** Ways by which a page wakes somebody; mail is read when it is read. */
const WAKES: readonly ContactMethod["channel"][] = ["SMS", "VOICE", "SLACK", "TEAMS", "WEBHOOK"];

/** The methods by which a page reaches a person at any hour; none if there is none. The one place that decides what counts. */
export const reachableBy = ({ contactMethods }: Pick<ResponderEntity, "contactMethods">): ContactMethod[] => contactMethods.filter(({ channel }) => WAKES.includes(channel));
