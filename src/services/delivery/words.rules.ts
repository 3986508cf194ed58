import type { NotificationKind, Severity } from "../../entities/vocabulary.ts";

interface Told {
  kind: NotificationKind;
  reason: string;
  body: string;
}

interface About {
  reference: string;
  title: string;
  severity: Severity;
}

export const subjectOf = ({ kind }: Told, { reference, title, severity }: About): string => `${kind === "PAGE" ? "Page: " : ""}${severity} ${reference} ${title}`;

/** The body's first line stays the first: it is the business impact (product rules, section 6). */
export const textOf = ({ kind, body, reason }: Told): string => `${body}\n\n${kind === "PAGE" ? "Paged" : "Told"} as ${reason}`;

/** Several messages as one. Each of them is in it whole. */
export function bundled(messages: readonly { subject: string; text: string }[]): { subject: string; text: string } {
  const subjects = messages.map(({ subject }) => subject);
  const list = subjects.map((subject) => `- ${subject}`).join("\n");
  return { subject: `${messages.length} messages: ${[...new Set(subjects)].join(", ")}`, text: [`${messages.length} messages:\n${list}`, ...messages.map(({ text }) => text)].join("\n\n---\n\n") };
}
