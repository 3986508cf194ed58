/** The words of the rule on blame: who may be at fault, and what only people do. */
export const BLAME_WORDS: Record<string, string> = {
  staff: "shift|remote hands|researcher|freelancer|volunteer|volunteers|moderator|mod|mods|treasurer|plumber|squad|squads|rota|departments|faculty|dispatcher|operator on duty|trust and safety team|engineer|engineers|technician|technicians|employee|" +
    "employees|admin|admins|administrator|administrators|sysadmin|sysadmins|developer|developers|dev|devs|contractor|contractors|intern|interns|staff|" +
    "staffer|staff member|team member|team members|colleague|colleagues|dba|dbas|sre|sres|programmer|programmers|someone|somebody|operations team|ops team|" +
    "on call engineer|responders|consultant|team|teams|crew|department|electrician|electricians|coworker|member of the|members of the|facilities|qa|payroll|" +
    "builders|trainee|apprentice|manager|managers|courier|network manager|release manager|product manager|support agent|personnel|devops|" +
    "analyst|janitor|cleaner",
  user: "integrator|integrators|reseller|resellers|user|users|customer|customers|client|clients|tenant|tenants|subscriber|subscribers|merchant|merchants|" +
    "partner|partners",
  party: "partner|partners|maintainers|resident|landlord|subcontractor|ticketing agent|promoter|broker|clearing house|bank|sms aggregator|payment aggregator|messaging aggregator|hosting firm|firm|host|maker|makers|" +
    "manufacturer|courier|sister company|parent company|contract partner|delivery partner|platform partner|vendor|vendors|provider|providers|supplier|" +
    "suppliers|third party|third parties|carrier|carriers|registrar|isp|isps|hosting company|utility company|power company|network operator|telco|processor|" +
    "reseller|distributor|integrator|agency|airline|aws|amazon|azure|microsoft|google|gcp|google cloud|amazon web services|cloudflare|fastly|akamai|github|" +
    "gitlab|stripe|twilio|okta|auth0|slack|datadog|sendgrid|mailgun|heroku|digitalocean|linode|ovh|equinix|verizon|comcast|level 3|centurylink|lumen|cogent|" +
    "telia|zayo|crowdstrike|oracle|ibm|salesforce|shopify|paypal|adyen|plaid|openai|anthropic|snowflake|atlassian|pagerduty|zendesk|godaddy|digicert|" +
    "vodafone|deutsche telekom|facebook|vercel|netlify|rackspace|hetzner|worldpay|fiserv|intercom|hubspot|upstream",
  // One of many, whom nobody would name but for what they did.
  individual: "engineer|technician|intern|contractor|developer|operator|employee|administrator|admin|agent|colleague|manager|member|consultant|dba|sre|trainee|analyst",
  // What one of them does when it is well done.
  helpful: "been|identified|found|restored|fixed|reverted|is|will|can|noticed|assigned|dispatched|replaced|repaired|on site|confirmed|resolved|rolled back",
  // Done to us, and not as agreed.
  unfair: "without warning us|without telling|against our|ahead of the agreed|ahead of schedule|careless|carelessly|not honored|not honoured|outside the change|" +
    "without any|had not tested|not been tested|had not been tested|not tested it|slow response|slow reaction|too early|lack of care",
  // What nobody is reproached with when they have not done it.
  neutral: "find|see|identify|observe|detect|confirm|lose|experience|receive|have|notice|change|result|affect|impact|expect|contribute|cause|appear|recover|report",
  det: "implementation|integration|delivery|logistics|outside|a|an|the|our|one|of|some|another|its|their|his|her|that|this|other|own|former|new|junior|senior|inexperienced|careless|rogue|untrained|single|" +
    "upstream|external|third|party|on|call|cloud|hosting|dns|payment|payments|sms|email|network|internet|infrastructure|service|data|center|centre|identity|" +
    "database|platform|security|release|frontend|backend|storage|support|duty|field|internal|engineering|operations|ops|devops|it|system|systems|software|" +
    "site|reliability|build|deployment|billing|product|mobile|web|qa|google|aws|amazon|microsoft|vendor|vendor's|maintenance|facility|power|certificate|'s|" +
    "night|shift",
  accident: "accidentally|accidently|mistakenly|inadvertently|erroneously|incorrectly|unintentionally|wrongly|carelessly|negligently|improperly|foolishly|" +
    "recklessly|unknowingly|prematurely|deliberately|intentionally|unwittingly|hastily",
  slip: "by accident|by mistake|in error|accidentally|mistakenly|unintentionally|carelessly|without authorization|without approval|without testing|" +
    "without review|without permission|without checking|without following|on purpose|on the wrong|to the wrong|the wrong",
  lapse: "forgot to|forgot that|forgot about|neglected to|neglected|botched|bungled|messed up|screwed up|fat fingered|fatfingered|mistyped|misread|" +
    "misunderstood|misconfigured|mishandled|overlooked|dropped the ball|let us down|letting us down|failed us|cut corners|made a mistake|made mistakes|" +
    "made an error|made errors|made a bad|made a typo|made the wrong|made a wrong|made a configuration error|ignored|disregarded|mismanaged|refused to|" +
    "should have caught|should have tested|should have noticed|should have known|should have checked|should have prevented|should have reviewed|" +
    "should not have|did not follow|did not test|did not check|did not notice|did not bother|did not review|did not read|did not renew|did not validate|" +
    "did not tell|did not inform|did not realize|was careless|were careless|was negligent|were negligent|was sloppy|blundered|slipped up|tripped over|" +
    "skipped|violated|lied|was incompetent|fell asleep|broke|caused this|caused the|caused an|caused a|caused our|caused your|failed to|fails to|missed a|" +
    "missed the|pushed bad|pushed a bad|pushed a faulty|pushed a broken|pushed broken|pushed an untested|pushed untested|deployed a bad|deployed bad|" +
    "deployed a faulty|deployed a broken|deployed broken|deployed untested|deployed an untested|shipped a bad|shipped a broken|shipped bad|shipped broken|" +
    "shipped untested|released a bad|released a broken|released a faulty|merged a bad|merged untested|merged broken|wrote bad|knocked over|spilled|" +
    "took down|brought down|dropped the production|deleted the production|deleted production|dropped production|wiped the production|wiped production|" +
    "unplugged|severed|fumbled|bypassed|deviated from|pulled the plug|pulled the power|pulled the cable|cut the power|cut power",
  misuse: "disregarded|disregarding|misused|abused|misconfigured|mishandled|misusing|abusing|did not follow|ignored our|ignored the|are to blame|violated|" +
    "overloaded|flooded|hammered|spammed|sent too many|overloading|flooding|hammering|spamming|caused this|caused the",
  letdown: "has broken|have broken|fouled up|cocked up|stuffed up|mucked up|bodged|goofed|failed us|let us down|letting us down|lets us down|broke|breaks|botched|bungled|" +
    "mishandled|messed up|screwed up|made a mistake|made an error|made a change without|neglected|neglected to|forgot to|ignored|refused to|refuses to|" +
    "misconfigured|dropped the ball|took us down|took down|brought us down|brought down|knocked us|caused this|caused the|caused an|caused a|caused our|" +
    "caused your|pushed a bad|pushed a faulty|pushed a broken|pushed bad|shipped a bad|shipped a broken|deployed a bad|deployed a faulty|deployed a broken|" +
    "released a bad|released a broken|released a faulty|was negligent|has been negligent|has been unresponsive|is unresponsive|was unresponsive|" +
    "did not notify|did not inform|did not warn|did not tell|did not follow|did not test|did not renew|did not honor|gave us no|lied|cut our|overlooked|" +
    "should have|should not have|violated|keeps breaking|keeps failing|failed their|failed its|ruined|crippled|sabotaged|gave us wrong|gave us incorrect|" +
    "sent us wrong|sent us bad|sent bad|was slow to|were slow to|was late|never told|never informed|never warned|never notified|has been slow|are slow|" +
    "is slow to",
  symptom: "load|start|respond|render|open|connect|launch|display|sync|work|boot|return|authenticate|play|complete|appear|show|update|run|sign|log|save|" +
    "initialize|resolve",
  did: "waited|tripped|submitted|rejected|leaked|loaded|deleted|dropped|removed|wiped|erased|disabled|disconnected|unplugged|terminated|shut|turned|ran|executed|pushed|deployed|released|merged|entered|" +
    "typed|applied|changed|modified|introduced|committed|set|cut|severed|damaged|overwrote|revoked|published|triggered|broke|moved|renamed|initiated|took|" +
    "sent|issued|uploaded|left|pulled|pasted|assigned|updated|blocked|pressed|hit|put|gave|made|started|rebooted|restarted|switched|rotated|scheduled|" +
    "routed|closed|powered",
  doing: "deleting|dropping|removing|wiping|disabling|disconnecting|unplugging|running|executing|pushing|deploying|releasing|merging|entering|typing|" +
    "applying|changing|modifying|misconfiguring|cutting|making|taking|forgetting|failing|neglecting|ignoring|overlooking|using|skipping|tripping|mistyping|" +
    "sending|overloading|abusing|misusing|flooding|hammering|not|pulling|updating|turning|shutting|leaving|breaking|introducing|accidentally|mistakenly|" +
    "inadvertently",
  done: "reset|overlooked|mishandled|neglected|caused|deleted|dropped|introduced|triggered|misconfigured|unplugged|damaged|severed|broken|mistyped|forgotten|overlooked|missed|botched|wiped|" +
    "overwritten|brought down|taken down|erased|errors|error|mistake|mistakes|oversight|blunder|typo|cut|mishandled|disconnected|shut down|powered off|" +
    "provoked",
  handled: "made|applied|pushed|deployed|committed|performed|executed|run|released|merged|entered|removed|disabled|changed|initiated|issued|published",
  due: "due to|because of|because|caused by|owing to|as a result of|result of|resulting from|resulted from|stemmed from|stems from|attributable to|" +
    "attributed to|triggered by|thanks to|traced to|traced back to|down to|when|after|following|was that|is that|since",
  strong: "caused by|triggered by|brought down by|fault of|the work of|blame|blaming|blamed on|attributed to|attributable to|responsibility of|" +
    "responsibility lies with|lies with|lie with|lies squarely with|at the hands of|because of|due to",
  bad: "incompatible|outdated|unfinished|uncoordinated|unsanctioned|unapproved|overly broad|abusive|excessive|bad|faulty|broken|botched|careless|poor|sloppy|wrong|buggy|flawed|untested|negligent|defective|reckless|shoddy|hasty|unauthorized|unannounced|" +
    "inadequate|terrible|incompetent|rushed|erroneous|incorrect",
  wrong: "mistake|mistakes|error|errors|failure to|negligence|fault|incompetence|carelessness|blunder|oversight|misconfiguration|mismanagement|misuse|abuse|" +
    "bug|recklessness|sloppiness|inaction|misstep|mishandling|typo|lapse|inability|refusal|ineptitude|poor|bad|faulty|broken|buggy|careless|sloppy|botched|" +
    "negligent|shoddy|incorrect|wrong|untested|unannounced|improper|inadequate|irresponsible|failures|failure",
  finder: "identified|found|detected|discovered|noticed|determined|confirmed|saw|corrected|corrects|fixed|reverted|restored|which|that|are|is|were|was|will|" +
    "can|working|investigating",
  own: "'s|s",
  be: "is|are|was|were|be|been|being",
  often: "evidently|later|also|then|again|simply|clearly|repeatedly|completely|once again|badly|apparently|reportedly|never|once more|seriously|really|" +
    "obviously|had|has|have|recently|yesterday|today|earlier|unfortunately|initially",
  outage: "issue|issues|outage|outages|incident|problem|problems|disruption|downtime|this|failure|errors|data loss|loss|breach|error|mistake|delay|delays|" +
    "failures",
  person: "engineer|engineers|technician|technicians|employee|employees|admin|admins|administrator|administrators|developer|developers|operator|operators|" +
    "contractor|contractors|intern|staff|someone|somebody|team|person|individual",
  // What only people do, and nobody says of a machine.
  human: "dropping the ball|did not bother|mixed up|never bothered|bothered to|pulled the plug|knocked over|tripped over|spilled|deleted the wrong|went wild|trampled on|overwrote the|fouled up|cocked up|stuffed up|mucked up|bodged|goofed|blew it|dropped a clanger|mishandled|botched|bungled|fat fingered|fatfingered|neglected|" +
    "neglected to|forgot|forgot to|overlooked|mistyped|dropped the ball|let us down|failed us|made a mess|made a mess of|made a hash of|messed up|" +
    "screwed up|fluffed|fumbled|blundered|slipped up|jumped the gun|cut corners|was careless|were careless|did not tell|did not bother|did not warn|" +
    "did not inform|did not notify|did not check|did not test|did not read|had not read|have not read|has not read|never told|never warned|never tested|" +
    "never checked|told nobody|told no one|without telling|sat on|was slow to respond|were slow to respond|has been slow|have been slow|been slow to|" +
    "took too long|let a broken|let a bad|let a faulty|let its|let their|let the certificate|let the domain|merged something|pushed something|" +
    "deployed something|shipped something|missed the cut|missed the cutoff|missed the deadline|missed its|missed their|misjudged|muddled|went home|" +
    "was asleep|slept through|turned a blind eye|lost track|got it wrong|got this wrong|gave us wrong|gave us the wrong|gave us bad|sent us the wrong|" +
    "sent us wrong|took it to the wrong|delivered the wrong",
  dug: "dug through|digging through|cut through|cutting through|drilled through|drilling through|sliced through|severed|ripped up|hit a cable|hit our|" +
    "hit the cable|cut our|cut the cable|cut a cable|cut a fibre|cut a fiber|put a spade through|put a digger through",
  shipped: "withdrew|cancelled|canceled|deactivated|cut|carried out|sent|took|ran|started|restarted|powered off|issued|let|merging|shipped|released|pushed|" +
    "deployed|published|merged|rolled out|switched off|shut off|shut down|changed|removed|revoked|renamed|rotated|upgraded|migrated|blocked|made",
  amiss: "day early|too early|too late|despite repeated|bypassed review|bypassing review|skipped review|skipping review|still in use|last year's|switched off|" +
    "without giving|without running|without checking|without peer review|contrary to procedure|outside the agreed|outside the maintenance window|" +
    "outside its maintenance window|against production|rather than staging|instead of staging|that he ought|that they ought|they had been told|" +
    "been told to avoid|been told not to|after neglecting|through without|without notifying|did not respond|no warning|told nobody|told no one|not disclose|without the required|despite our|despite the|despite being|without following|the wrong|without a rollback|without coordinating|" +
    "without permission|without warning|without notice|without telling|without testing|without proper testing|without asking|" +
    "without informing|unannounced|without approval|without review|with no warning|with no notice|weeks early|days early|breaking change|breaking changes|" +
    "that crashes|that crashed|that breaks|that broke|without proper review|untested|without consulting|without a heads up|that they should not|" +
    "did not tell|should not have|they should not",
};
