import { hash, verify } from "@node-rs/argon2";
import { DomainError, invalid } from "../errors.ts";

/** OWASP's least for argon2id, which is the library's default algorithm: 19 MiB, two passes, about 20 ms. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const LEAST = 12;
const MOST = 200;
/** Each takes a core and 19 MiB while it lasts. */
const AT_ONCE = 2;
const WAITING = 32;

/** Unicode has several ways to write one letter; keyboards differ in which they send. */
const normal = (password: string): string => password.normalize("NFKC");

/** Length is what counts; rules about digits and signs only make passwords alike. */
export function checkPassword(field: string, password: string): void {
  const length = [...password].length;
  if (length < LEAST || length > MOST || !password.isWellFormed()) throw invalid(field, `${field} needs ${LEAST} to ${MOST} characters`, { min: LEAST, max: MOST });
}

let working = 0;
const queue: (() => void)[] = [];

/** Takes turns, so that attempts from everywhere cannot take the machine. RATE_LIMITED once too many wait. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (queue.length >= WAITING) throw new DomainError("RATE_LIMITED", "Too many sign-ins at once; try again", { retryAfterSeconds: 2 });
  if (working >= AT_ONCE) await new Promise<void>((go) => queue.push(go));
  else working += 1;
  try {
    return await work();
  } finally {
    const next = queue.shift();
    if (next) next();
    else working -= 1;
  }
}

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(normal(password), COST));

/** What no password goes with. */
let nobodys: Promise<string> | undefined;

/** Whether it is the password; as much work without a hash as with one, so that the time does not tell who has an account. */
export async function isRight(passwordHash: string | null, password: string): Promise<boolean> {
  nobodys ??= hash(crypto.randomUUID(), COST);
  const against = passwordHash ?? (await nobodys);
  const matches = await inTurn(() => verify(against, normal(password.slice(0, 4 * MOST))));
  return matches && passwordHash !== null;
}
