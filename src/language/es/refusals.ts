import type { REFUSALS as ENGLISH } from "../en/refusals.ts";

/** Why an image was not read, by the error's code, and what to do (`.todo`), in Spanish. */
export const REFUSALS: Readonly<Record<keyof typeof ENGLISH, string>> = {
  "refusal.FILE_UNREADABLE": "No se pudo leer el archivo.",
  "refusal.FILE_UNREADABLE.todo":
    "Envíelo de nuevo. Si no sirve, avise a quien administra este sistema.",
  "refusal.NOT_AN_IMAGE": "Este archivo no es una imagen.",
  "refusal.NOT_AN_IMAGE.todo": "Envíe la propia radiografía como DICOM, PNG, JPEG o TIFF.",
  "refusal.TRUNCATED_FILE": "El archivo termina antes que la imagen: falta una parte.",
  "refusal.TRUNCATED_FILE.todo":
    "Vuelva a copiarlo o exportarlo desde su origen y envíelo de nuevo.",
  "refusal.CORRUPT_IMAGE":
    "El archivo está dañado: lo que declara no concuerda con lo que contiene.",
  "refusal.CORRUPT_IMAGE.todo": "Vuelva a exportarlo desde su origen y envíelo de nuevo.",
  "refusal.NO_PIXEL_DATA":
    "Este archivo DICOM no contiene ninguna imagen; puede ser un informe o solo una cabecera.",
  "refusal.NO_PIXEL_DATA.todo": "Envíe el archivo DICOM de la propia radiografía.",
  "refusal.UNSUPPORTED_ENCODING":
    "La imagen está guardada de un modo que este programa no sabe leer.",
  "refusal.UNSUPPORTED_ENCODING.todo":
    "Expórtela como DICOM sin comprimir o como PNG y envíela de nuevo.",
  "refusal.IMPLAUSIBLE_SIZE":
    "La imagen es demasiado pequeña o demasiado grande para ser una radiografía.",
  "refusal.IMPLAUSIBLE_SIZE.todo": "Envíe la radiografía en su tamaño original, no una miniatura.",
  "refusal.NOT_A_CHEST_RADIOGRAPH":
    "Esto no es una radiografía frontal de tórax: no lo parece, o el propio archivo indica que muestra otra cosa.",
  "refusal.NOT_A_CHEST_RADIOGRAPH.todo":
    "Solo se leen radiografías frontales de tórax (PA o AP). Si lo es, pida que se lea de todos modos y revise el resultado con especial cuidado.",
  "refusal.RADIOGRAPH_TURNED": "La radiografía parece estar girada de lado o boca abajo.",
  "refusal.RADIOGRAPH_TURNED.todo":
    "Gírela en su origen y envíela de nuevo. El visor solo gira lo que usted ve, no lo que se lee.",
  "refusal.RADIOGRAPH_INVERTED": "El blanco y el negro parecen invertidos, como en un negativo.",
  "refusal.RADIOGRAPH_INVERTED.todo":
    "Expórtela con el hueso en blanco y envíela de nuevo. El visor solo cambia lo que usted ve, no lo que se lee.",
  "refusal.RADIOGRAPH_SPOILED":
    "Parece verse solo una parte del tórax, o la imagen está inclinada, borrosa, con ruido o demasiado comprimida.",
  "refusal.RADIOGRAPH_SPOILED.todo":
    "Envíe la radiografía original, completa y sin comprimir. No basta la foto de una pantalla o de una placa.",
  "refusal.COLOUR_IMAGE":
    "La imagen tiene color: es una fotografía, una captura de pantalla u otro tipo de estudio.",
  "refusal.COLOUR_IMAGE.todo": "Envíe la propia radiografía, en escala de grises.",
  "refusal.ZERO_CONTRAST": "La imagen es de un solo tono: no se ve nada en ella.",
  "refusal.ZERO_CONTRAST.todo":
    "Revise el original. Si allí se ve la radiografía, vuelva a exportarla y envíela de nuevo.",
  "refusal.READING_FAILED": "La lectura tardó demasiado o se interrumpió.",
  "refusal.READING_FAILED.todo":
    "Inténtelo de nuevo. Si vuelve a fallar, avise a quien administra este sistema.",
  "refusal.READING_INTERRUPTED": "El sistema se detuvo mientras se leía.",
  "refusal.READING_INTERRUPTED.todo": "Inténtelo de nuevo. No se ha perdido nada.",
  "refusal.OTHER": "No se pudo leer.",
  "refusal.OTHER.todo":
    "Inténtelo de nuevo. Si vuelve a fallar, avise a quien administra este sistema e indique el motivo de abajo.",
};
