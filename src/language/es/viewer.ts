import type { VIEWER as ENGLISH } from "../en/viewer.ts";

/** What the viewer says, in Spanish. */
export const VIEWER: Readonly<Record<keyof typeof ENGLISH, string>> = {
  "viewer.label": "Radiografía",
  "viewer.surface": "Radiografía {name}",
  "viewer.surface.heatmap": "Radiografía {name}, con el mapa de calor de {finding} superpuesto",
  "viewer.surface.help":
    "Las flechas mueven la imagen; más y menos la amplían o reducen. Con una herramienta de medida, las flechas mueven una cruz, Intro coloca un punto y Escape cancela.",
  "viewer.tools": "Herramientas de la imagen",
  "viewer.withKey": "{label} ({key})",
  "viewer.tool.window": "Brillo y contraste",
  "viewer.tool.zoom": "Ampliar y reducir",
  "viewer.tool.pan": "Mover",
  "viewer.tool.length": "Medir una longitud",
  "viewer.tool.angle": "Medir un ángulo",
  "viewer.tool.ratio": "Índice cardiotorácico",
  "viewer.tool.statistics": "Valores de gris en un recuadro",
  "viewer.hint.window": "Arrastre: arriba y abajo cambia el brillo; a los lados, el contraste.",
  "viewer.hint.zoom":
    "Arrastre hacia arriba para acercar y hacia abajo para alejar. La rueda y dos dedos siempre amplían.",
  "viewer.hint.pan": "Arrastre para mover la imagen.",
  "viewer.hint.length": "Trace una línea de un extremo al otro.",
  "viewer.hint.angle": "Coloque tres puntos: un lado, el vértice y el otro lado.",
  "viewer.hint.ratio": "1 de 2: trace una línea a través del corazón, donde es más ancho.",
  "viewer.hint.ratio.chest":
    "2 de 2: trace una línea por el interior del tórax, donde es más ancho.",
  "viewer.hint.statistics": "Trace un recuadro sobre lo que quiere medir.",
  "viewer.hint.drawing":
    "Trace un recuadro: arrastre sobre la imagen, o mueva la cruz con las flechas y pulse Intro en dos esquinas. Escape cancela.",
  "viewer.action.closer": "Acercar",
  "viewer.action.farther": "Alejar",
  "viewer.action.invert": "Invertir blanco y negro",
  "viewer.action.turn": "Girar 90°",
  "viewer.action.mirror": "Reflejar izquierda y derecha",
  "viewer.action.reset": "Como al principio",
  "viewer.cancel": "Cancelar lo que se está trazando",
  "viewer.preset": "Ventana",
  "viewer.preset.asSent": "Según el archivo",
  "viewer.preset.full": "Intervalo completo",
  "viewer.preset.lungs": "Pulmones",
  "viewer.preset.dense": "Hueso y mediastino",
  "viewer.window.values": "Centro {center, number, ::.#}, ancho {width, number, ::.#}",
  "viewer.turned": "Girada {degrees, number}° en sentido horario",
  "viewer.mirrored":
    "Reflejada: izquierda y derecha están intercambiadas; el corazón aparece en el lado equivocado",
  "viewer.inverted": "Blanco y negro invertidos",
  "viewer.loading": "Cargando la radiografía: {share, number, percent}",
  "viewer.failed.unreachable": "El servidor no responde y no se puede mostrar la radiografía.",
  "viewer.failed.busy": "El servidor está demasiado ocupado en este momento.",
  "viewer.failed.missing": "El servidor ya no tiene esta imagen.",
  "viewer.failed.signedOut": "Su sesión ha terminado o no tiene permiso para ver esta imagen.",
  "viewer.failed.undecodable": "No se pueden decodificar los píxeles de este archivo.",
  "viewer.failed.other": "No se puede mostrar la radiografía.",
  "viewer.processor": "Dibujada sin aceleración gráfica: las imágenes grandes se mueven despacio.",
  "viewer.measurements": "Medidas",
  "viewer.measurement.length": "Longitud {number, number}",
  "viewer.measurement.angle": "Ángulo {number, number}",
  "viewer.measurement.ratio": "Índice cardiotorácico {number, number}",
  "viewer.measurement.statistics": "Recuadro {number, number}",
  "viewer.measurement.is": "{name}: {value}",
  "viewer.measurement.point":
    "{name}, punto {index, number} de {count, number}. Las flechas lo mueven, Suprimir elimina la medida.",
  "viewer.measurement.remove": "Eliminar {name}",
  "viewer.measurement.removed": "{name}: eliminada.",
  "viewer.value.millimetres": "{value, number, ::.0} mm",
  "viewer.value.pixels": "{value, number, ::.0} píxeles",
  "viewer.value.degrees": "{value, number, ::.0}°",
  "viewer.value.ratio": "{value, number, ::.00}",
  "viewer.value.mean": "media {mean, number, ::.0}",
  "viewer.value.meanGrey": "media {mean, number, ::.000}",
  "viewer.value.none": "–",
  "viewer.note.detector":
    "En el detector: el cuerpo se proyecta ampliado, así que la longitud real es menor.",
  "viewer.note.calibrated":
    "Calibrada según el archivo: el tamaño de píxel ya está corregido por la magnificación, a la profundidad que se supuso.",
  "viewer.note.noScale": "No en milímetros: el archivo no indica el tamaño del píxel.",
  "viewer.note.statistics":
    "Desviación típica {deviation, number, ::.0}, de {lowest, number, ::.#} a {highest, number, ::.#}, {count, plural, one {# píxel} many {# píxeles} other {# píxeles}}; en las unidades del archivo.",
  "viewer.note.greys":
    "Desviación típica {deviation, number, ::.000}, de {lowest, number, ::.000} a {highest, number, ::.000}, {count, plural, one {# píxel} many {# píxeles} other {# píxeles}}; gris de 0, negro, a 1, blanco.",
  "viewer.note.ratio.above":
    "Por encima de {limit, number, ::.00}. En una proyección PA sugiere un corazón aumentado de tamaño.",
  "viewer.note.ratio.below":
    "No supera {limit, number, ::.00}: según esta medida, el corazón no está aumentado.",
  "viewer.note.ratio.AP":
    "Es una proyección AP: el corazón se ve mayor de lo que es y el índice sale demasiado alto.",
  "viewer.note.ratio.unknown":
    "El archivo no indica si es una proyección PA o AP; en AP el índice sale demasiado alto.",
  "viewer.box.pending": "{label} – aún sin guardar",
  "viewer.current": "Esta radiografía",
  "viewer.prior": "Comparación",
  "viewer.labelled": "{which}: {label}",
  "viewer.which": "Qué radiografía se muestra",
  "viewer.active": "aquí actúan las herramientas",
  "viewer.linked": "Mover y ampliar ambas a la vez",
};
