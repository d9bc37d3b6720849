import type { REPORT as ENGLISH } from "../en/report.ts";

/** What reports and the patient's page say, in Spanish. */
export const REPORT: Readonly<Record<keyof typeof ENGLISH, string>> = {
  "report.title": "Radiografía de tórax: informe",
  "report.caution":
    "La lectura que sigue la ha hecho un programa informático. Puede equivocarse en los dos sentidos: marca como positivo lo que no existe y pasa por alto lo que sí existe. Un profesional clínico debe mirar la propia radiografía.",
  "report.patient": "Paciente",
  "report.patientId": "N.º de historia",
  "report.birthDate": "Fecha de nacimiento",
  "report.age": "Edad",
  "report.years": "{years, plural, one {# año} other {# años}}",
  "report.sex": "Sexo",
  "report.sex.F": "mujer",
  "report.sex.M": "hombre",
  "report.sex.O": "otro",
  "report.studyDate": "Fecha del estudio",
  "report.accession": "Número de acceso",
  "report.view": "Proyección",
  "report.received": "Recibida",
  "report.file": "Archivo",
  "report.notStated": "no consta",
  "report.impression": "Impresión diagnóstica",
  "report.impression.none": "Nadie ha redactado una impresión.",
  "report.impression.edition": "Edición {edition}, {author}, {time}",
  "report.impression.language": "Escrita en: {language}",
  "report.noName": "sin nombre (el servidor no tiene cuentas)",
  "report.image": "Imagen {number} de {count}",
  "report.findings": "Lectura del programa",
  "report.column.finding": "Hallazgo",
  "report.column.verdict": "En palabras",
  "report.column.probability": "Probabilidad (intervalo del 95 %)",
  "report.column.operatingPoint": "Punto de corte",
  "report.any": "Cualquier hallazgo",
  "report.explained":
    "Probabilidad: de 100 radiografías que el modelo valora como esta, aproximadamente tantas presentan el hallazgo, allí donde los hallazgos son tan frecuentes como en las radiografías con las que se calibró. Intervalo: dónde estaría la probabilidad si el modelo se hubiera ajustado de nuevo y calibrado con otros pacientes. Punto de corte: a partir de esta probabilidad el hallazgo se considera positivo. Dudoso: el intervalo cruza el punto de corte, otro ajuste podría decir lo contrario. No valorado: hay muy pocos ejemplos para elegir un punto de corte.",
  "report.uncalibrated":
    "Son las probabilidades de la propia red, sin calibrar. No tiene puntos de corte: nada se considera positivo.",
  "report.readAnyway": "Leída aunque el modelo rechaza esta imagen: {reason}",
  "report.notRead": "No leída: {reason}",
  "report.warnings": "Notas sobre la imagen",
  "report.warning.range":
    "El archivo no indica cómo deben mostrarse sus grises. Se muestra el rango propio de la imagen, de {low} a {high}.",
  "report.warning.first": "El archivo contiene {count} imágenes. Se lee la primera.",
  "report.pictures": "Imágenes",
  "report.picture.radiograph": "La radiografía",
  "report.picture.boxes":
    "Los recuadros numerados los han dibujado personas; véase lo que han opinado.",
  "report.picture.heatmap": "Mapa de calor: {finding}",
  "report.picture.empty": "El mapa está vacío: ninguna región lo respalda.",
  "report.picture.none":
    "Ningún hallazgo alcanza su punto de corte, por lo que no se muestra ningún mapa de calor.",
  "report.picture.left":
    "Se omite aquí para que el documento sea pequeño; la sala de lectura muestra todas las imágenes.",
  "report.picture.scale": "sin respaldo – máximo respaldo en ese mapa",
  "report.picture.coarse":
    "Los mapas de calor (Grad-CAM) son gruesos: {columns} × {rows} celdas, cada una de unos {width} × {height} píxeles de la radiografía. Muestran una región, no un contorno; lo que es menor que una celda no se distingue de lo que la rodea.",
  "report.picture.limits":
    "Un mapa de calor muestra qué región ha respaldado un hallazgo. No muestra si el hallazgo existe, ni su tamaño ni su gravedad, y los mapas no se pueden comparar entre sí. Las imágenes de este documento están reducidas y no sirven para diagnosticar.",
  "report.feedback": "Qué opinan las personas sobre la lectura",
  "report.feedback.none": "Nadie ha opinado sobre esta lectura.",
  "report.feedback.agree": "De acuerdo con la lectura",
  "report.feedback.agreeOn": "De acuerdo: {finding}",
  "report.feedback.disagree": "En desacuerdo con la lectura",
  "report.feedback.disagreeOn": "En desacuerdo: {finding}",
  "report.feedback.missed": "El programa lo pasó por alto: {finding}",
  "report.feedback.comment": "Comentario",
  "report.feedback.commentOn": "Comentario: {finding}",
  "report.feedback.box": "Recuadro {number}",
  "report.feedback.earlier": "sobre una lectura anterior",
  "report.about": "Sobre este documento",
  "report.model": "Modelo",
  "report.version": "Versión",
  "report.readAt": "Leída",
  "report.printedAt": "Impreso",
  "report.page": "Página",
  "patient.title": "Su radiografía de tórax",
  "patient.subtitle": "Qué ha observado un programa informático en la imagen",
  "patient.name": "Nombre",
  "patient.date": "Fecha de la radiografía",
  "patient.first":
    "Esta hoja no es un diagnóstico. La ha hecho un programa de investigación. Solo su médico o su equipo de salud puede decirle qué significa la radiografía para usted.",
  "patient.looked": "Qué se ha mirado",
  "patient.looked.text":
    "El programa ha mirado {count, plural, one {una imagen} other {# imágenes}} de su tórax. Ha buscado 14 tipos de cambios que aprendió de muchas otras radiografías. No sabía cómo se siente usted, qué enfermedades ha tenido ni qué dicen sus otras pruebas.",
  "patient.noticed": "Qué ha observado el programa",
  "patient.noticed.nothing":
    "El programa no ha marcado nada para mirarlo más de cerca. Eso no demuestra que todo esté bien: lea más abajo.",
  "patient.noticed.unclear":
    "El programa no ha marcado nada con claridad para mirarlo más de cerca. Sobre algunas cosas no ha podido decidir: la respuesta podría ser una u otra. Pregunte qué ve su equipo de salud.",
  "patient.unread":
    "El programa no ha dado ningún resultado. Eso dice algo de la imagen o del programa, no de usted.",
  "patient.partlyUnread":
    "El programa no ha podido usar todas las imágenes. Eso no dice nada de usted.",
  "patient.unsure":
    "El programa no estaba seguro de poder usar este tipo de imagen. Lo que dice vale menos.",
  "patient.confirmed":
    "Lo ha visto el programa, y una persona que revisó la imagen está de acuerdo",
  "patient.missed": "Lo ha anotado una persona que revisó la imagen; el programa no lo marcó",
  "patient.marked": "El programa lo ha marcado para mirarlo más de cerca",
  "patient.marked.text":
    "En esta hoja nadie ha confirmado estas marcas. Pregunte qué ve su equipo de salud.",
  "patient.doubted":
    "Lo ha marcado el programa, pero una persona que revisó la imagen no está de acuerdo",
  "patient.disputed":
    "Lo ha marcado el programa; las personas que revisaron la imagen opinan distinto",
  "patient.disagreed":
    "Una persona que revisó la imagen no está de acuerdo con el programa en su conjunto. Pregunte qué ve.",
  "patient.unclear": "El programa no ha podido decidir sobre:",
  "patient.others": "{count, plural, one {# cosa más} other {# cosas más}}",
  "patient.unmarked": "El programa también ha buscado esto y no lo ha marcado:",
  "patient.unjudged": "El programa no puede valorar:",
  "patient.among":
    "De 100 imágenes que al programa le parecen como esta, unas {count} lo muestran de verdad.",
  "patient.not": "Qué no significa esto",
  "patient.not.mark":
    "Una marca no significa que usted esté enfermo o enferma. A menudo el programa marca cosas que luego resultan no estar ahí.",
  "patient.not.clear":
    "Que no haya marcas no significa que todo esté bien. Al programa se le escapan cosas, y algunas enfermedades no se ven en una radiografía.",
  "patient.not.urgent":
    "El programa no puede decir si algo es grave. Eso tienen que valorarlo las personas.",
  "patient.next": "Qué hacer ahora",
  "patient.next.talk":
    "Hable con el personal médico o de enfermería que pidió la radiografía y lleve esta hoja. Puede preguntar: ¿Quién ha mirado mi imagen? ¿Qué ve usted? ¿Necesito otra prueba, y cuándo?",
  "patient.next.medicine": "No empiece, deje ni cambie ningún medicamento por esta hoja.",
  "patient.help": "Pida ayuda enseguida, diga lo que diga esta hoja",
  "patient.help.text":
    "Llame al número de emergencias si le cuesta respirar mucho o de repente, si tiene dolor fuerte o presión en el pecho, los labios azules o grises, si tose sangre, se desmaya o tiene confusión de repente.",
  "patient.finding.Atelectasis": "una parte del pulmón con menos aire",
  "patient.finding.Cardiomegaly": "un corazón que parece grande",
  "patient.finding.Effusion": "líquido alrededor de un pulmón",
  "patient.finding.Infiltration": "una zona borrosa en un pulmón",
  "patient.finding.Mass": "una mancha más grande",
  "patient.finding.Nodule": "una mancha pequeña",
  "patient.finding.Pneumonia": "señales que pueden verse en una infección del pulmón",
  "patient.finding.Pneumothorax": "aire alrededor de un pulmón",
  "patient.finding.Consolidation": "una zona densa en un pulmón",
  "patient.finding.Edema": "más líquido en los pulmones",
  "patient.finding.Emphysema": "pulmones con demasiado aire",
  "patient.finding.Fibrosis": "líneas como pequeñas cicatrices",
  "patient.finding.Pleural_Thickening": "la capa que rodea un pulmón, más gruesa",
  "patient.finding.Hernia": "una parte del estómago en el tórax",
  "patient.about.Atelectasis":
    "Una parte del pulmón puede estar menos abierta de lo normal. Puede pasar, por ejemplo, cuando se respira poco profundo.",
  "patient.about.Cardiomegaly":
    "El corazón puede parecer más grande de lo normal. La forma de hacer la imagen también puede hacer que parezca grande.",
  "patient.about.Effusion":
    "Puede haber líquido entre un pulmón y la pared del tórax. Puede tener muchas causas.",
  "patient.about.Infiltration":
    "Una parte del pulmón puede verse borrosa. Muchas cosas distintas pueden verse así.",
  "patient.about.Mass":
    "Puede haber una mancha más grande en la imagen. Una imagen como esta no puede decir qué es; otras pruebas sí.",
  "patient.about.Nodule":
    "Puede haber una mancha pequeña y redonda en la imagen. Son frecuentes, y la mayoría resultan ser inofensivas.",
  "patient.about.Pneumonia":
    "Una parte del pulmón puede verse como en una infección. Cómo se siente usted dice más que esta marca.",
  "patient.about.Pneumothorax":
    "Puede haber aire entre un pulmón y la pared del tórax. Pregunte hoy si su equipo de salud ya lo ha revisado.",
  "patient.about.Consolidation":
    "Una parte del pulmón puede verse sólida en vez de llena de aire. Una infección es una de varias causas posibles.",
  "patient.about.Edema":
    "Puede haber más líquido en los pulmones de lo normal. La causa puede ser el corazón u otra cosa.",
  "patient.about.Emphysema":
    "Los pulmones pueden tener más aire de lo normal. Suele aparecer despacio, a lo largo de años.",
  "patient.about.Fibrosis":
    "Puede haber líneas finas como pequeñas cicatrices en los pulmones. Pueden quedar de una enfermedad antigua.",
  "patient.about.Pleural_Thickening":
    "La piel fina que rodea un pulmón puede verse más gruesa de lo normal. Puede quedar de algo de hace mucho tiempo.",
  "patient.about.Hernia":
    "Una parte del estómago puede estar más arriba de lo normal. Es frecuente y a menudo no da molestias.",
};
