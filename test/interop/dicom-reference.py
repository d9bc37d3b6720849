"""Second opinions on DICOM files and resizing, from pydicom and Pillow.

make FOLDER      writes one DICOM file per combination of encoding and grey pipeline, and beside each
                 NAME.modality and NAME.grey: what pydicom makes of it, as raw float64
read FILE OUT    writes the stored values of a DICOM file
png FILE OUT     writes the pixels of a PNG or JPEG
resize IN OUT ROWS COLUMNS TO_ROWS TO_COLUMNS
                 resizes raw float32 by Pillow's BILINEAR in mode F
"""

import itertools
import os
import sys

import numpy as np
import pydicom
from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.pixel_data_handlers.util import apply_modality_lut, apply_windowing
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian

ROWS, COLUMNS = 80, 70
# bits allocated, bits stored, signed
DEPTHS = [(8, 8, 0), (8, 8, 1), (16, 10, 0), (16, 12, 0), (16, 12, 1), (16, 16, 0), (16, 16, 1)]
RESCALES = [(None, None), ("2", "-1024"), ("0.37", "12.5")]
FUNCTIONS = [None, "LINEAR_EXACT", "SIGMOID"]
PHOTOMETRICS = ["MONOCHROME1", "MONOCHROME2"]
SYNTAXES = {"implicit": ImplicitVRLittleEndian, "explicit": ExplicitVRLittleEndian}


def save(values, path):
    np.ascontiguousarray(values, dtype=np.float64).tofile(path)


def make(folder):
    cases = itertools.product(DEPTHS, RESCALES, FUNCTIONS, PHOTOMETRICS)
    for number, (depth, rescale, function, photometric) in enumerate(cases):
        syntax = list(SYNTAXES)[number % 2]
        signed = "signed" if depth[2] else "unsigned"
        name = f"{depth[1]}-{signed}-{rescale[0]}-{function}-{photometric}-{syntax}"
        data_set = build(depth, rescale, function, photometric, SYNTAXES[syntax])
        data_set.save_as(os.path.join(folder, name + ".dcm"), write_like_original=False)
        modality, grey = render(data_set)
        save(modality, os.path.join(folder, name + ".modality"))
        save(grey, os.path.join(folder, name + ".grey"))


def build(depth, rescale, function, photometric, syntax):
    allocated, stored, signed = depth
    data_set = Dataset()
    data_set.file_meta = FileMetaDataset()
    data_set.file_meta.TransferSyntaxUID = syntax
    data_set.is_little_endian = True
    data_set.is_implicit_VR = syntax == ImplicitVRLittleEndian
    data_set.SOPClassUID = "1.2.840.10008.5.1.4.1.1.1"
    data_set.SOPInstanceUID = "2.25.1"
    data_set.Modality = "CR"
    data_set.BodyPartExamined = "CHEST"
    data_set.SamplesPerPixel = 1
    data_set.PhotometricInterpretation = photometric
    data_set.Rows, data_set.Columns = ROWS, COLUMNS
    data_set.BitsAllocated, data_set.BitsStored = allocated, stored
    data_set.HighBit, data_set.PixelRepresentation = stored - 1, signed
    low = -(1 << (stored - 1)) if signed else 0
    high = low + (1 << stored) - 1
    values = np.random.default_rng(stored + signed).integers(low, high + 1, (ROWS, COLUMNS))
    values[0, :2] = low, high
    kind = {8: "i1", 16: "<i2"}[allocated] if signed else {8: "u1", 16: "<u2"}[allocated]
    data_set.PixelData = values.astype(kind).tobytes()
    slope, intercept = 1, 0
    if rescale[0] is not None:
        data_set.RescaleSlope, data_set.RescaleIntercept = rescale
        data_set.RescaleType = "US"
        slope, intercept = float(rescale[0]), float(rescale[1])
    span = (high - low) * slope
    center = round(low * slope + intercept + 0.55 * span, 1)
    data_set.WindowCenter, data_set.WindowWidth = str(center), str(round(0.6 * span, 1))
    if function is not None:
        data_set.VOILUTFunction = function
    return data_set


def render(data_set):
    modality = apply_modality_lut(data_set.pixel_array.astype(np.float64), data_set)
    shown = apply_windowing(modality, data_set)
    low = -(2 ** (data_set.BitsStored - 1)) if data_set.PixelRepresentation else 0
    ends = np.array([low, low + 2**data_set.BitsStored - 1], dtype=np.float64)
    ends = ends * float(data_set.get("RescaleSlope", 1)) + float(data_set.get("RescaleIntercept", 0))
    grey = (shown - ends[0]) / (ends[1] - ends[0])
    return modality, 1 - grey if data_set.PhotometricInterpretation == "MONOCHROME1" else grey


def resize(source, out, rows, columns, to_rows, to_columns):
    values = np.fromfile(source, dtype=np.float32).reshape(int(rows), int(columns))
    size = (int(to_columns), int(to_rows))
    save(Image.fromarray(values, "F").resize(size, Image.BILINEAR), out)


VERBS = {
    "make": make,
    "read": lambda source, out: save(pydicom.dcmread(source).pixel_array, out),
    "png": lambda source, out: save(Image.open(source), out),
    "resize": resize,
}
VERBS[sys.argv[1]](*sys.argv[2:])
