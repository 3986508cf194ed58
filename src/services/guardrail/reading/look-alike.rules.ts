/** Letters that look like Latin ones and that Unicode's compatibility forms do not fold; a pair each: as written, as read. */
const PAIRS =
  "аa вb еe кk мm нh оo рp сc тt уy хx ѕs іi јj ԁd ԛq ԝw һh ьb гr пn шw ӏl ѵv зe " +
  "αa βb γy εe ηn ιi κk νv οo ρp τt υu χx ωw σo ϲc ϳj λl μu " +
  "օo ոn սu հh ցg զq " +
  "ɑa ɩi ɡg ʏy ʀr ʟl ɴn ʜh ɢg ʙb ɪi ᴀa ᴄc ᴅd ᴇe ᴊj ᴋk ᴌl ᴍm ᴏo ᴘp ᴛt ᴜu ᴠv ᴡw ᴢz ꜰf ꜱs ıi łl øo đd ħh ŧt ƅb";

const LATIN = new Map(PAIRS.split(" ").map((pair) => [pair.slice(0, -1), pair.slice(-1)]));

/** What digits and signs stand for inside a word, as in `prob4bly`. */
const DIGITS = new Map(Object.entries({ 0: "o", 1: "l", 3: "e", 4: "a", 5: "s", 7: "t", 8: "b" }));

export const isLookAlike = (letter: string): boolean => LATIN.has(letter);
export const asLatin = (word: string): string => [...word].map((letter) => LATIN.get(letter) ?? letter).join("");
export const asLetters = (word: string): string => [...word].map((sign) => DIGITS.get(sign) ?? sign).join("");
