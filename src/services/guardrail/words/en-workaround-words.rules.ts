/** The words of the rules on workarounds: who may do what, and what is advice. */
export const WORKAROUND_WORDS: Record<string, string> = {
  workaround: "workaround|workarounds|work around|work arounds|temporary fix|temporary solution|temporary measure|interim solution|interim fix|stopgap|" +
    "stop gap|temporary mitigation|alternative solution|interim measure|interim workaround",
  none: "none|n|no|not|na|unknown|tbd|tbc|pending|nil|currently none|unavailable|being|yet|will|in progress|under|investigating|we are|there is no|" +
    "there are no|to be|and|or|but|so|is not|are not|has not|was not|for now none|we|has|had|was|were|that we|implemented|applied|deployed",
  turn: "as|meanwhile|meantime|please|but|until|while|customers|users|you|affected|however|there is a|one|if",
  seek: "asking|awaiting|hoping|planning|requested|requesting|waiting|working|work|identify|identifying|find|finding|exploring|explore|investigating|" +
    "investigate|looking|evaluate|evaluating|developing|develop|implementing|implement|implemented|applied|applying|deployed|deploying|testing|test|search|" +
    "searching|seeking|determine|determining|preparing|prepare|rolled|researching|pursuing|pursue|considering|put|placed|building|automated|internal|" +
    "removed|removing|unaware",
  who: "you|customers|customer|users|user|clients|client|merchants|subscribers|admins|administrators|agents|developers|members|teams|they|anyone|everyone|" +
    "those|people|sellers|tenants|affected customers|affected users|who|partners|drivers|shoppers|patients|students|teachers|staff|operators|buyers|guests|" +
    "readers|clinicians|participants|attendees|integrations|doctors|nurses|reception|cashiers|pharmacies|schools|parents|citizens|fans|riders|couriers|holders|families|visitors|listeners|" +
    "creators|hosts|traders|investors|employees|anybody|candidates|travellers|crews|branches|shops|stores|labs|clinics|faculty|lecturers|instructors|" +
    "managers|viewers|players|organizations|workspaces|owners|one|can still|still|callers|travelers|passengers|applicants|residents|cardholders",
  reader: "you|customers|customer|users|clients|merchants|subscribers|admins|administrators|agents|developers|members|anyone|everyone|sellers|tenants|" +
    "partners|drivers|shoppers|patients|students|teachers|guests|viewers|players",
  can: "can|may|could|should|might|can also|can still|may also|can instead|can temporarily|can manually|will need to|need to|may need to|might need to|must|" +
    "have to|should try|may try|can try|could try|might try|may wish to|may want to|might want to|are advised to|are encouraged to|are asked to|" +
    "are recommended to|are urged to|is advised to|should instead|would need to|can choose to|can opt to|are requested to|can either|could instead|" +
    "may have to|can simply|should please|may still|will have to|can always|can safely|may instead",
  act: "stay on|remain on|join|poll|approve|reject|publish|turn|re invite|invite|reinvite|assign|grant|write to|read from|type|key in|display|offer|look up|issue|serve|hand|initiate|use|switch|retry|re try|try|refresh|restart|reload|reboot|rerun|re run|resubmit|re submit|disable|" +
    "enable|clear|flip|upgrade|downgrade|roll back|revert|recreate|re create|create|add|remove|reconnect|re connect|reauthenticate|re authenticate|bypass|" +
    "avoid|set|configure|reconfigure|change|fail over|failover|fail out|move|migrate|delete|pay|call|download|route|reroute|re route|redirect|reduce|lower|" +
    "increase|limit|keep|pin|opt|point|deploy|redeploy|re deploy|run|export|import|enter|replace|manually|trigger|place|log out|log in|sign out|sign in|" +
    "logout|log back|sign back|unsubscribe|resend|re send|repeat|reissue|re issue|reset|reinstall|re install|toggle|turn off|turn on|modify|adjust|specify|" +
    "select|choose|pause|halt|stop|hold off|postpone|defer|delay|schedule|split|batch|query|search|connect|force|hard refresh|open|launch|whitelist|" +
    "allowlist|safely|temporarily|update|edit|print|fax|dial|email|mail|visit the store|submit|upload|access|view|obtain|book|order|register|apply|process|" +
    "send|complete|fetch|pull|push|clone|rebuild|re build|re enable|reopen|re open|re enter|re add|re save|save|copy|paste|skip|ignore|exclude|ask|scale|" +
    "drain|detach|re attempt|reattempt|attempt|re register|re login|relaunch|re launch|reach the|request new|generate|regenerate|rotate|re upload|perform|" +
    "proceed|continue using|temporarily use|work around|rejoin|re join|dial in|hang up|check out|cancel|abort|start|force quit|quit|close|swap|plug|unplug|" +
    "restore|scan again|turn",
  // Said to a reader at the beginning of a clause, as an imperative; those that are nouns as well stand in `doing`.
  imperative: "rely|trust|rename|compress|resize|crop|shrink|zip|convert|shorten|use|switch|retry|try|refresh|restart|reload|reboot|rerun|re run|resubmit|disable|deactivate|enable|activate|clear|flip|downgrade|roll back|" +
    "go back|revert|recreate|create|add|remove|reconnect|reauthenticate|bypass|avoid|set|configure|fail over|delete|pay|phone|ring|dial|reroute|redirect|" +
    "lower|raise|increase|keep|pin|point|redeploy|import|enter|replace|trigger|log out|sign out|log back|sign back|resend|repeat|reset|" +
    "reinstall|toggle|turn off|turn on|modify|adjust|specify|select|choose|pick|pause|hold off|postpone|defer|split|connect|force quit|force stop|" +
    "hard refresh|open|launch|whitelist|allowlist|print|obtain|book|register|apply|send|complete|fetch|clone|rebuild|re build|re enable|reopen|re enter|" +
    "copy|paste|skip|exclude|drain|detach|relaunch|generate|regenerate|rotate|rejoin|cancel|quit|close|swap|plug|unplug|join|leave|hit|press|tap|click|" +
    "swipe|scan|show|bring|take|write|prescribe|go|get|grab|read|run|type|put|drag|divert|publish|buy|collect|walk|uninstall|install|unpair|re pair|" +
    "power cycle|hold down|append|prefix|promote|poll|hop|board|withdraw|narrow|tick|untick|uncheck|travel|top up|transfer|cast|switch over|fall back|head|" +
    "move|migrate|check in|tap in|work around|work from|reach|ask|give|shut|stop|start|place|store|record|note down|keep using",
  doing: "access|search|order|process|query|change|export|update|upgrade|deploy|download|upload|call|test|build|sync|view|delay|push|pull|save|scale|batch|" +
    "email|mail|text|submit|limit|reduce|edit|turn|attach|forward|schedule|host|route|store|link|share|load|mount|cache|sign|log",
  object: "your|the|a|an|it|them|that|this|another|any|one|these|those|from|in|on|with|via|through|using|over|into|to|by|instead|manually|again|directly|" +
    "straight|onto|without|only|both|at|back|as|out|off|up|our|all|every|each|paper|cash|after|and|until|for",
  thing: "your|the|it|them|a|an|another|that|this|any|manually|again|directly|via|using|instead|both|our",
  acting: "using|switching|retrying|re trying|trying|refreshing|restarting|reloading|rebooting|rerunning|re running|resubmitting|re submitting|disabling|" +
    "enabling|clearing|flipping|upgrading|downgrading|reverting|recreating|re creating|creating|adding|removing|reconnecting|reauthenticating|" +
    "re authenticating|bypassing|avoiding|setting|changing|failing over|moving|migrating|deleting|rerouting|reducing|lowering|increasing|limiting|pinning|" +
    "redeploying|re deploying|running|logging out|logging in|logging back|signing out|signing in|signing back|resending|re sending|repeating|resetting|" +
    "reinstalling|re installing|toggling|turning off|turning on|pausing|halting|holding off|splitting|waiting|hard refreshing|opening|launching|submitting|" +
    "re saving|rebuilding|re attempting|attempting|rolling back|a retry|retries|retry|subsequent attempts|second attempt|repeated attempts|further attempts|" +
    "retry attempts|trying again|a refresh|a restart|a page refresh|a reboot|connecting|accessing|selecting|re uploading|regenerating|a hard refresh|" +
    "incognito mode|a private window|reopening|relaunching|rejoining|postponing|deferring|scaling|adjusting|modifying|specifying",
  help: "help|helps|work|works|resolve|resolves|succeed|succeeds|fix|fixes|mitigate|mitigates|allow|allows|be successful|restore|restores|alleviate|" +
    "alleviates|correct|corrects|clear|clears|address|addresses|solve|solves|be sufficient|avoid|avoids|bypass|bypasses|suffice|eventually succeed|enable|" +
    "let|do the trick|prevent|prevents|reduce|reduces|get|prove successful|complete|load|also help|be effective",
  helps: "helps|avoids|resolves|fixes|works|prevents|restores|mitigates|bypasses|succeeds|clears|solves|brings|allows|corrects|reduces|shows|lets|gives",
  suffer: "see|experience|notice|encounter|observe|receive|be|have|find|get|face|continue|expect|miss|lose|remain|still|not|also|need|now|again|take|only",
  idle: "see|experience|notice|encounter|observe|receive|be|have|find|get|face|continue|expect|miss|lose|remain|still|not|also|now|again|once|only|rest|" +
    "help|start|begin|recover|return|work|already|no|look|benefit|hear|learn|track|read|follow|then|and|or|in|result|cause|lead|affect|impact|take|happen|" +
    "occur|appear|show|fail|soon|need|want|feel|trust|rely|count|become|go|come|make|feed|potentially|possibly|even|sometimes|keep seeing|know|do|ask|" +
    "connect|communicate|reach|load|publish|resume|at|this|we|these|the|a|an|there|further|today|finally",
  should: "may|might|should|can|will|could|usually|often|typically|generally|appears to|seems to|is likely to|sometimes|tends to|has been found to|" +
    "is known to|returned|would|is expected to",
  purpose: "to avoid|to mitigate|to work around|to bypass|to restore|to recover|to resolve this|to resolve the|to regain|to continue|to minimize|to reduce|" +
    "to prevent|to remediate|to address|to unblock|to get around|for urgent|for immediate",
  meantime: "in the meantime|in the mean time|meanwhile|until then|in the interim|for the time being|for now|until this is resolved|until it is resolved|" +
    "until the issue is resolved|until a fix|while we work|while we investigate|until we|as an alternative|alternatively|as a precaution|during this time|" +
    "if you need|if this is urgent|as a mitigation|temporarily|as a temporary|if you are affected|if you are experiencing|if you are impacted|" +
    "if you encounter|if you see|if affected|if impacted|if you experience|if you continue|if the issue persists|if you are unable|if you cannot|" +
    "if you are still|if you have|if you are having|where possible|if possible|as an interim|until further notice|if you run into",
  advise: "recommend|recommends|suggest|suggests|advise|advises|encourage|encourages|recommended|advising|recommending|suggesting|advised|encouraged",
  contact: "call our|phone our|ring our|write to|write in|give us|ask us|go to our|head to our|contact|contacting|reach|reaching|visit|see|check|checking|follow|following|refer|note|" +
    "stand|subscribe|subscribing|monitor|monitoring|bear|be|accept|let|await|feel|report|reporting|open a|opening a|raise|submit a ticket|submit a support|" +
    "create a support|create a ticket|create a case|file|log a|keep an eye|stay|continue to check|continue to monitor|open ticket|send us|email us|call us|" +
    "email support|call support|continue to experience|know|understand|review|expect|use this page|keep checking",
  via: "via|through|by|using|with|over|from|on|in",
  able: "able to|be able to",
  again: "log in|access|view|create|use|place|make|submit|upload|download|connect|search|book|order|sign in|send|open|launch|process|run|query|register|" +
    "reach the",
  done: "worked around|mitigated|bypassed|avoided|resolved|fixed|corrected|cleared",
  handled: "accessed|used|reached|placed|made|done|completed|performed|submitted|processed|managed|viewed|downloaded|retried",
  still: "works fine|works well|work fine|still works|still work|works normally|work normally|works too|does work|do work|work|works|resolve properly|" +
    "is fine|are fine",
  way: "option|options|solution|alternative|alternatives|way|mitigation|recommendation|recommended action|recommended workaround|recommended mitigation|" +
    "recommended fix|action|next step|recommended steps|remedy|recovery|advice|tip|action required",
};
