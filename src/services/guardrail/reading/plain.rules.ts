import { fold } from "./fold.rules.ts";
import { entityAt, linkTarget, tagAt } from "./markup.rules.ts";

/** A body as a reader sees it, folded for comparison, with the way back: unit `i` comes from `from[i]` up to `to[i]`. */
export interface Plain {
  body: string;
  text: string;
  from: number[];
  to: number[];
}

const HIDDEN = new Set(["*", "`", "[", "\\"]);

/** Takes off what is not seen: HTML, Markdown, invisible characters. One pass; each character is looked at a fixed number of times. */
export function plainOf(body: string): Plain {
  const parts: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const put = (text: string, start: number, end: number) => {
    parts.push(text);
    for (let unit = 0; unit < text.length; unit += 1) {
      from.push(start);
      to.push(end);
    }
  };
  // Beyond these there is no more `>` or `)`: what was looked for once in vain is not looked for again.
  const ends = { tag: body.lastIndexOf(">"), link: body.lastIndexOf(")"), comment: body.lastIndexOf("-->") };
  let at = 0;
  while (at < body.length) {
    const sign = body[at] ?? "";
    if (sign === "<") {
      const tag = tagAt(body, at, ends);
      if (tag) {
        if (tag.breaks) put("\n", at, tag.end);
        for (const [start, end] of tag.shown) {
          put("\n", start, start);
          for (let i = start; i < end; i += 1) put(fold(body.charCodeAt(i)), i, i + 1);
          put("\n", end, end);
        }
        at = tag.end;
        continue;
      }
    }
    if (sign === "&") {
      const entity = entityAt(body, at);
      if (entity) {
        put(fold(entity.code), at, entity.end);
        at = entity.end;
        continue;
      }
    }
    if (sign === "]") {
      at = linkTarget(body, at + 1, ends) ?? at + 1;
      continue;
    }
    if (HIDDEN.has(sign) || (sign === "~" && (body[at + 1] === "~" || body[at - 1] === "~")) || (sign === "_" && !isInside(body, at))) {
      at += 1;
      continue;
    }
    const code = body.codePointAt(at) ?? 0;
    const end = at + (code > 0xffff ? 2 : 1);
    put(fold(code), at, end);
    at = end;
  }
  return { body, text: parts.join(""), from, to };
}

/** `snake_case` shows its underscores; `_this_` does not. */
const isInside = (body: string, at: number) => isWordSign(body[at - 1]) && isWordSign(body[at + 1]);
const isWordSign = (sign: string | undefined) => sign !== undefined && sign !== "_" && sign.toLowerCase() !== sign.toUpperCase();
