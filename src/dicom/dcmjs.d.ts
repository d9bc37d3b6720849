/** The part of dcmjs, which has no types of its own, that Thorascope uses. */
declare module "dcmjs" {
  export const data: {
    /** Turns a data set keyed by DICOM keyword into one keyed by tag. */
    DicomMetaDictionary: { denaturalizeDataset(dataSet: object): object };
    DicomDict: new (meta: object) => { dict: object; write(): ArrayBuffer };
  };
}
