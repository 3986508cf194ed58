import { compile, TreeInterpreter } from "@jmespath-community/jmespath";
import { parse as parseJson } from "lossless-json";
import { invalid } from "../errors.ts";
import { text } from "../input.ts";

/** An expression in JMESPath, ready to be asked. It always ends: the language has neither loops nor recursion (ADR 23). */
export type Expression = (data: unknown) => unknown;

const LONGEST = 1_000;

/** INVALID_INPUT says where it cannot be read. */
export function expression(field: string, source: string): Expression {
  const tree = parsed(field, text(field, source, LONGEST));
  return (data) => TreeInterpreter.search(tree, data as never);
}

function parsed(field: string, source: string): ReturnType<typeof compile> {
  try {
    return compile(source);
  } catch (error) {
    throw invalid(field, `${field} is no JMESPath expression: ${(error as Error).message}`);
  }
}

const WHOLE = /^-?\d{1,15}$/;

/** JSON whose whole numbers are numbers and whose fractions stay the text that they are written as: revenue never becomes a float. */
export const exactJson = (source: string): unknown => parseJson(source, null, (number) => (WHOLE.test(number) ? Number(number) : number));
