import { writePart10 } from "./part10.ts";
import { pixelDataOf } from "./pixel-data.ts";
import { uidFromName } from "./uid.ts";

/** A grey radiograph to be written, and whose it is. */
export interface RadiographToWrite {
  /** Stored values, rows x columns, row by row from the top left. */
  readonly pixels: Uint16Array;
  readonly rows: number;
  readonly columns: number;
  /** Up to 8 bits are written in bytes, more in 16-bit words. */
  readonly bitsStored: number;
  readonly photometric: "MONOCHROME1" | "MONOCHROME2";
  readonly window: { readonly center: number; readonly width: number };
  /** Distance between pixels at the detector in mm. */
  readonly pixelSpacing: number;
  readonly view: "PA" | "AP";
  readonly patient: {
    readonly id: string;
    /** Family name, then given name: "Doe^Jane". */
    readonly name: string;
    readonly sex: "M" | "F" | "O";
    /** YYYYMMDD. */
    readonly birthDate: string;
    /** Years, as in "054Y". */
    readonly age: string;
  };
  readonly study: {
    /** YYYYMMDD. */
    readonly date: string;
    /** HHMMSS. */
    readonly time: string;
    readonly id: string;
    readonly accessionNumber: string;
    readonly description: string;
  };
  readonly manufacturer: string;
  /** Remarks on the image, e.g. that it is synthetic. */
  readonly comments: string;
  /** Study, series and image get UIDs derived from this name, the same ones every time. */
  readonly uidName: string;
}

/** Digital X-Ray Image Storage, For Presentation (PS3.4 annex B.5). */
const DX_FOR_PRESENTATION = "1.2.840.10008.5.1.4.1.1.1.1";

/** Views as SNOMED CT codes (PS3.16 CID 4010). */
const VIEW_CODES = {
  AP: code("399348003", "antero-posterior"),
  PA: code("272479007", "postero-anterior"),
} as const;

/**
 * Writes a radiograph as a DX object for presentation (PS3.3 A.26), uncompressed, in explicit VR little endian.
 *
 * The same input gives the same bytes.
 */
export async function writeDicomRadiograph(radiograph: RadiographToWrite): Promise<Uint8Array> {
  return writePart10({
    ...patientAndStudy(radiograph),
    ...(await identifiers(radiograph.uidName)),
    ...series(radiograph),
    ...image(radiograph),
    ...pixelDataOf(radiograph),
  });
}

/** Patient, General Study and Patient Study modules (PS3.3 C.7.1.1, C.7.2.1, C.7.2.2). */
function patientAndStudy({ patient, study }: RadiographToWrite) {
  return {
    SpecificCharacterSet: "ISO_IR 192",
    PatientName: patient.name,
    PatientID: patient.id,
    PatientBirthDate: patient.birthDate,
    PatientSex: patient.sex,
    PatientAge: patient.age,
    StudyDate: study.date,
    StudyTime: study.time,
    StudyID: study.id,
    AccessionNumber: study.accessionNumber,
    StudyDescription: study.description,
    ReferringPhysicianName: "",
  };
}

/** UIDs of study, series and image. */
async function identifiers(name: string) {
  return {
    SOPClassUID: DX_FOR_PRESENTATION,
    StudyInstanceUID: await uidFromName(`${name}/study`),
    SeriesInstanceUID: await uidFromName(`${name}/series`),
    SOPInstanceUID: await uidFromName(`${name}/image`),
  };
}

/** General and DX Series, and General Equipment modules (PS3.3 C.7.3.1, C.8.11.1, C.7.5.1). */
function series({ view, manufacturer }: RadiographToWrite) {
  return {
    Modality: "DX",
    PresentationIntentType: "FOR PRESENTATION",
    SeriesNumber: 1,
    SeriesDescription: `Chest ${view}`,
    BodyPartExamined: "CHEST",
    Manufacturer: manufacturer,
  };
}

/** General Image, Acquisition Context, DX Anatomy, Image, Positioning and Detector, and VOI LUT modules. */
function image({ study, view, photometric, pixelSpacing, window, comments }: RadiographToWrite) {
  return {
    InstanceNumber: 1,
    ContentDate: study.date,
    ContentTime: study.time,
    AcquisitionDate: study.date,
    AcquisitionTime: study.time,
    ImageType: ["ORIGINAL", "PRIMARY", ""],
    ImageComments: comments,
    AcquisitionContextSequence: [],
    ImageLaterality: "U",
    AnatomicRegionSequence: [code("51185008", "Chest")],
    ViewPosition: view,
    ViewCodeSequence: [VIEW_CODES[view]],
    PositionerType: "",
    PatientOrientation: ["L", "F"],
    PixelIntensityRelationship: "LOG",
    PixelIntensityRelationshipSign: photometric === "MONOCHROME1" ? 1 : -1,
    RescaleIntercept: 0,
    RescaleSlope: 1,
    RescaleType: "US",
    PresentationLUTShape: photometric === "MONOCHROME1" ? "INVERSE" : "IDENTITY",
    LossyImageCompression: "00",
    BurnedInAnnotation: "NO",
    DetectorType: "",
    ImagerPixelSpacing: [pixelSpacing, pixelSpacing],
    WindowCenter: window.center,
    WindowWidth: window.width,
  };
}

/** A SNOMED CT code as an item of a sequence (PS3.3 section 8.8). */
function code(value: string, meaning: string) {
  return { CodeValue: value, CodingSchemeDesignator: "SCT", CodeMeaning: meaning };
}
