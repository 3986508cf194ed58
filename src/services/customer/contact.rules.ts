/** What a contact of an account is known by, as a list writes it: one address is one contact. */
export const contactKey = ({ email, slackChannel }: { email: string | null; slackChannel: string | null }): string => email ?? `slack:${slackChannel ?? ""}`;
