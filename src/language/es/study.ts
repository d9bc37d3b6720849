import type { STUDY as ENGLISH } from "../en/study.ts";

/** What a study's page says, in Spanish. */
export const STUDY: Readonly<Record<keyof typeof ENGLISH, string>> = {
  "study.title": "Estudio",
  "study.findings": "Hallazgos",
  "study.feedback": "Comentarios",
  "study.report": "Informe",
  "study.sections": "Secciones de esta página",
  "study.unknown": "Este estudio no existe",
  "study.unknown.todo":
    "Puede que la dirección esté incompleta o que el estudio se haya eliminado. Ábralo desde la lista de trabajo.",
  "study.unavailable": "El estudio no se puede mostrar en este momento",
  "study.unavailable.todo":
    "El servidor no responde, o no como debería. No se ha perdido nada de lo que escribió. Se le volverá a preguntar automáticamente.",
  "study.outdated":
    "El servidor no responde. Lo que se muestra puede no estar al día; lo que escriba se guarda en este navegador.",
  "study.patient.id": "ID {id}",
  "study.patient.age": "{years, plural, one {# año} other {# años}}",
  "study.patient.sex": "{sex, select, F {mujer} M {hombre} O {otro sexo} other {sexo: {sex}}}",
  "study.patient.born": "nacimiento: {day}",
  "study.urgency.critical":
    ": {finding}, hallazgo positivo ({probability}{sureness, select, borderline {, dudoso} other {}})",
  "study.urgency.positive":
    ": {finding} ({probability}{sureness, select, borderline {, dudoso} other {}}){others, plural, =0 {} one { y # hallazgo más} other { y # hallazgos más}}",
  "study.view": "proyección {view}",
  "study.taken": "realizada el {day}",
  "study.received": "recibida el {time}",
  "study.accession": "n.º de acceso {number}",
  "study.images": "Imágenes de este estudio",
  "study.image": "Imagen {number, number} de {count, number}",
  "study.prior": "Comparar con otro estudio de este paciente",
  "study.prior.none": "sin comparación",
  "study.prior.failed": "No se puede mostrar.",
  "study.prior.otherPerson":
    "El mismo ID de paciente, pero no coinciden: {differences}. Puede tratarse de otra persona.",
  "study.prior.name": "nombre",
  "study.prior.birthDate": "fecha de nacimiento",
  "study.prior.sex": "sexo",
  "study.next": "Estudio siguiente",
  "study.previous": "Estudio anterior",
  "study.order": "Orden de los hallazgos",
  "study.order.verdict": "Positivos primero",
  "study.order.vocabulary": "Orden fijo",
  "study.any": "Cualquier hallazgo",
  "study.findings.hint":
    "Elija un hallazgo para ver en la radiografía dónde lo ha visto el modelo.",
  "study.findings.operatingPoint":
    "Punto de corte: la probabilidad a partir de la cual el hallazgo cuenta como positivo.",
  "study.cue.show": "Ver mapa",
  "study.cue.shown": "Mapa visible",
  "study.cue.hidden": "Mapa oculto",
  "study.cue.withheld": "Mapa retenido",
  "study.cue.missing": "Sin mapa de calor",
  "study.model": "Leída por {name} {version}, {time}.",
  "study.model.card": "Sobre este modelo: qué puede y qué no puede hacer",
  "study.numbers": "Probabilidad: {probability}.",
  "study.numbers.interval": "Probabilidad: {probability}; intervalo del 95 %: de {low} a {high}.",
  "study.numbers.operatingPoint":
    "Cuenta como positivo a partir del {operatingPoint} (el punto de corte).",
  "study.numbers.notJudged":
    "No tiene punto de corte, por lo que no se da como positivo ni como negativo.",
  "study.numbers.borderline":
    "Su intervalo cruza ese punto: podría darse por positivo o por negativo.",
  "study.bars.summary": "¿Qué muestran las barras?",
  "study.bars.bar": "Barra",
  "study.bars.bar.means":
    "La probabilidad calibrada: de 100 radiografías con un 30 %, unas 30 tienen el hallazgo, si los hallazgos son tan frecuentes como entre los pacientes con los que aprendió el modelo.",
  "study.bars.mark": "Marca vertical",
  "study.bars.mark.means":
    "El punto de corte: a partir de él, el hallazgo cuenta como positivo. Cada hallazgo tiene el suyo; en los poco frecuentes es bajo.",
  "study.bars.line": "Línea fina",
  "study.bars.line.means":
    "El intervalo del 95 %: cuánto variaría la probabilidad con otro entrenamiento u otros pacientes. Si cruza la marca, el hallazgo es dudoso.",
  "study.bars.scale":
    "La escala está ampliada en su parte baja, como indican los números sobre las barras: el 10 % queda a un tercio.",
  "study.good.summary": "¿Qué tal acierta el modelo con este hallazgo?",
  "study.good.unreachable": "El servidor no responde. Vuelva a abrirlo dentro de un momento.",
  "study.good.otherModel":
    "Otra versión del modelo leyó esta radiografía; estas cifras son de la versión actual.",
  "study.good.sensitivity":
    "Sensibilidad: {value} (de {low} a {high}). De {of, plural, one {# radiografía} other {# radiografías}} con el hallazgo dio {correct, number} por positivas.",
  "study.good.specificity":
    "Especificidad: {value} (de {low} a {high}). De {of, plural, one {# radiografía} other {# radiografías}} sin el hallazgo dio {correct, number} por negativas.",
  "study.good.auroc":
    "AUROC: {value} (de {low} a {high}) en pacientes que nunca había visto: 0,5 es azar; 1, perfecto.",
  "study.good.aurocAlone":
    "AUROC: {value} en pacientes que nunca había visto: 0,5 es azar; 1, perfecto.",
  "study.good.prevalence":
    "El {share} de las radiografías con las que se calibró tenía el hallazgo.",
  "study.good.noOperatingPoint":
    "Hubo muy pocos ejemplos para elegir un punto de corte, de modo que no hay sensibilidad ni especificidad que indicar.",
  "study.good.source":
    "Los intervalos son del 95 %. Si sus pacientes son distintos, las cifras también lo serán; la ficha del modelo explica más.",
  "study.heatmap.nothingChosen":
    "No se muestra ningún mapa de calor. Elija un hallazgo para ver dónde lo ha visto el modelo.",
  "study.heatmap.shown": "Mapa de calor: {finding}.",
  "study.heatmap.shownAnyway":
    "Se muestra aunque el hallazgo no es positivo: puede no señalar nada.",
  "study.heatmap.hidden": "El mapa de calor de {finding} está oculto.",
  "study.heatmap.missing": "Este modelo no lee {finding}; no hay mapa de calor.",
  "study.heatmap.withheld":
    "{finding} está por debajo de su punto de corte ({probability}; positivo a partir del {operatingPoint}). Su mapa de calor no se muestra: el mapa de un hallazgo que probablemente no existe induce a error.",
  "study.heatmap.withheldUnjudged":
    "No hay punto de corte para {finding}; no se da por positivo y su mapa de calor no se muestra: el mapa de un hallazgo que quizá no existe induce a error.",
  "study.heatmap.anyway": "Mostrarlo de todos modos",
  "study.heatmap.withhold": "No mostrarlo más",
  "study.heatmap.hide": "Ocultar mapa de calor",
  "study.heatmap.show": "Mostrar mapa de calor",
  "study.heatmap.opacity": "Opacidad",
  "study.legend.none": "sin apoyo",
  "study.legend.most": "región más intensa de este mapa",
  "study.legend.coarse":
    "{columns, number} × {rows, number} regiones, cada una de {width, number} × {height, number} píxeles: muestra una región, no un contorno.",
  "study.legend.zero": "El mapa de calor de {finding} está vacío: ninguna región lo apoya.",
  "study.legend.loading": "Cargando el mapa de calor de {finding} …",
  "study.legend.failed": "No se puede cargar el mapa de calor de {finding}.",
  "study.why": "¿Por qué?",
  "study.why.summary": "Cómo se obtiene el mapa de calor y qué no puede decir",
  "study.why.gradcam":
    "señala las regiones de la radiografía que, en el último mapa de la red, aumentaron la probabilidad del hallazgo.",
  "study.why.coarse":
    "El mapa es tosco: {columns, number} por {rows, number} celdas, cada una de unos {width, number} por {height, number} píxeles de esta radiografía. Muestra una región, no un contorno, y puede pasar por alto lo que sea menor que una celda.",
  "study.why.cannot":
    "No puede decir si el hallazgo existe ni por qué cuenta esa región: un tubo, una marca o el borde de la imagen pueden iluminarse igual que una enfermedad.",
  "study.why.colours":
    "Los colores dicen dónde, no cuánto: los mapas de dos hallazgos no se pueden comparar entre sí.",
  "study.readAnyway.title": "Leída aunque el modelo la rechazó",
  "study.readAnyway.careful":
    "Alguien pidió leerla de todos modos. El resultado puede no valer nada.",
  "study.uncalibrated.title": "Las probabilidades no están calibradas",
  "study.uncalibrated":
    "Estos números son los de la propia red. Solo sirven para ordenar; un 30 % no significa 30 de cada 100. No hay puntos de corte, por lo que nada se da por positivo.",
  "study.warnings": "Sobre esta imagen",
  "study.warning.first":
    "El archivo contiene {count, plural, one {# imagen} other {# imágenes}}; solo se leyó la primera.",
  "study.warning.noWindow":
    "El archivo no indica el brillo ni el contraste, así que se usó todo el rango. La imagen puede verse más plana de lo habitual y el resultado puede resentirse.",
  "study.warning.dark":
    "El archivo usa solo una parte de su escala de grises; esa parte se amplió de negro a blanco. El brillo puede diferir del original.",
  "study.warning.spacing":
    "No se entiende el tamaño de píxel que indica el archivo y no se tiene en cuenta; puede que las longitudes se den solo en píxeles.",
  "study.queued": "Está en espera de lectura. El resultado aparecerá aquí por sí solo.",
  "study.reading": "Se está leyendo. El resultado aparecerá aquí por sí solo.",
  "study.unread.read": "Sin resultado",
  "study.unread.refused": "No leída",
  "study.unread.failed": "La lectura falló",
  "study.unread.cancelled": "La lectura se canceló",
  "study.cancelled": "Alguien la canceló antes de que se leyera.",
  "study.unread.todo": "Qué hacer:",
  "study.unread.detail": "El motivo exacto:",
  "study.unread.picture": "La imagen del archivo {file}, que no se leyó",
  "study.unread.noPicture": "Este archivo no se puede mostrar como imagen.",
  "study.anyway": "Leer de todos modos …",
  "study.anyway.means":
    "El modelo solo aprendió de radiografías frontales de tórax bien orientadas. En cualquier otra imagen sus números no significan nada. Pida la lectura solo si está seguro de que lo es; el resultado indicará que fue rechazada.",
  "study.anyway.confirm": "Sí, leerla de todos modos",
  "study.anyway.refusedToo":
    "Se pidió de todos modos y se rechazó igualmente: el propio archivo indica que no es una radiografía de tórax, y eso no se pasa por alto.",
  "study.anyway.impossible":
    "Esto no se puede pasar por alto: sin una imagen utilizable no hay nada que leer.",
  "study.anyway.failed": "No ha funcionado",
  "study.anyway.failed.todo":
    "El servidor no responde o lo ha rechazado. Inténtelo de nuevo en un momento.",
  "study.agree": "De acuerdo",
  "study.disagree": "En desacuerdo",
  "study.disagree.mark": "Marcar el desacuerdo",
  "study.opinion.saved":
    "{opinion, select, agree {Está de acuerdo. Guardado.} other {No está de acuerdo. Guardado.}}",
  "study.opinion.held":
    "{opinion, select, agree {Está de acuerdo.} other {Está en desacuerdo.}} Guardado en este navegador; se enviará en unos segundos y hasta entonces puede deshacerlo.",
  "study.opinion.waiting":
    "{opinion, select, agree {Está de acuerdo.} other {No está de acuerdo.}} Aún no guardado; se conserva en este navegador y se enviará en cuanto el servidor responda.",
  "study.undo": "Deshacer",
  "study.undo.saved":
    "{opinion, select, agree {Guardado: de acuerdo con {finding}.} other {Guardado: en desacuerdo con {finding}.}}",
  "study.undo.undone":
    "{opinion, select, agree {Deshecho: de acuerdo con {finding}.} other {Deshecho: en desacuerdo con {finding}.}}",
  "study.feedback.about":
    "Indique dónde acierta o se equivoca el modelo. Se guarda al momento, con su nombre y la hora, y no se modifica después.",
  "study.feedback.about.local":
    "Indique dónde acierta o se equivoca el modelo. Se guarda al momento, con la hora, como dicho por alguien en este equipo, y no se modifica después.",
  "study.feedback.list": "Lo que se ha dicho",
  "study.feedback.none": "Nadie ha dicho nada todavía.",
  "study.feedback.agree": "De acuerdo: {finding}",
  "study.feedback.disagree": "En desacuerdo: {finding}",
  "study.feedback.missed": "El modelo no vio: {finding}",
  "study.feedback.comment": "Comentario: {finding}",
  "study.feedback.whole": "toda la lectura",
  "study.feedback.withBox": "marcado en la radiografía",
  "study.feedback.earlier": "sobre una lectura anterior",
  "study.feedback.by": "{person}, {time}",
  "study.feedback.held": "Se enviará en unos segundos; hasta entonces puede deshacerlo.",
  "study.feedback.waiting":
    "Aún no guardado ({time}). Se conserva en este navegador y se enviará en cuanto el servidor responda.",
  "study.feedback.unstored":
    "Aún no guardado ({time}), y este navegador no permite conservarlo. Deje abierta esta página hasta que se guarde.",
  "study.feedback.refused": "No guardado: el servidor no lo acepta.",
  "study.feedback.sendNow": "Intentar guardar ahora",
  "study.feedback.discard": "Descartarlo",
  "study.missed": "El modelo ha pasado algo por alto",
  "study.missed.finding": "Hallazgo no detectado",
  "study.missed.choose": "Elija un hallazgo",
  "study.missed.text": "Observación (opcional)",
  "study.missed.draw": "Marcarlo en la radiografía (opcional)",
  "study.missed.redraw": "Marcarlo de nuevo",
  "study.missed.removeBox": "Quitar la marca",
  "study.missed.boxed": "Hay una región marcada. Se guardará con el hallazgo.",
  "study.missed.save": "Guardar hallazgo no detectado",
  "study.comment": "Otras observaciones",
  "study.comment.text": "Comentario",
  "study.comment.save": "Guardar comentario",
  "study.person.local": "alguien en este ordenador",
  "study.person.you": "usted",
  "study.person.other": "otra cuenta",
  "study.report.language": "Idioma del informe",
  "study.report.impression": "Impresión diagnóstica",
  "study.report.impression.kept":
    "Lo que escribe se conserva en este navegador hasta que lo guarde. Escape sale del campo.",
  "study.report.escape": "Escape sale del campo.",
  "study.report.save": "Guardar informe",
  "study.report.draft": "Insertar un borrador a partir de los hallazgos",
  "study.report.none": "Todavía no se ha escrito ningún informe.",
  "study.report.unsaved": "Sin guardar.",
  "study.report.saving": "Guardando …",
  "study.report.away":
    "Sin guardar: el servidor no responde. Se enviará de nuevo automáticamente; lo que ha escrito se conserva en este navegador.",
  "study.report.saved": "Guardado: edición {edition, number}, {person}, {time}.",
  "study.report.notSaved": "El informe no se ha guardado",
  "study.report.ofAnother":
    "El último informe es de otra persona y su cuenta no puede corregirlo. Pídaselo a un revisor. Su texto se conserva en este navegador.",
  "study.report.signedOut":
    "La sesión ha caducado. Vuelva a iniciarla y guarde; su texto se conserva en este navegador.",
  "study.report.busy":
    "El servidor está sobrecargado. Vuelva a guardar en un momento; su texto se conserva en este navegador.",
  "study.report.failed":
    "El servidor no lo ha aceptado. Su texto se conserva en este navegador; inténtelo de nuevo o cópielo en un lugar seguro.",
  "study.report.aside": "Su texto se ha apartado.",
  "study.report.aside.back": "Añadirlo debajo",
  "study.mark.title": "Todavía consta como borrador",
  "study.mark.question": "El texto todavía dice que es un borrador y que nadie lo ha revisado.",
  "study.mark.keep": "Guardar con la marca de borrador",
  "study.mark.remove": "Quitar la marca y guardar",
  "study.conflict": "Alguien ha guardado otro texto entretanto",
  "study.conflict.explained":
    "{person}, {time}. No se ha perdido nada: elija con qué texto continuar.",
  "study.conflict.theirs": "Texto guardado",
  "study.conflict.mine": "Su texto",
  "study.conflict.empty": "(vacío)",
  "study.conflict.keepMine": "Guardar el mío como edición siguiente",
  "study.conflict.takeTheirs": "Quedarse con el guardado",
  "study.conflict.merge": "Unir los dos y editar",
  "study.downloads": "Descargar e imprimir",
  "study.downloads.unsaved": "Las descargas llevan el texto guardado, sin sus últimos cambios.",
  "study.downloads.language": "Idioma de las descargas",
  "study.downloads.report": "Informe",
  "study.downloads.report.what": "para profesionales, con imágenes",
  "study.downloads.patient": "Para el paciente",
  "study.downloads.patient.what": "una página en lenguaje sencillo",
  "study.downloads.pdf":
    "{page, select, patient {Descargar la hoja del paciente en PDF} other {Descargar el informe en PDF}}",
  "study.downloads.html":
    "{page, select, patient {Abrir la hoja del paciente en otra pestaña} other {Abrir el informe en otra pestaña}}",
  "study.downloads.making": "Se está creando el PDF …",
  "study.downloads.unavailable":
    "Este servidor no puede crear PDF. Abra la página en otra pestaña e imprímala o guárdela como PDF desde el diálogo de impresión del navegador.",
  "study.downloads.failed":
    "No se ha podido crear el PDF. Inténtelo de nuevo o abra la página en otra pestaña.",
  "study.draft.head": "BORRADOR generado por ordenador a partir de los hallazgos del modelo.",
  "study.draft.unchecked": "Nadie lo ha revisado todavía.",
  "study.draft.image": "Imagen {number, number}: {sentences}",
  "study.draft.technique": "Radiografía frontal de tórax.",
  "study.draft.techniqueView": "Radiografía de tórax, proyección {view}.",
  "study.draft.readAnyway": "El modelo rechazó esta imagen; se leyó a petición de una persona.",
  "study.draft.uncalibrated":
    "El modelo no tiene puntos de corte; ningún hallazgo se da por positivo ni por negativo.",
  "study.draft.missed": "Vistos por el lector: {findings}.",
  "study.draft.confirmed": "Confirmados por el lector: {findings}.",
  "study.draft.positive": "El modelo sugiere {findings}.",
  "study.draft.borderline": "Dudosos: {findings}.",
  "study.draft.doubted": "No confirmados por el lector: {findings}.",
  "study.draft.disagreed": "El lector discrepa del modelo en: {findings}.",
  "study.draft.others": "{count, plural, one {# más} other {# más}}",
  "study.draft.none": "Ningún hallazgo alcanza su punto de corte. Esto no excluye enfermedad.",
  "study.draft.negative": "No sugeridos: {findings}.",
  "study.draft.notJudged": "No valorados: {findings}.",
  "study.draft.finding": "{name} ({probability})",
  "study.key.nextFinding": "Hallazgo siguiente",
  "study.key.previousFinding": "Hallazgo anterior",
  "study.key.heatmap": "Ocultar o mostrar el mapa de calor",
  "study.key.agree": "De acuerdo con el hallazgo elegido",
  "study.key.disagree": "En desacuerdo con el hallazgo elegido",
  "study.key.missed": "Indicar lo que el modelo no vio",
  "study.key.undo": "Deshacer lo último indicado",
  "study.key.impression": "Editar la impresión diagnóstica",
  "study.key.save": "Guardar el informe",
};
