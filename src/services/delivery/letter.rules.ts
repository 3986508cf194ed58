export interface LetterLink {
  label: string;
  /** http or https; anything else is left out. */
  url: string;
}

export interface Letter {
  /** One line, as a headline. */
  heading: string;
  /** Plain text: an empty line begins a paragraph. */
  text: string;
  /** Why they get it, in small print; lines. */
  footer?: string;
  links?: readonly LetterLink[];
  /** Of heading and text (BCP 47), for programs that read aloud. Empty: nobody knows. */
  language?: string;
  /** Of all that stands around them, if that is another. */
  frameLanguage?: string;
}

/**
 * An e-mail in both of its forms, which say the same. What people wrote stays text: no markup of theirs, nothing that is
 * loaded from elsewhere, and no address but http and https.
 */
export function letter({ heading, text, footer = "", links = [], language = "en", frameLanguage = language }: Letter): { text: string; html: string } {
  const title = oneLine(heading);
  const safe = links.filter(({ url }) => isWeb(url));
  const lang = frameLanguage === language ? "" : ` lang="${escaped(frameLanguage)}"`;
  const lines = safe.map(({ label, url }) => `${oneLine(label)}: ${url}`);
  return {
    text: [title, text.trim(), lines.join("\n"), footer.trim() && `-- \n${footer.trim()}`].filter(Boolean).join("\n\n"),
    html: page(title, language, [
      `<h1>${escaped(title)}</h1>`,
      ...paragraphs(text).map((one) => `<p>${one}</p>`),
      ...safe.map(({ label, url }) => `<p${lang}><a href="${escaped(url)}" rel="noopener noreferrer">${escaped(oneLine(label))}</a></p>`),
      ...paragraphs(footer).map((one) => `<p class="footer"${lang}>${one}</p>`),
    ].join("\n")),
  };
}

/** Colours are left to the reader's own theme, light or dark; only links and small print are dimmed by it. */
const page = (title: string, language: string, body: string): string => `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>${escaped(title)}</title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { margin: 0; padding: 24px 16px; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
main { max-width: 600px; margin: 0 auto; }
h1 { margin: 0 0 16px; font-size: 20px; line-height: 1.3; }
p { margin: 0 0 16px; overflow-wrap: anywhere; }
a { color: #0b57d0; }
.footer { font-size: 13px; opacity: 0.75; }
@media (prefers-color-scheme: dark) { a { color: #8ab4f8; } }
</style>
</head>
<body><main>
${body}
</main></body>
</html>
`;

const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? "");

const paragraphs = (text: string): string[] => text.trim().split(/\r?\n\s*\r?\n/).filter(Boolean).map((one) => escaped(one.trim()).replaceAll(/\r?\n/g, "<br>"));

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

/** A line break or a space in an address would end it in the plain form. */
const isWeb = (url: string): boolean => /^https?:\/\/\S+$/i.test(url) && URL.canParse(url);
