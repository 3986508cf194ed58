export interface Names {
  /** The incident's own title, which is ours. */
  title: string;
  /** The title of its entry on the status page; null where it has none. */
  entry: string | null;
  /** Subjects that this audience has read, the oldest first; null where a message had none, and showed the title. */
  own: readonly (string | null)[];
  /** Those that any customers have read. */
  all: readonly (string | null)[];
}

/** What an audience knows an incident as: by the page, else by what it read last, else by what other customers did. */
export const knownAs = ({ title, entry, own, all }: Names): string => entry ?? nameIn(title, own.length > 0 ? own : all);

/** "Update: Exports fail" is still about "Exports fail". */
const nameIn = (title: string, subjects: readonly (string | null)[]): string =>
  subjects.reduce<string>((name, subject) => (subject === null || subject.endsWith(name) ? name : subject), title);
