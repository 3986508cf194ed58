import type { ContactMethod } from "../../entities/responder.entity.ts";

/** What is known of one way to reach somebody. */
export interface Standing {
  /** DIRECTORY: it is the e-mail address that the person is known by. CHECKED: a code came through, or an administrator vouched for it. */
  verified: "CHECKED" | "DIRECTORY" | null;
  isFailing: boolean;
}

/**
 * The ways that a page relies on, in the person's order, those that fail last. Once one of them was checked, those that
 * were not stay silent: a number with a wrong digit tells a stranger about the incident. As long as none was, all are
 * tried: better than silence. The directory's e-mail address silences none: nobody wakes from it.
 */
export function reliable<M extends Pick<ContactMethod, "channel" | "address">>(methods: readonly M[], standingOf: (method: M) => Standing): M[] {
  const known = methods.map((method) => ({ method, standing: standingOf(method) }));
  const isChecked = known.some(({ standing }) => standing.verified === "CHECKED");
  const used = known.filter(({ standing }) => !isChecked || standing.verified !== null);
  return [...used.filter(({ standing }) => !standing.isFailing), ...used.filter(({ standing }) => standing.isFailing)].map(({ method }) => method);
}

/** What has to be mended about somebody's ways; null where one is verified and works. */
export function shortcoming(methods: readonly Pick<ContactMethod, "channel" | "address">[], standingOf: (method: Pick<ContactMethod, "channel" | "address">) => Standing): "NONE" | "UNVERIFIED" | "FAILING" | null {
  if (methods.length === 0) return "NONE";
  const standings = methods.map(standingOf);
  if (standings.some(({ verified, isFailing }) => verified !== null && !isFailing)) return null;
  return standings.every(({ isFailing }) => isFailing) ? "FAILING" : "UNVERIFIED";
}
