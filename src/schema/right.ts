import { Extensions } from "type-graphql";
import type { Right as NamedRight } from "../services/access/index.ts";

/** `parent`: what it is a part of has decided. */
export type Need = NamedRight | "parent";

export interface RightOptions {
  /** What a vendor on the incident gets of what tells of customers or revenue, whatever their right: a refusal, or nothing in its place. */
  vendors?: "refused" | "none";
}

/**
 * Names what a caller needs: of a type for all its fields, of a field where that is not the same. A test fails for what
 * names none and asks every field as every role; `guardFields` asks for it where a field leads to a type that needs another.
 */
export const Right = (right: Need, { vendors }: RightOptions = {}) => Extensions(vendors ? { right, vendors } : { right });
