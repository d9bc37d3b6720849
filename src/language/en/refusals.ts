/** Why an image was not read, by the error's code, and what to do (`.todo`), in English. */
export const REFUSALS = {
  "refusal.FILE_UNREADABLE": "The file could not be read.",
  "refusal.FILE_UNREADABLE.todo":
    "Send it again. If that does not help, ask whoever looks after this system.",
  "refusal.NOT_AN_IMAGE": "This file is not an image.",
  "refusal.NOT_AN_IMAGE.todo": "Send the radiograph itself as DICOM, PNG, JPEG or TIFF.",
  "refusal.TRUNCATED_FILE": "The file ends before the image does: part of it is missing.",
  "refusal.TRUNCATED_FILE.todo": "Copy or export it again from where it came, and send it again.",
  "refusal.CORRUPT_IMAGE":
    "The file is damaged: what it says of itself does not fit what is in it.",
  "refusal.CORRUPT_IMAGE.todo": "Export it again from where it came, and send it again.",
  "refusal.NO_PIXEL_DATA":
    "This DICOM file holds no picture, for example a report or only a header.",
  "refusal.NO_PIXEL_DATA.todo": "Send the DICOM file of the radiograph itself.",
  "refusal.UNSUPPORTED_ENCODING": "The picture is stored in a way that this program cannot read.",
  "refusal.UNSUPPORTED_ENCODING.todo":
    "Export it uncompressed as DICOM, or as PNG, and send it again.",
  "refusal.IMPLAUSIBLE_SIZE": "The picture is too small or too large to be a radiograph.",
  "refusal.IMPLAUSIBLE_SIZE.todo": "Send the radiograph in its original size, not a preview of it.",
  "refusal.NOT_A_CHEST_RADIOGRAPH":
    "This is not a frontal radiograph of the chest: it does not look like one, or the file itself says that it shows something else.",
  "refusal.NOT_A_CHEST_RADIOGRAPH.todo":
    "Only frontal chest radiographs (PA or AP) can be read. If it is one, have it read anyway and check the result with particular care.",
  "refusal.RADIOGRAPH_TURNED": "The radiograph seems to lie on its side or upside down.",
  "refusal.RADIOGRAPH_TURNED.todo":
    "Turn it upright where it was made and send it again. The viewer turns only what you see, not what is read.",
  "refusal.RADIOGRAPH_INVERTED": "Black and white seem to be swapped, as on a negative.",
  "refusal.RADIOGRAPH_INVERTED.todo":
    "Export it so that bone is white, and send it again. The viewer changes only what you see, not what is read.",
  "refusal.RADIOGRAPH_SPOILED":
    "Only a part of the chest seems to be visible, or the picture is tilted, blurred, noisy or compressed too much.",
  "refusal.RADIOGRAPH_SPOILED.todo":
    "Send the original radiograph, whole and uncompressed. A photograph of a screen or of a film is not enough.",
  "refusal.COLOUR_IMAGE":
    "The picture has colour: it is a photograph, a screenshot or another kind of examination.",
  "refusal.COLOUR_IMAGE.todo": "Send the radiograph itself, in shades of grey.",
  "refusal.ZERO_CONTRAST": "The picture is one even shade: there is nothing to see in it.",
  "refusal.ZERO_CONTRAST.todo":
    "Look at the original. If it shows a radiograph, export it again and send it again.",
  "refusal.READING_FAILED": "Reading it took too long or broke off.",
  "refusal.READING_FAILED.todo":
    "Try again. If it fails again, ask whoever looks after this system.",
  "refusal.READING_INTERRUPTED": "The system stopped while it was being read.",
  "refusal.READING_INTERRUPTED.todo": "Try again. Nothing is lost.",
  "refusal.OTHER": "It could not be read.",
  "refusal.OTHER.todo":
    "Try again. If it fails again, ask whoever looks after this system, and name the reason below.",
} as const;
