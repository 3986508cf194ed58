// Characters that XML 1.0 has no form for at all, half surrogate pairs among them.
// oxlint-disable-next-line no-control-regex
const IMPOSSIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/g;

const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** What people wrote, as text of an XML or HTML document: nothing in it is markup, and nothing breaks the document. */
export const escaped = (text: string): string => text.toWellFormed().replace(IMPOSSIBLE, "").replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? "");

/** An element with a text. */
export const element = (name: string, text: string, attributes: Readonly<Record<string, string>> = {}): string =>
  `<${name}${Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`).join("")}>${escaped(text)}</${name}>`;
