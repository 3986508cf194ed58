const SECRET = /password|passphrase|secret|token|credential|authorization|cookie|private_?key/i;
/** In characters of JSON. What changed is kept whole; what was asked for is cut here. */
const LARGEST = 32_768;

/** What was asked for, without what only its sender may know. */
export function redacted(input: unknown): unknown {
  if (input === null || input === undefined) return null;
  const text = JSON.stringify(input, (key, value: unknown) => (SECRET.test(key) && value !== null ? "[secret]" : value));
  return text.length > LARGEST ? { tooLarge: text.length } : JSON.parse(text);
}
