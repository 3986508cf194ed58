/** The beginning of a text that the hub itself puts together; a cut never leaves half a surrogate pair behind. */
export function clip(value: string, max: number): string {
  const cut = value.slice(0, max);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
