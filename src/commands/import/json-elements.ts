import { endOfString, nameIn, signAt } from "./json-signs.ts";
import { type Located, LONGEST } from "./text-of.ts";

/** An element of the array that a document is, or of one that it has under the name `section`. */
export interface JsonElement extends Located {
  section: string | null;
}

/** The frame of a document is broken: nothing behind `line` can be told apart. */
export class MalformedJson extends Error {
  constructor(readonly line: number, message: string) {
    super(message);
  }
}

const FRAME = "it must be one array, or one object of arrays";

/**
 * Takes a JSON document apart into the texts of its elements, each with its line, holding one at a time. Streaming
 * parsers tell no lines (stream-json has dropped them in 1.0, issue 84). It looks at brackets and strings only; whether an
 * element is right is for JSON.parse to say, so that a bad one costs nothing but itself.
 */
export class JsonElements {
  private line = 1;
  /** The brackets that are open. Those of the frame are `[`, or `{` and then `{[`. */
  private open = "";
  private section: string | null = null;
  /** What was read since the last border of the frame, and the line that it began on. */
  private part = "";
  private partLine = 1;
  /** A string whose end has not come yet. */
  private rest = "";
  private isFollowing = false;
  private isOver = false;

  /** The elements that end in this piece of the text. Throws MalformedJson. */
  *take(piece: string): Generator<JsonElement> {
    const text = this.rest + piece;
    this.rest = "";
    let from = 0;
    for (let at = signAt(text, 0); at >= 0; at = signAt(text, at + 1)) {
      const char = text[at] as string;
      if (char === '"') {
        const end = endOfString(text, at);
        if (end === text.length) this.rest = text.slice(at);
        at = end;
      } else if (this.isFrame(char)) {
        this.part += text.slice(from, at);
        from = at + 1;
        yield* this.cross(char);
        this.part = "";
        this.partLine = this.line;
      } else this.pass(char);
    }
    this.part += text.slice(from, text.length - this.rest.length);
    if (this.part.length + this.rest.length > LONGEST) throw this.malformed("a bracket is not closed, or an element is too long");
  }

  /** Throws MalformedJson if the document is not complete. */
  end(): void {
    if (this.open === "" && !this.isOver) throw this.malformed(FRAME);
    if (!this.isOver) throw this.malformed("the end is missing");
    if (this.part.trim() !== "") throw this.malformed("something stands behind the end");
  }

  private pass(char: string): void {
    if (char === "\n") this.line += 1;
    else if (char === "{" || char === "[") this.open += char;
    else if (char === "}" || char === "]") this.close(char);
  }

  private isFrame(char: string): boolean {
    if (char === "\n") return false;
    const inList = this.open === "[" || this.open === "{[";
    return inList ? char === "," || char === "]" : this.open === "" || this.open === "{";
  }

  private *cross(char: string): Generator<JsonElement> {
    if (this.open === "") this.begin(char);
    else if (this.open === "{") this.crossObject(char);
    else {
      if (char === "," || this.isFollowing || this.part.trim() !== "") yield this.element();
      this.isFollowing = char === ",";
      if (char === "]") this.close(char);
    }
  }

  private element(): JsonElement {
    const lead = /^\s*/.exec(this.part)?.[0] ?? "";
    return { section: this.section, line: this.partLine + lead.split("\n").length - 1, text: this.part.trim() };
  }

  private begin(char: string): void {
    if (this.isOver || this.part.trim() !== "" || !"[{".includes(char)) throw this.malformed(FRAME);
    this.open = char;
  }

  private crossObject(char: string): void {
    const isBlank = this.part.trim() === "";
    if (char === ":" && this.section === null) this.section = nameIn(this.part) ?? this.fail("a name in quotes must stand before the colon");
    else if (char === "[" && this.section !== null && isBlank) this.open = "{[";
    else if ((char === "," || char === "}") && this.section === null && isBlank) {
      if (char === "}") this.close(char);
    } else this.fail(this.section === null ? `${char} stands where a name must be` : `"${this.section}" must be an array`);
  }

  private close(char: string): void {
    if (this.open.at(-1) !== (char === "]" ? "[" : "{")) throw this.malformed(`${char} closes what was not opened`);
    this.open = this.open.slice(0, -1);
    if (this.open === "{" || this.open === "") this.section = null;
    this.isOver = this.open === "";
  }

  private malformed = (message: string): MalformedJson => new MalformedJson(this.line, message);

  private fail(message: string): never {
    throw this.malformed(message);
  }
}
