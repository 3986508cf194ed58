/** Accounts go without their names: a vendor on the incident reads this too. */
export const countOf = (accounts: number, kind: string): string => (accounts === 1 ? `1 ${kind} account has` : `${accounts} ${kind} accounts have`);
