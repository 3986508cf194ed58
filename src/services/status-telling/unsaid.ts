/** There is nothing to be said any more: it was taken back, became private, or its reader has left. Trying again would not help. */
export class Unsaid extends Error {
  override name = "Unsaid";
}
