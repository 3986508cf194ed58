import type { Frame } from "./frame.rules.ts";

export const ENGLISH: Frame = {
  language: "en",
  name: "English",
  locale: "en-GB",
  letter: { because: "You get this because you are named as a contact for incidents ({reference}).", statusPage: "Status page", unsubscribe: "Unsubscribe" },
  leave: {
    title: "E-mails about incidents", isWritten: "{address} is written to when an incident affects your account.", stop: "Stop these e-mails", stopped: "E-mails stopped",
    isNotWritten: "{address} is not written to about incidents any more.", again: "Write to me again", noLink: "This link does not work", newest: "The newest e-mail has a link that does.",
  },
  notice: {
    because: "You get this because this address is subscribed to {page}.", read: "Read it on the page", change: "Change what you are told", unsubscribe: "Unsubscribe", takenBack: "Taken back", reminder: "Reminder",
    scheduled: "Scheduled: {from} to {until}", affected: "Affected: {components}",
  },
  states: {
    INVESTIGATING: "Investigating", IDENTIFIED: "Identified", MONITORING: "Monitoring", RESOLVED: "Resolved",
    SCHEDULED: "Scheduled", IN_PROGRESS: "In progress", VERIFYING: "Verifying", COMPLETED: "Completed", CANCELLED: "Cancelled",
  },
  components: {
    OPERATIONAL: "operational", UNDER_MAINTENANCE: "under maintenance", DEGRADED_PERFORMANCE: "degraded performance", PARTIAL_OUTAGE: "partial outage", MAJOR_OUTAGE: "major outage",
  },
  question: {
    subject: "Your subscription", heading: "Do you want to be told what {page} says?",
    text: "Somebody, you we hope, has asked for this address to be told of incidents and maintenance.\n\nNothing is sent until you confirm it.", confirm: "Confirm",
    footer: "If that was not you, do nothing: you will not hear from us again.", standing: "This address is told what {page} says",
    nothingChanged: "Somebody, you we hope, has asked for this address once more. It is subscribed already, and nothing was changed.", manage: "Change what you are told, or unsubscribe",
  },
  pages: {
    title: "Be told what {page} says", address: "E-mail address", language: "Language", tellMeOf: "Tell me of", everything: "everything", theseAlone: "these alone:", subscribe: "Subscribe",
    linkFirst: "We send a message with a link first; nothing else until you confirm.", inbox: "Look into your inbox",
    asked: "We have sent a message to that address. Its link confirms, for {span}.", willBeTold: "{address} will be told of incidents and maintenance.", confirm: "Confirm", save: "Save",
    unsubscribe: "Unsubscribe", again: "Subscribe again", leave: "Leave {page}", willNotBeTold: "{address} will not be told anything any more.", failed: "This did not work",
  },
  standing: {
    ACTIVE: "This address is told.", PENDING: "This address has not confirmed yet; the message to it has the link.",
    UNSUBSCRIBED: "This address is not told anything any more.", STOPPED: "Nothing arrived at this address any more, and so nothing more is sent there.",
  },
  refusals: {},
};
