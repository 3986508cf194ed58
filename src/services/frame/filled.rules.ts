/** The words with what belongs in their places. Of a page, the values are markup by then. */
export const filled = (words: string, values: Readonly<Record<string, string>>): string => words.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
