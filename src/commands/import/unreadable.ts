/** Nothing of the file can be read; the message is ready to print. */
export class Unreadable extends Error {
  override name = "Unreadable";
}
