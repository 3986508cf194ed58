import type { Lexicon } from "../reading/lexicon.rules.ts";

/** French, without accents as all words are compared. */
export const FR: Lexicon = {
  language: "fr",
  lists: {
    hedge: "probablement|vraisemblablement|sans doute|peut etre|apparemment|possiblement|potentiellement|eventuellement|probable|semble t il",
    due: "du a|due a|dus a|dues a|du au|due au|cause par|causee par|causes par|causees par|provoque par|provoquee par|lie a|liee a|lies a|liees a|en raison de|" +
      "a cause de|suite a|cause|origine|provient|viennent|vient|declenche par|du a l|du a un|due a un",
    fault: "panne|bug|bogue|attaque|surcharge|defaillance|mauvaise configuration|erreur de configuration|probleme reseau|probleme dns|certificat|mise a jour|" +
      "coupure|deploiement|incident chez",
    believe: "pensons|croyons|supposons|soupconnons|presumons|suspectons|soupconne",
    outcome: "resolu|corrige|retabli|revenu|stabilise|d ici|affecte|touche|concerne",
    staff: "ingenieur|ingenieurs|technicien|technicienne|techniciens|employe|employee|developpeur|developpeuse|administrateur|equipe|collegue|stagiaire|prestataire|" +
      "operateur",
    party: "fournisseur|hebergeur|prestataire|operateur|partenaire|aws|microsoft|google|cloudflare|ovh|orange|stripe",
    slip: "par erreur|accidentellement|par megarde|par inadvertance|a oublie|ont oublie|par negligence|a neglige|a commis|s est trompe|s est trompee",
    next: "prochaine|prochain|prochaines|nouvelle|autre|autres|plus",
    update: "mise a jour|mises a jour|point|communication|message|informations|information|actualisation|nouvelles|point de situation",
    tell: "informerons|tiendrons|reviendrons|communiquerons|publierons|donnerons|fournirons|partagerons|posterons|actualiserons",
    who: "vous|clients|utilisateurs|utilisatrices|client",
    can: "pouvez|peuvent|pourrez|devez|doivent|pourraient",
    act: "utiliser|reessayer|redemarrer|recharger|actualiser|vider|passer|desactiver|contourner|se reconnecter|vous reconnecter|vous deconnecter|appeler|commander|" +
      "basculer|attendre|reduire|relancer|essayer|effectuer|limiter",
    interim: "en attendant|entre temps|provisoirement|temporairement|a titre provisoire|d ici la",
    around: "contournement|solution de contournement|solution temporaire|solution provisoire|solution de repli",
    no: "aucune|aucun|pas|sans|recherchons|cherchons",
  },
  patterns: {
    speculation: {
      find: [
        "{hedge} ~3 {due}", "{due} ~2 {hedge}", "{hedge} ~2 une|un|d une|d un ~2 {fault}", "{believe} ~12 {due}|{fault}",
        "semble|semblent|pourrait|pourraient|parait ~6 {due}", "semble|semblerait ~4 {fault}", "pourrait provenir|venir|s agir",
        "laisse|laissent penser", "il s agit ~2 {hedge}", "cause|origine probable|possible|presumee ~3 est|etait", "soupcon|soupcons|hypothese ~6 {fault}|{due}",
        "tout indique|porte a croire",
      ],
      unless: ["{believe} ~10 {outcome}"],
    },
    blame: {
      find: [
        "erreur humaine|humaines", "erreur|faute de|d ~3 {staff}|{party}", "faute professionnelle", "{staff} ~6 {slip}", "{slip} ~4 par ~2 {staff}", "par la faute",
        "a cause de la negligence", "negligence", "{party} ~3 {slip}", "{party} nous a laches|trahis|decus",
        "responsable de la panne|cet|l", "est en faute", "erreur de manipulation|l utilisateur|l operateur",
      ],
    },
    nextUpdate: {
      find: ["{next} ~1 {update} ~8 {when}", "{next} ~1 {update} {clock}|{span}", "{tell} ~12 {when}", "{when} ~8 {tell}", "{when} ~6 {next} ~1 {update}"],
      passOver: ["derniere|dernier|precedente ~4 {when}"],
    },
    namedWorkaround: { find: ["{around} !{no}"], passOver: ["{no} ~4 {around}"] },
    workaround: {
      find: ["{around} !{no}", "{who} ~3 {can} ~3 {act}", "{interim} ~8 {act}", "veuillez ~2 {act}", "recommandons|conseillons|suggerons|invitons ~8", "merci de {act}"],
      passOver: ["{no} ~4 {around}", "{who} ~3 ne {can}", "veuillez nous|patienter"],
    },
  },
};
