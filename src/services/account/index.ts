export { changePassword, type ChangePassword } from "./change-password.ts";
export { endAccount, listAccounts } from "./end-account.ts";
export { firstLink, invite, type Invitation } from "./invite.ts";
export { openLink } from "./link.ts";
export { logIn, logOut } from "./log-in.ts";
export type { NewSession } from "./begin-session.ts";
export { setUp } from "./set-up.ts";
export { LoginThrottle } from "./throttle.ts";
