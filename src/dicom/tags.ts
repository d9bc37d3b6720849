/**
 * The attributes that Thorascope reads, by their keyword in PS3.6, as dicom-parser spells tags.
 */
export const TAGS = {
  TransferSyntaxUID: "x00020010",
  SpecificCharacterSet: "x00080005",
  SOPClassUID: "x00080016",
  SOPInstanceUID: "x00080018",
  StudyDate: "x00080020",
  AccessionNumber: "x00080050",
  Modality: "x00080060",
  PresentationIntentType: "x00080068",
  Manufacturer: "x00080070",
  CodeValue: "x00080100",
  CodeMeaning: "x00080104",
  PatientName: "x00100010",
  PatientID: "x00100020",
  PatientBirthDate: "x00100030",
  PatientSex: "x00100040",
  PatientAge: "x00101010",
  BodyPartExamined: "x00180015",
  ImagerPixelSpacing: "x00181164",
  ViewPosition: "x00185101",
  StudyInstanceUID: "x0020000d",
  SeriesInstanceUID: "x0020000e",
  PatientOrientation: "x00200020",
  SamplesPerPixel: "x00280002",
  PhotometricInterpretation: "x00280004",
  PlanarConfiguration: "x00280006",
  NumberOfFrames: "x00280008",
  Rows: "x00280010",
  Columns: "x00280011",
  PixelSpacing: "x00280030",
  BitsAllocated: "x00280100",
  BitsStored: "x00280101",
  HighBit: "x00280102",
  PixelRepresentation: "x00280103",
  PixelPaddingValue: "x00280120",
  PixelPaddingRangeLimit: "x00280121",
  PixelIntensityRelationship: "x00281040",
  PixelIntensityRelationshipSign: "x00281041",
  WindowCenter: "x00281050",
  WindowWidth: "x00281051",
  RescaleIntercept: "x00281052",
  RescaleSlope: "x00281053",
  WindowExplanation: "x00281055",
  VOILUTFunction: "x00281056",
  RedPaletteDescriptor: "x00281101",
  GreenPaletteDescriptor: "x00281102",
  BluePaletteDescriptor: "x00281103",
  RedPaletteData: "x00281201",
  GreenPaletteData: "x00281202",
  BluePaletteData: "x00281203",
  ModalityLUTSequence: "x00283000",
  LUTDescriptor: "x00283002",
  LUTExplanation: "x00283003",
  LUTData: "x00283006",
  VOILUTSequence: "x00283010",
  ViewCodeSequence: "x00540220",
  PresentationLUTSequence: "x20500010",
  PresentationLUTShape: "x20500020",
  FloatPixelData: "x7fe00008",
  DoubleFloatPixelData: "x7fe00009",
  PixelData: "x7fe00010",
} as const;

/** The keyword of an attribute that Thorascope reads. */
export type Keyword = keyof typeof TAGS;

/** An attribute as messages write it, e.g. "BitsStored (0028,0101)". */
export function describeTag(keyword: Keyword): string {
  const digits = TAGS[keyword].slice(1).toUpperCase();
  return `${keyword} (${digits.slice(0, 4)},${digits.slice(4)})`;
}
