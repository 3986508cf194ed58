import type { CrmPaging } from "../../entities/crm-vocabulary.ts";

/** What a URL's placeholders stand for; a cursor is empty for the first page. */
export interface Place {
  page?: number;
  cursor?: string;
  /** When the last pull that came to its end began. */
  since: string;
  service?: string;
  reference?: string;
}

const KNOWN = ["page", "cursor", "since", "service", "reference"];

/** What is wrong with a template; null where nothing is. */
export function urlFault(url: string, paging: CrmPaging): string | null {
  const names = [...url.matchAll(/\{(\w*)\}/g)].map(([, name = ""]) => name);
  const unknown = names.find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) return `{${unknown}} is no placeholder; those are ${KNOWN.map((name) => `{${name}}`).join(", ")}`;
  if (/^[^/]*\/\/[^/?#]*\{/.test(url)) return "A placeholder stands in the path or behind the question mark, not in the host";
  if (!URL.canParse(url.replaceAll(/\{\w+\}/g, "1"))) return "url is no address";
  if (paging === "PAGE" && !names.includes("page")) return "url needs {page} where the paging is PAGE";
  if (paging === "CURSOR" && !names.includes("cursor")) return "url needs {cursor} where the paging is CURSOR";
  return null;
}

/** The address of a page. A parameter that is nothing but an empty cursor is left out: many take an empty one for a wrong one. */
export function urlOf(template: string, place: Place): string {
  const values: Record<string, string> = { page: String(place.page ?? ""), cursor: place.cursor ?? "", since: place.since, service: place.service ?? "", reference: place.reference ?? "" };
  const [path = "", query] = template.split("?", 2);
  const filled = (part: string) => part.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
  if (query === undefined) return filled(path);
  const parameters = query.split("&").filter((one) => !one.endsWith("={cursor}") || values["cursor"] !== "");
  return [filled(path), parameters.map(filled).join("&")].filter(Boolean).join("?");
}

/** The address behind `rel="next"` of a Link header (RFC 8288), as it stands there. */
export function nextLink(header: string | string[] | undefined): string | null {
  for (const [, target = "", parameters = ""] of [header ?? []].flat().join(", ").matchAll(/<([^>]*)>((?:\s*;\s*[\w*-]+\s*(?:=\s*(?:"[^"]*"|[^",;\s]+))?)*)/g)) {
    const [, quoted, bare] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^",;\s]+))/i.exec(parameters) ?? [];
    if ((quoted ?? bare ?? "").toLowerCase().split(/\s+/).includes("next")) return target;
  }
  return null;
}
