import { TRANSFER_SYNTAX } from "../transfer-syntax.ts";

/** A data set keyed by DICOM keyword; `_vrMap` decides where the dictionary leaves a choice. */
export interface NaturalDataSet {
  readonly SOPClassUID: string;
  readonly SOPInstanceUID: string;
  readonly [keyword: string]: unknown;
  readonly _vrMap?: Readonly<Record<string, string>>;
}

/** Names this software in the files it writes: `uidFromName("thorascope")`. */
const IMPLEMENTATION_CLASS_UID = "2.25.89472323895246024578797283356326841249";

/**
 * Writes a data set as a DICOM file (PS3.10) in explicit VR little endian.
 *
 * dcmjs is loaded when first needed, so that reading does not pay for it.
 */
export async function writePart10(dataSet: NaturalDataSet): Promise<Uint8Array> {
  const { data } = await import("dcmjs");
  const meta = {
    FileMetaInformationVersion: new Uint8Array([0, 1]).buffer,
    MediaStorageSOPClassUID: dataSet.SOPClassUID,
    MediaStorageSOPInstanceUID: dataSet.SOPInstanceUID,
    TransferSyntaxUID: TRANSFER_SYNTAX.explicitLittleEndian,
    ImplementationClassUID: IMPLEMENTATION_CLASS_UID,
    ImplementationVersionName: "THORASCOPE",
  };
  const file = new data.DicomDict(data.DicomMetaDictionary.denaturalizeDataset(meta));
  file.dict = data.DicomMetaDictionary.denaturalizeDataset(dataSet);
  return new Uint8Array(file.write());
}
