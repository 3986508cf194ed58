/**
 * Mail servers' codes for a mailbox or a domain that is not there, was closed or takes no mail (RFC 3463: 5.1.1 to 5.1.3,
 * 5.1.6, 5.1.10, 5.2.1), and HTTP's word for a receiver that is gone. Any other code may be about the message or its sender.
 */
const GONE = /\b5\.(1\.([1236]|10)|2\.1)\b|^HTTP 410\b/;

/** Of servers that give no such code, what they say in words. */
const CODED = /\b[45]\.\d{1,3}\.\d{1,3}\b/;
const SAID_GONE = /\b(no such|unknown|non-?existent) (local )?(user|mailbox|recipient|address|account)\b|\b(user|mailbox|recipient|address|account) (is |was )?(not found|unknown|unavailable|disabled|does not exist|doesn't exist)/i;

export const saysGone = (reason: string): boolean => GONE.test(reason) || (!CODED.test(reason) && SAID_GONE.test(reason));

/**
 * Why an address that was refused for good, so many times in a row, is left alone from now on; null while it is still tried:
 * one refusal may be the fault of a server, or ours.
 */
export function whyLeaveAlone(reason: string, refusals: number, atMost: number): string | null {
  if (refusals > 0 && saysGone(reason)) return `The address is gone: ${reason}`;
  if (refusals >= atMost) return `${refusals} messages in a row were refused: ${reason}`;
  return null;
}
