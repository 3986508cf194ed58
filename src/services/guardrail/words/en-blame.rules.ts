import type { Lexicon } from "../lexicon.rules.ts";

/** A person, role, team or named outside party at fault. Naming one without a fault is none. */
export const EN_BLAME: Lexicon = {
  language: "en blame",
  lists: {
    staff: "engineer|engineers|technician|technicians|employee|employees|admin|admins|administrator|administrators|sysadmin|sysadmins|developer|developers|dev|devs|" +
      "contractor|contractors|intern|interns|staff|staffer|staff member|team member|team members|colleague|colleagues|dba|dbas|sre|sres|programmer|programmers|" +
      "someone|somebody|operations team|ops team|on call engineer|responders|consultant|team|teams|crew|department|electrician|electricians|coworker|" +
      "network manager|release manager|product manager|support agent|personnel|devops|analyst|janitor|cleaner",
    user: "user|users|customer|customers|client|clients|tenant|tenants|subscriber|subscribers|merchant|merchants|partner|partners",
    party: "vendor|vendors|provider|providers|supplier|suppliers|third party|third parties|carrier|carriers|registrar|isp|isps|subcontractor|hosting company|" +
      "utility company|power company|network operator|telco|processor|reseller|distributor|integrator|agency|airline|aws|amazon|azure|microsoft|google|gcp|" +
      "google cloud|amazon web services|cloudflare|fastly|akamai|github|gitlab|stripe|twilio|okta|auth0|slack|datadog|sendgrid|mailgun|heroku|digitalocean|linode|" +
      "ovh|equinix|verizon|comcast|level 3|centurylink|lumen|cogent|telia|zayo|crowdstrike|oracle|ibm|salesforce|shopify|paypal|adyen|plaid|openai|anthropic|" +
      "snowflake|atlassian|pagerduty|zendesk|godaddy|digicert|vodafone|deutsche telekom|facebook|vercel|netlify|rackspace|hetzner|worldpay|fiserv|intercom|hubspot|" +
      "upstream",
    det: "a|an|the|our|one|of|some|another|its|their|his|her|that|this|other|own|former|new|junior|senior|inexperienced|careless|rogue|untrained|single|upstream|" +
      "external|third|party|on|call|cloud|hosting|dns|payment|payments|sms|email|network|internet|infrastructure|service|data|center|centre|identity|database|" +
      "platform|security|release|frontend|backend|storage|support|duty|field|internal|engineering|operations|ops|devops|it|system|systems|software|site|reliability|" +
      "build|deployment|billing|product|mobile|web|qa|google|aws|amazon|microsoft|vendor|vendor's|maintenance|facility|power|certificate|'s|night|shift",
    accident: "accidentally|accidently|mistakenly|inadvertently|erroneously|incorrectly|unintentionally|wrongly|carelessly|negligently|improperly|foolishly|" +
      "recklessly|unknowingly|prematurely|deliberately|intentionally|unwittingly|hastily",
    slip: "by accident|by mistake|in error|accidentally|mistakenly|unintentionally|carelessly|without authorization|without approval|without testing|without review|" +
      "without permission|without checking|without following|on purpose|on the wrong|to the wrong|the wrong",
    lapse: "forgot to|forgot that|forgot about|neglected to|neglected|botched|bungled|messed up|screwed up|fat fingered|fatfingered|mistyped|misread|misunderstood|" +
      "misconfigured|mishandled|overlooked|dropped the ball|let us down|letting us down|failed us|cut corners|made a mistake|made mistakes|made an error|" +
      "made errors|made a bad|made a typo|made the wrong|made a wrong|made a configuration error|ignored|disregarded|mismanaged|refused to|should have caught|" +
      "should have tested|should have noticed|should have known|should have checked|should have prevented|should have reviewed|should not have|did not follow|" +
      "did not test|did not check|did not notice|did not bother|did not review|did not read|did not renew|did not validate|did not tell|did not inform|" +
      "did not realize|was careless|were careless|was negligent|were negligent|was sloppy|blundered|slipped up|tripped over|skipped|violated|lied|was incompetent|" +
      "fell asleep|broke|caused this|caused the|caused an|caused a|caused our|caused your|failed to|fails to|missed a|missed the|pushed bad|pushed a bad|" +
      "pushed a faulty|pushed a broken|pushed broken|pushed an untested|pushed untested|deployed a bad|deployed bad|deployed a faulty|deployed a broken|" +
      "deployed broken|deployed untested|deployed an untested|shipped a bad|shipped a broken|shipped bad|shipped broken|shipped untested|released a bad|" +
      "released a broken|released a faulty|merged a bad|merged untested|merged broken|wrote bad|knocked over|spilled|took down|brought down|dropped the production|" +
      "deleted the production|deleted production|dropped production|wiped the production|wiped production|unplugged|severed|fumbled|bypassed|deviated from|" +
      "pulled the plug|pulled the power|pulled the cable|cut the power|cut power",
    misuse: "misused|abused|misconfigured|mishandled|misusing|abusing|did not follow|ignored our|ignored the|are to blame|violated|overloaded|flooded|hammered|" +
      "spammed|sent too many|overloading|flooding|hammering|spamming|caused this|caused the",
    letdown: "failed us|let us down|letting us down|lets us down|broke|breaks|botched|bungled|mishandled|messed up|screwed up|made a mistake|made an error|" +
      "made a change without|neglected|neglected to|forgot to|ignored|refused to|refuses to|misconfigured|dropped the ball|took us down|took down|brought us down|" +
      "brought down|knocked us|caused this|caused the|caused an|caused a|caused our|caused your|pushed a bad|pushed a faulty|pushed a broken|pushed bad|" +
      "shipped a bad|shipped a broken|deployed a bad|deployed a faulty|deployed a broken|released a bad|released a broken|released a faulty|was negligent|" +
      "has been negligent|has been unresponsive|is unresponsive|was unresponsive|did not notify|did not inform|did not warn|did not tell|did not follow|" +
      "did not test|did not renew|did not honor|gave us no|lied|cut our|overlooked|should have|should not have|violated|keeps breaking|keeps failing|failed their|" +
      "failed its|ruined|crippled|sabotaged|gave us wrong|gave us incorrect|sent us wrong|sent us bad|sent bad|was slow to|were slow to|was late|never told|" +
      "never informed|never warned|never notified|has been slow|are slow|is slow to",
    symptom: "load|start|respond|render|open|connect|launch|display|sync|work|boot|return|authenticate|play|complete|appear|show|update|run|sign|log|save|initialize|resolve",
    did: "deleted|dropped|removed|wiped|erased|disabled|disconnected|unplugged|terminated|shut|turned|ran|executed|pushed|deployed|released|merged|entered|typed|" +
      "applied|changed|modified|introduced|committed|set|cut|severed|damaged|overwrote|revoked|published|triggered|broke|moved|renamed|initiated|took|sent|issued|" +
      "uploaded|left|pulled|pasted|assigned|updated|blocked|pressed|hit|put|gave|made|started|rebooted|restarted|switched|rotated|scheduled|routed|closed|powered",
    doing: "deleting|dropping|removing|wiping|disabling|disconnecting|unplugging|running|executing|pushing|deploying|releasing|merging|entering|typing|applying|" +
      "changing|modifying|misconfiguring|cutting|making|taking|forgetting|failing|neglecting|ignoring|overlooking|using|skipping|tripping|mistyping|sending|" +
      "overloading|abusing|misusing|flooding|hammering|not|pulling|updating|turning|shutting|leaving|breaking|introducing|accidentally|mistakenly|inadvertently",
    done: "caused|deleted|dropped|introduced|triggered|misconfigured|unplugged|damaged|severed|broken|mistyped|forgotten|overlooked|missed|botched|wiped|" +
      "overwritten|brought down|taken down|erased|errors|error|mistake|mistakes|oversight|blunder|typo|cut|mishandled|disconnected|shut down|powered off|provoked",
    handled: "made|applied|pushed|deployed|committed|performed|executed|run|released|merged|entered|removed|disabled|changed|initiated|issued|published",
    due: "due to|because of|because|caused by|owing to|as a result of|result of|resulting from|resulted from|stemmed from|stems from|attributable to|attributed to|" +
      "triggered by|thanks to|traced to|traced back to|down to|when|after|following|was that|is that|since",
    strong: "caused by|triggered by|brought down by|fault of|the work of|blame|blaming|blamed on|attributed to|attributable to|responsibility of|" +
      "responsibility lies with|lies with|lie with|lies squarely with|at the hands of|because of|due to",
    bad: "bad|faulty|broken|botched|careless|poor|sloppy|wrong|buggy|flawed|untested|negligent|defective|reckless|shoddy|hasty|unauthorized|unannounced|inadequate|" +
      "terrible|incompetent|rushed|erroneous|incorrect",
    wrong: "mistake|mistakes|error|errors|failure to|negligence|fault|incompetence|carelessness|blunder|oversight|misconfiguration|mismanagement|misuse|abuse|bug|" +
      "recklessness|sloppiness|inaction|misstep|mishandling|typo|lapse|inability|refusal|ineptitude|poor|bad|faulty|broken|buggy|careless|sloppy|botched|negligent|" +
      "shoddy|incorrect|wrong|untested|unannounced|improper|inadequate|irresponsible|failures|failure",
    finder: "identified|found|detected|discovered|noticed|determined|confirmed|saw|corrected|corrects|fixed|reverted|restored|which|that|are|is|were|was|will|can|" +
      "working|investigating",
    own: "'s|s",
    be: "is|are|was|were|be|been|being",
    often: "also|then|again|simply|clearly|repeatedly|completely|once again|badly|apparently|reportedly|never|once more|seriously|really|obviously|had|has|have|" +
      "recently|yesterday|today|earlier|unfortunately|initially",
    outage: "issue|issues|outage|outages|incident|problem|problems|disruption|downtime|this|failure|errors|data loss|loss|breach|error|mistake|delay|delays|failures",
    person: "engineer|engineers|technician|technicians|employee|employees|admin|admins|administrator|administrators|developer|developers|operator|operators|" +
      "contractor|contractors|intern|staff|someone|somebody|team|person|individual",
  },
  patterns: {
    blame: {
      find: [
        "human error|errors|mistake|mistakes|failure", "operator error|errors|mistake", "operator|operators {often}* {accident} {did}",
        "operator|operators {did} ~6 {slip}", "user error $", "pilot error",
        "engineer|engineering|employee|administrator|admin|technician|staff|personnel|contractor|vendor|supplier error|mistake|mistakes|negligence|incompetence",
        "fat finger|fingered|fingering", "fatfinger|fatfingered", "negligence|incompetence|carelessness|negligent|incompetent|ineptitude|sloppiness|recklessness",
        "customer|user|client misuse|abuse|negligence|mistake|mistakes|misconfiguration",
        "at fault", "to blame", "blame ~5 lies|rests|falls|goes", "we|i blame", "blamed", "{party}|{staff}|{user} {own} fault", "their|his|her fault",
        "fault lies|rests|is|belongs", "culpable", "culprit is|was {det}* {staff}|{party}|{user}",
        "fault of ~4 {party}|{staff}|{user}", "on the part of {det}* {staff}|{party}|{user}",
        "error|errors|mistake|mistakes|oversight|negligence|lapse|blunder by {det}* {staff}|{party}|{user}",
        "{staff}|{party}|{user} {often}* {be} ~1 responsible for {det}* {outage}", "{staff} {often}* {accident}", "{party} {often}* {accident} !blocked|flagged|marked",
        "{staff} {did} ~10 {slip}", "{staff} ~4-{finder} {slip}", "{staff} of|from|in|at|on|for|responsible ~4 {lapse}", "{party} {did} ~10 {slip}",
        "{staff} ~4 by accident|mistake",
        "{staff} {often}* {lapse}", "{staff} who|that|which {often}* {lapse}|{accident}", "{user} {often}* {misuse}",
        "<to|from|on|in|via|with|using|of|through|for|at {party} {often}* {letdown}", "{party} who|which|that {often}* {letdown}",
        "<to|from|on|in|via|with|using|of|through|for|at {party} {often}* failed|fails to !{symptom}",
        "let down by {det}* {party}|{staff}", "{done} by {det}* {staff} !working|to|are|is|who're", "{done} by {det}* {user} $", "{done} by {det}* {party} $",
        "{accident} ~2 by {det}* {staff}|{party}|{user}",
        "{handled} by {det}* {staff}|{party} ~8 caused|broke|resulted|led|triggered|took|accidentally", "{strong} {det}* {party} $",
        "{due} {det}* {staff} {often}* {did}|{doing}|{lapse}|{accident} !fix",
        "{due} {det}* {user} {often}* {misuse}|misconfiguring", "{due} {det}* {party} {often}* {doing}|{letdown}|{accident}", "{staff}|{party}|{user} {own} ~2 {wrong}",
        "{due} {bad} ~4 by|from|of {det}* {party}|{person}",
        "{bad} ~3 by|from {det}* {party}|{person}", "caused by {det}* {person}", "{due} {det}* {person} {own} {wrong}|action|actions|decision|change",
        "forgot to|about", "forgotten to", "neglected to|his|her|their", "someone|somebody ~5 {did}",
        "error|errors|mistake|mistakes ~2 made by {det}* {staff}|{party}|{user}",
        "dropped the ball", "screwed up", "messed up", "let us down", "tripped over ~3 cable|cord|cables", "nobody|noone ~1 bothered",
        "{person} {often}* {did} the production|wrong",
      ],
      passOver: ["no one ~2 to|at blame|fault", "nobody ~2 to|at blame|fault", "not ~1 to|at blame|fault"],
      unless: [
        "{staff} ~3 to prevent|avoid|mitigate|fix|resolve|restore", "users|user|customers who|that ~1 forgot to",
        "users|user|customers|you forgot to", "if ~3 forgot",
        "prevent|avoid|reduce|eliminate|against ~3 human error|errors", "{user} error|errors rate|rates|messages|message|reports|page|pages|codes", "if you forgot to",
      ],
    },
  },
};
