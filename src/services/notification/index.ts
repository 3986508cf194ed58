export { type Notice, notify } from "./notify.ts";
export { notificationsOf } from "./notification.store.ts";
export { answerPages, stopPages } from "./stop-pages.ts";
