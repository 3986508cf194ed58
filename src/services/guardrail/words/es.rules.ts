import type { Lexicon } from "../reading/lexicon.rules.ts";

/** Spanish, without accents as all words are compared. */
export const ES: Lexicon = {
  language: "es",
  lists: {
    hedge: "probablemente|posiblemente|quizas|quiza|tal vez|aparentemente|presuntamente|seguramente|al parecer|potencialmente|supuestamente",
    due: "debido a|debida a|debidos a|causado por|causada por|causados por|causadas por|provocado por|provocada por|relacionado con|relacionada con|a causa de|" +
      "por culpa de|causa|origen|originado por|originada por|se debe a|se deben a|deberse a|debido al",
    fault: "fallo|error|averia|ataque|sobrecarga|mala configuracion|error de configuracion|problema de red|problema de dns|certificado|actualizacion|corte|" +
      "despliegue|falla",
    believe: "creemos|pensamos|suponemos|sospechamos|presumimos|sospecha|consideramos",
    outcome: "resuelto|solucionado|restablecido|corregido|afecta|afectado|estable|mitigado",
    staff: "ingeniero|ingeniera|ingenieros|tecnico|tecnica|tecnicos|empleado|empleada|desarrollador|desarrolladora|administrador|equipo|companero|becario|operador|" +
      "contratista",
    party: "proveedor|proveedores|operador|socio|aws|microsoft|google|cloudflare|telefonica|movistar|stripe",
    slip: "por error|accidentalmente|por accidente|sin querer|se olvido|olvido|por descuido|por negligencia|equivocadamente|cometio un error|se equivoco",
    next: "proxima|proximo|proximas|siguiente|otra|nueva|mas|nuevas",
    update: "actualizacion|actualizaciones|informacion|comunicado|mensaje|novedades|aviso|informe|detalles",
    tell: "informaremos|actualizaremos|comunicaremos|publicaremos|compartiremos|daremos|proporcionaremos|volveremos|avisaremos",
    who: "usted|ustedes|clientes|usuarios|puede",
    can: "puede|pueden|podran|podra|deben|debe|podrian",
    act: "usar|utilizar|reintentar|reiniciar|recargar|actualizar|borrar|cambiar|desactivar|evitar|cerrar sesion|iniciar sesion|llamar|acceder|intentar|probar|" +
      "reducir|esperar|realizar|limpiar",
    interim: "mientras tanto|entretanto|temporalmente|de forma temporal|hasta entonces|provisionalmente",
    around: "solucion alternativa|solucion temporal|solucion provisional|alternativa|medida temporal",
    no: "ninguna|no|sin|buscando|buscamos",
  },
  patterns: {
    speculation: {
      find: [
        "{hedge} ~4 {due}", "{due} ~2 {hedge}", "{hedge} ~2 un|una ~2 {fault}", "{believe} ~12 {due}|{fault}", "parece|parecen ~6 {due}", "parece ser ~3 {fault}",
        "podria|podrian|puede ~2 {due}", "podria tratarse", "apunta|apuntan a", "todo indica",
        "causa probable|posible|presunta ~3 es|fue", "es probable|posible que ~8 {due}", "hipotesis ~8 {fault}|{due}",
      ],
      unless: ["{believe} ~10 {outcome}"],
    },
    blame: {
      find: [
        "error humano|humanos", "error|fallo|culpa de|del ~3 {staff}|{party}", "por culpa de", "culpa", "{staff} ~6 {slip}", "{slip} ~4 por ~2 {staff}", "negligencia",
        "{party} ~3 {slip}|nos fallo", "{party} nos ha fallado|defraudado", "error del usuario|operador",
      ],
    },
    nextUpdate: {
      find: ["{next} ~1 {update} ~8 {when}", "{next} ~1 {update} {clock}|{span}", "{tell} ~12 {when}", "{when} ~8 {tell}", "{when} ~6 {next} ~1 {update}"],
      passOver: ["ultima|ultimo|anterior ~4 {when}"],
    },
    namedWorkaround: { find: ["{around} !{no}"], passOver: ["{no} ~4 {around}"] },
    workaround: {
      find: ["{around} !{no}", "{who} ~3 {can} ~3 {act}", "{interim} ~8 {act}", "por favor ~2 {act}", "recomendamos|sugerimos|aconsejamos ~8", "intente|pruebe ~2 de|nuevo|a|con|otra"],
      passOver: ["{no} ~4 {around}", "no {can}", "no ~2 {can}"],
    },
  },
};
