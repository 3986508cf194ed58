import type { Language } from "./neutral.rules.ts";

/** English. No word here tells that something works, fails, is over or is safe: such words come from the facts. */
export const NEUTRAL_EN: Language = {
  groups: [
    {
      words: "a an the this that these those it its 's they them their we us our ours i my me you your yours who which what how if as and or but so to of for from in on at by with into about through throughout "
        + "during since until till between while when whenever where there here once "
        + "am is are was were be been being has have had having do does did will would shall should may might can could "
        + "hello hi dear team teams support staff customer customers user users client clients everyone "
        + "apologise apologize apologises apologizes apologising apologizing apologies apology sorry regret inconvenience disruption disruptions disruptive disrupted frustration frustrating sincerely sincere deeply very truly "
        + "understand understanding patience patient thank thanks appreciate appreciated please kind regards best wishes important importance seriously business "
        + "investigating investigate investigation looking aware actively closely currently now still ongoing present issue issues problem problems incident incidents situation matter "
        + "impact impacts impacted impacting affect affects affected affecting experience experiences experienced experiencing see seeing notice noticing encounter encountering "
        + "engineer engineers engineering technical service services feature features functionality function status state current priority urgency urgently "
        + "update updates updated updating news information message messages notice progress posted informed follow inform know let keep contact question questions concern concerns "
        + "reply respond help helps assist assistance call next further meantime meanwhile workaround utc reference eta resolution monitor monitoring "
        + "use using hear call glad happy reach personally regarding feel free directly",
      phrases: "we are working|we are actively working|we are now working|we are still working|we are currently working|we are urgently working|we are working hard|team is working|team is actively working|team is currently working|teams are working"
        + "|teams are actively working|engineers are working|engineers are actively working|engineers are currently working|and working to|and working on|and are working to|and are working on|and are actively working to|continue to work on|continue to work to|continue working on|continue working to|is being worked on|working on it|working on this|working on the issue|working on the problem|working on a resolution|working on resolving|working to resolve|working to restore|working to identify|good morning|good afternoon|good evening|we work on"
        + "|investigating reports of|aware of reports of|we recommend|to your work|will continue|we continue|continue to investigate|continue to monitor|continue to look into|continue to keep|continue to provide|continue to update|continue investigating|continue monitoring|continuing to investigate|continuing to monitor|started at|began at|to resolve|to restore|resolve this|resolve the issue|resolve the problem|resolving the issue|resolving this|restore the service|restore service|restoring service|restoring the service|will share|to share|share more|share an update|share another update|share updates|share further|share the next|your account is affected|your account may be affected|affects your account|affecting your account|affected your account|impacting your account|impacts your account|your account manager|account manager|writing to you|write to you|writing to let you know|writing to inform you|are writing|because your account is affected|because an incident affects your account|before you have to ask|a severe incident|at this time|at the time of writing|your work|as soon as|as quickly as possible|as soon as possible|more soon|update soon|more shortly|update shortly|updates shortly|more information|more details|further details|more to share|tell you|tell you more|know more|learn more|set up a call|set up|offer you a call|offer a call|follow up"
        + "|get back to you|come back to you|report back|once again|thank you again|sorry again|at once|at the moment|bear with us|bearing with us|our full attention|what is happening|what this means|this means for your|a time of your choice|at your convenience"
        + "|would like a|would like to|any questions|any further questions|any concerns|any inconvenience|any disruption|this may cause|this may have caused|this has caused you|this causes you|inconvenience caused|disruption caused|inconvenience this has caused|disruption this has caused|inconvenience this causes|disruption this causes"
        + "|inconvenience this is causing|disruption this is causing|issue that causes|issue causing|problem causing|problem that causes|issue that is causing|investigating the cause|investigate the cause|identify the cause|identify the root cause|determine the cause|find the cause|understand the cause|into the cause"
        + "|do not yet know the cause|cause is not yet known|cause is being investigated|do not hesitate|no later than|not yet known|if not sooner|will provide|to provide|provide you|provide an update|provide a further|provide another update|provide further updates|provide the next update|another update|will give|give you an update|will send|send you an update"
        + "|will post|post an update|will publish|will be posted|will be provided|will be shared|will follow|will come|can be expected|you can do|what you can do|be able to|in the meantime|look into|looks into|until this is resolved|until it is resolved|until this is fixed|until it is fixed|until the issue is resolved|once this is resolved"
        + "|when this is resolved|once it is resolved|have this resolved|get this resolved|temporary workaround|as an alternative|with the highest priority|our top priority|our highest priority|high priority|working around the clock|we rely on|you rely on|take this seriously|for the time being|so far",
    },
    {
      from: "IDENTIFIED", words: "identified fix fixing mitigation mitigating underway",
      phrases: "what happened|working on a fix|working on a solution|working to fix|we have found|has been found|we found the|under way|in progress|found the cause|have identified the cause|cause has been identified|cause is identified|cause is known|know the cause|identified the root cause|being fixed|developing a fix|preparing a fix|solution",
    },
    {
      from: "MONITORING", words: "deployed implemented applied recovery recover recovers recovering results",
      phrases: "in place|rolled out|a fix is live|put in place|we released a fix|a fix was released|has been released|watching|keep watching|keeping an eye on|watch",
    },
    {
      from: "RESOLVED", words: "resolved restored fixed recovered over closed ended operational normal normally",
      phrases: "back to normal|anything unusual|if you still see anything|whatever is open|will answer|would like to hear|this meant for your|working again|available again|have ended",
    },
    {
      has: "eta",
      phrases: "we expect|are expected|is expected|now expect|currently expect|expect this|expected by|expected at|expected recovery|expects|estimated recovery|estimate recovery|estimated time|estimate|estimated|estimated time of resolution|expected resolution|recovery|recovery time|to have recovered|be resolved by|be restored by|be fixed by|be resolved at"
        + "|be resolved|be restored|be fixed|fully restored by|then|until then|anticipate|anticipated",
    },
    { has: "previousEta", phrases: "instead of|rather than|previously|previous|earlier|earlier than|later than|plan anew|was" },
    { has: "resolveDueAt", phrases: "be resolved by|target|due|due by" },
    { hasNot: "eta", phrases: "no estimate|no estimated time|not yet have an estimate|no eta|not have an estimate|not have an eta|not yet have an eta|an estimated time|an estimate|recovery time" },
    { hasNot: "workaround", phrases: "no workaround so far|no workaround yet|no known workaround|not aware of a workaround|no workaround at this time|there is no workaround|no workaround" },
    { has: "drill", phrases: "drill|this is a drill|exercise|this is an exercise|a drill|no real incident|not a real incident" },
    { has: "recurring", phrases: "again|happened before|not the first time|has happened before|recurring|recurrence|deal with" },
    {
      has: "severity",
      words: "commander command lead leads channel bridge role roles severity strategic revenue annual recurring risk responders coordinating coordinate coordination join mitigating",
      phrases: "at risk|nobody yet|to be resolved by|not yet assigned|led by|executives|executive summary|summary|taken back",
    },
  ],
  binding: {
    negations: "not no never none nothing nobody neither nor cannot without unable",
    causes: "because due cause causes caused causing owing triggered reason result resulted",
    quantities: "all every each any both most many much more less fewer several some few only just half majority multiple partial partially entire completely fully",
  },
};
