/** The words of the rule on speculation: hedges, causes, and what a hedge may well be about. */
export const SPECULATION_WORDS: Record<string, string> = {
  adverb: "prob|probs|poss|mebbe|likely|most likely|very likely|highly likely|more than likely|probably|most probably|very probably|possibly|quite possibly|" +
    "potentially|presumably|apparently|seemingly|perhaps|maybe|conceivably|supposedly|ostensibly|arguably|plausibly|reportedly|allegedly|evidently|" +
    "in all likelihood|in all probability|tentatively|at first glance|at first sight|on the face of it|to all appearances|by the looks of it|" +
    "if we are not mistaken|as far as we can tell",
  adjective: "likely|most likely|very likely|probable|possible|potential|suspected|presumed|apparent|assumed|plausible|believed|supposed|conceivable|" +
    "alleged|unconfirmed|hypothesized",
  modal: "may|might|could|may well|might well|could well|could potentially|may potentially|might potentially|could possibly|might possibly|may possibly",
  seem: "appear|appears|appeared|appearing|seem|seems|seemed|look|looks|looked|looking|sound|sounds",
  believe: "believe|believes|believed|think|thinks|thought|assume|assumes|assumed|presume|presumes|presumed|guess|feel|imagine|reckon|hypothesize|" +
    "hypothesized|theorize|speculate|guessing|assuming|thinking|believing|presuming|theorizing|reason to believe|are fairly sure|are fairly confident|" +
    "are pretty sure|are almost certain|are leaning towards",
  // What somebody or something did, in a form that does not end in "ed"; behind a hedge it is a guess at what happened.
  past: "messed up|screwed up|overran|left|lost|ran|fell|broke|froze|took|made|got|let|cut|hit|put|began|grew|forgot|sent|went|came|gave|blew|bit|chose|did|drove|fed|fought|" +
    "found a|hid|kept|led|meant|met|overrode|overwrote|read|rewrote|rose|set|shook|shrank|shut|slid|slipped|spun|stole|stuck|swept|threw|tore|undid|wore|" +
    "wound|wrote|has made|have made|has left|have left|has run|have run|has got|have got|has taken|has become|had become|is starving|is holding|is blocking|" +
    "is tripping",
  // What is wrong with a thing.
  defect: "bad|faulty|broken|stale|corrupt|corrupted|expired|half written|failing|flaky|damaged|runaway|rogue|misbehaving|misconfigured|defective|leaky|" +
    "overloaded|saturated|congested|buggy|poisoned|malformed|missing index|lapsed|dying|rotten|dodgy|wonky|hung|deadlocked|mistyped|outdated|invalid|" +
    "incorrect|wrong",
  // What happens inside a system; what happens to requests and customers is impact.
  event: "crashed|crashing|crashes|exhausted|exhausting|saturated|saturating|overloaded|overloading|overwhelmed|expired|corrupted|corrupting|ran out|" +
    "running out|run out|stuck|stalled|deadlocked|leaking|leaked|misrouted|misrouting|broke|breaking|blocked|blocking|throttling|throttled|dropping|dropped|" +
    "rejecting|misbehaving|malfunctioned|malfunctioning|hit|hitting|reached|reaching|exceeded|exceeding|removed|deleted|filled up|rebooted|restarting|" +
    "flapping|lost|losing|fails|failed|failing|misconfigured|introduced|triggered|starved|starving|looping|clogged|congested|severed|cut|unplugged|evicted|" +
    "dying|died|regressed|conflicts|conflicting|clashed|clashing|overheated|overheating|tripped|revoked|renamed",
  breakdown: "crashed|run out|ran out|exhausted|expired|corrupted|been corrupted|overloaded|been overloaded|leaked|misrouted|filled up|been misconfigured|" +
    "been overwhelmed|stemmed|been exhausted|deadlocked|overheated|been revoked|broken the|introduced a",
  impactful: "customers|users|user|customer|requests|request|some|messages|emails|orders|transactions|jobs|notifications|payments|logins|uploads|calls|" +
    "accounts|most|all|only|fewer|less|no|not|people|passengers|guests|pages|builds|deliveries|resolved|mitigated|fixed|recovered|restored|recovering|" +
    "improving|affecting|affected|impacted|impacting|limited|will|should|would|can|could|may|might|identified|found|normal",
  suspect: "suspect|suspects|suspected|suspecting|strongly suspect|currently suspect|have a suspicion|suspicion is|suspicion",
  passive: "believed|thought|suspected|assumed|presumed|understood|hypothesized|rumored|speculated",
  be: "is|are|was|were|be|been|being",
  filler: "be|been|being|is|are|was|were|to|have|has|had|partly|partially|also|directly|indirectly|in part|at least|either|entirely|wholly|primarily|mainly|" +
    "largely|mostly|simply|just|the|a|an|that|it|this|somehow|in some way|closely|ultimately|actually|initially|originally|not fully|then|as",
  due: "connected with|linked with|tied with|due to|because of|because|caused by|owing to|on account of|as a result of|the result of|a result of|result of|resulting from|resulted from|" +
    "results from|result from|stemming from|stems from|stem from|stemmed from|linked to|tied to|connected to|attributable to|attributed to|triggered by|" +
    "originating from|originating in|originates from|originated from|originated in|introduced by|introduced in|induced by|traced to|traced back to|down to|" +
    "a consequence of|consequence of|a side effect of|rooted in|kicked off by|sparked by|started by|touched off by|courtesy of|a knock on from|" +
    "a knock on effect of|brought on by|brought about by|driven by|related to|associated with|to do with|prompted by|created by|the fault of|an artifact of|" +
    "a symptom of|a byproduct of|correlated with|a continuation of|a repeat of|a recurrence of|a consequence from|fallout from|an after effect of|" +
    "an aftereffect of|an effect of|precipitated by|exacerbated by|coming from|come from|comes from|came from|provoked by|set off by",
  causes: "caused|causing|triggered|triggers|triggering|introduced|introducing|led to|leads to|leading to|contributed to|contributing to|contributes to|" +
    "brought down|resulted in|resulting in|responsible for|provoked|prompted|set off|precipitated|sparked|broke",
  caused: "caused|triggered|introduced|led to|contributed to|brought down|resulted in|been causing|responsible for|behind|provoked|prompted|broke",
  causing: "causing|triggering|contributing to|behind|responsible for|driving|provoking|breaking",
  cause: "cause|causes|root cause|root causes|underlying cause|culprit|culprits|trigger|reason|source|origin|origins|contributing factor|" +
    "contributing factors|contributor|root of the problem|factor|explanation|reasons|suspect",
  problem: "issue|issues|problem|problems|incident|incidents|outage|outages|disruption|disruptions|degradation|errors|error|failures|failure|timeouts|" +
    "latency|delays|delay|slowness|downtime|instability|this|these|slowdown|symptoms|behavior|behaviour|spike|slow down|elevated errors|increase",
  kind: "network|networking|dns|hardware|database|db|power|configuration|config|capacity|routing|upstream|peering|fiber|fibre|provider|disk|storage|memory|" +
    "software|code|cache|caching|load balancer|firewall|certificate|tls|ssl|bgp|isp|carrier|backbone|vendor|third party|infrastructure|kernel|switch|router|" +
    "server|queue|cluster|deployment|deploy|scaling|resource|cooling|electrical|bandwidth|traffic|ddos|internet|transit|replication|cpu|thread|" +
    "connection pool|race|sync|clock|timeout|cloud|aws|azure|gcp|google|amazon|cloudflare|fastly|akamai|data center|datacenter|api gateway|proxy|cdn|nat|" +
    "vpn|driver|firmware",
  // What nobody calls a symptom: naming it is naming a cause.
  culprit: "bug|bugs|regression|regressions|misconfiguration|misconfigurations|mis configuration|ddos|dos attack|denial of service|attack|attacks|" +
    "cyberattack|cyber attack|memory leak|leak|deadlock|deadlocks|race condition|hardware failure|hardware fault|hardware issue|hardware problem|bad deploy|" +
    "bad deployment|faulty deploy|bad release|recent deploy|recent deployment|recent release|recent change|recent update|recent upgrade|recent migration|" +
    "recent rollout|configuration change|config change|code change|change we|change made|deployment|deploy|fiber cut|fibre cut|cut fiber|cable cut|" +
    "power outage|power failure|power loss|loss of power|power issue|network issue|network problem|networking issue|networking problem|network outage|" +
    "network failure|dns issue|dns problem|dns failure|dns|database issue|database problem|database failure|database|faulty|defective|defect|malfunction|" +
    "malfunctioning|misbehaving|overload|overloaded|exhaustion|exhausted|saturation|saturated|scaling limit|scaling issue|capacity issue|capacity problem|" +
    "capacity limit|capacity|bottleneck|bottlenecks|expired certificate|certificate expiry|certificate expiration|certificate|corruption|corrupted|corrupt|" +
    "intrusion|malicious|hackers|botnet|abusive|abuse|spam|scraping|traffic spike|spike in traffic|surge in traffic|traffic surge|increase in traffic|" +
    "burst of traffic|load spike|surge|bad actor|bad host|bad node|faulty node|failed disk|disk failure|failing disk|disk issue|failed switch|" +
    "switch failure|router failure|routing issue|routing problem|route leak|bgp|configuration issue|configuration error|configuration problem|config issue|" +
    "config error|software issue|software bug|software defect|software problem|code issue|infrastructure issue|infrastructure problem|upstream|" +
    "upstream provider|upstream issue|upstream outage|third party issue|provider issue|provider outage|isp issue|firewall|load balancer|lock contention|" +
    "contention|resource contention|failover|misrouting|misrouted|kernel panic|cooling failure|overheating|bad config|bad configuration|bad query|" +
    "slow query|runaway query|runaway process|query|migration|rollout|upgrade|patch|faulty update|backup job|cron job|human error|rate limit|rate limiting|" +
    "throttling|limit|schema change|index|feature flag|cache|caching|caching issue|cache issue|replication|replica lag|replication lag|queue|thread pool|" +
    "connection pool|connection leak|firmware|kernel|driver|vpn|proxy|cdn|aws|azure|gcp|cloudflare|data center|datacenter",
  // A hedge about these is about what is, how long it takes and what comes, and not about why.
  settled: "started|occurred|happened|ended|stopped|peaked|persisted|remained|stayed|customers|users|user|customer|requests|request|some|messages|emails|orders|transactions|jobs|most|all|only|fewer|less|no|people|passengers|" +
    "guests|resolved|mitigated|fixed|recovered|restored|recovering|improving|improved|affecting|affected|impacted|impacting|limited|will|should|would|can|" +
    "could|may|might|identified|found|normal|subsided|stabilized|stabilised|completed|addressed|contained|returned|returning|progress|delayed|needed|" +
    "required|expected|planned|scheduled|continued|increased|decreased|elevated|degraded|reduced|lasted|noticed|experienced|encountered|worked|helped|" +
    "deployed|succeeded|finished|isolated|unaffected|interrupted|unavailable|received|reported|seen|resumed|longer|hours|minutes|days|today|tomorrow|" +
    "cleared|rolled out|caught|up to|held|until",
  surely: "ddos|dos attack|denial of service|attack|cyberattack|cyber attack|hardware failure|hardware fault|hardware issue|bug|misconfiguration|" +
    "memory leak|fiber cut|fibre cut|cable cut|power failure|power issue|power outage|race condition|deadlock|configuration issue|configuration error|" +
    "software defect|route leak|bad deploy|bad deployment|faulty deployment|network issue|networking issue|dns issue|database issue|capacity issue",
  // A hedge with these is about how it goes on, or about whom it reaches.
  outcome: "resolved|mitigated|fixed|restored|recovered|recovering|recover|recovers|recovery|stabilized|stabilised|stable|improving|improved|improve|" +
    "complete|completed|successful|working|operational|operating|healthy|back to normal|normal|returning|addressed|addresses|address|addressing|fixes|" +
    "resolves|mitigates|resolve|mitigate|contained|over|clear|cleared|subsided|safe|remediated|remediation|fix|the fix|mitigation|our fix|our mitigation|" +
    "no longer|under control|should|will|would|done|finished|under way|underway|progressing|on track|holding|back online|available again|caught up|draining|" +
    "decreasing|succeeded|effective",
  // What is said for sure once one believes it; behind it an outcome is another matter.
  verdict: "was caused|were caused|is caused|being caused|been caused|was triggered|was due|is due|were due|are due|is related|are related|was related|" +
    "were related|caused this|caused the|caused these|introduced|is responsible",
  turn: "but|we|however|instead|though|although",
  aside: "which|who",
  scope: "affecting|affects|affect|affected|impacting|impacts|impact|impacted|limited|isolated|confined|restricted|localized|scope|customers|users|some|" +
    "subset|all|only|unaffected|not affected|not impacted",
  finder: "identified|found|isolated|located|determined|know|understand|pinpointed|discovered|established|narrowed|uncovered",
  evidence: "evidence|investigation|investigations|analysis|findings|finding|indications|indicators|signs|data|reports|report|telemetry|logs|metrics|" +
    "symptoms|clues|diagnostics|diagnosis|everything|information|results|assessment|review|triage|testing|signals|debugging|research|observations|" +
    "troubleshooting|monitoring|inspection|things|all signs",
  early: "preliminary|initial|early|first|current|ongoing|our|internal|further|initially",
  suggest: "suggest|suggests|suggested|suggesting|indicate|indicates|indicated|indicating|hint at|hints at|hint|imply|implies|lead us to believe|" +
    "leads us to believe|lean towards",
  point: "point to|points to|pointing to|pointed to|point towards|points towards|pointing towards|point toward|points toward|pointing toward|point at|" +
    "points at|pointing at|hint at|hints at|hinting at|implicate|implicates|point us to|points us to",
  vague: "the|a|an|some|another|one|what|any|its|their|our|this|recent|new|recently|small|large|massive|sudden|unexpected|internal|external|underlying|" +
    "faulty|single|separate|different|similar|bad|type|kind|sort|of|form|combination|either|major|brief|temporary|intermittent|transient|third|party|rare|" +
    "known|unknown|specific|certain|serious|broader|wider|larger|local|regional|global|previous|earlier|today's|'s|planned|scheduled",
  theory: "put money on|put our money on|bet on|betting on|my bet|our bet|decent bet|good bet|safe bet|fair bet|dunno for sure|not 100 sure|not entirely sure|" +
    "a hunch|our hunch|gut feeling|under the assumption|on the assumption|our assumption|chances are|odds are|under attack from|working theory|" +
    "current theory|leading theory|best theory|our theory|working hypothesis|current hypothesis|leading hypothesis|our hypothesis|working assumption|" +
    "best guess|educated guess|our guess|prime suspect|main suspect|likely culprit|likely culprits|probable culprit|suspected culprit|possible culprit|" +
    "potential culprit|under suspicion|inkling|our money's on|my money is on|sneaking suspicion|a feeling that|our gut|gut says|have a hunch|my hunch|" +
    "money 's on|smells like|smells of|smell like|smacks of|feels like a|hallmarks of|reminiscent of|suggestive of|indicative of|one theory is|a theory is|" +
    "another theory|theory is that|current thinking|our thinking|thinking is that|thinking at the moment|thinking so far|our money is on|signs of a bad|" +
    "best explanation|likeliest explanation|likeliest cause|smoking gun|leading suspect|current suspicion|our suspicion|suspicion falls|is suspected of",
  we: "we|i|engineers|engineering|team|teams|they|experts|provider|vendor|staff|operations|developers|specialists|who|us|and|also|now|still|currently|" +
    "strongly|initially|which",
  investigating: "investigating|determine|determining|checking|exploring|examining|looking into|verify|verifying|confirm|confirming|assessing|establish",
};
