/** What the two arguments of every list say. */
export const FIRST = { nullable: true, defaultValue: 50, description: "How many, 1 to 100." } as const;
export const AFTER = { nullable: true, description: "`endCursor` of the page before; left out, the first page." } as const;
