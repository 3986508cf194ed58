export { keysOf, readKeys, type SecretKey } from "./keyring.ts";
export { rotate } from "./rotate.ts";
export { open, type Place, seal } from "./seal.ts";
export { idIn, isSigned, signedId } from "./signed-id.ts";
export { listSecrets, type KnownSecret, secretValue } from "./secret.store.ts";
export { deleteSecret, setSecret, type SetSecret } from "./set-secret.ts";
