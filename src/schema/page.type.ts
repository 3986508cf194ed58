import { type ClassType, Field, Int, ObjectType } from "type-graphql";
import type { Page } from "../services/page.ts";
import { Right } from "./right.ts";

@Right("parent")
@ObjectType("PageInfo", { description: "Where a page stands in its list, as Relay has it." })
export class PageInfoType {
  @Field(() => Boolean, { description: "Whether more follows: ask again with `after` set to `endCursor`." })
  hasNextPage!: boolean;

  @Field(() => Boolean, {
    description: "Whether the page was reached with `after`, so that something stands before it.",
  })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: "Cursor of the first entry; null on an empty page." })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: "Cursor of the last entry; null on an empty page." })
  endCursor!: string | null;
}

/** `connectionOf("Team", "teams", () => TeamType)` makes `TeamConnection` and its `TeamEdge`. */
export function connectionOf<T extends object>(
  name: string, entries: string, node: () => ClassType,
): ClassType<Page<T>> {
  @Right("parent")
  @ObjectType(`${name}Edge`, { description: `One entry of a page of ${entries}.` })
  class Edge {
    @Field(() => String, {
      description: "Opaque: give it as `after` to go on behind this entry. It fits only the list it came from.",
    })
    cursor!: string;

    @Field(() => node(), { description: "The entry itself." })
    node!: T;
  }

  @Right("parent")
  @ObjectType(`${name}Connection`, { description: `A page of ${entries}.` })
  class Connection implements Page<T> {
    @Field(() => [node()], { description: "The entries, for whoever needs no cursor of each." })
    nodes!: T[];

    @Field(() => [Edge], { description: "The same entries, each with its cursor." })
    edges!: Edge[];

    @Field(() => PageInfoType, { description: "Whether there is more, and where to go on." })
    pageInfo!: PageInfoType;

    count!: () => Promise<number>;

    /** A method: counted only if asked for, and otherwise each connection would need a resolver of its own. */
    @Field(() => Int, {
      description: "How many entries the whole list has, over all pages. Ask only if you need it: they are counted.",
    })
    totalCount(): Promise<number> {
      return this.count();
    }
  }

  return Connection;
}
