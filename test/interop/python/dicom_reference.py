"""Second opinions on DICOM files and resizing, from pydicom and Pillow.

make FOLDER      writes one DICOM file per combination of encoding and grey pipeline, and beside each
                 NAME.modality and NAME.grey: what pydicom makes of it, as raw float64
tables FOLDER    the same for files with modality and VOI lookup tables
read FILE OUT    writes the stored values of a DICOM file
read-all FOLDER  writes those of each NAME.dcm beside it as NAME.values
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
from pydicom.pixel_data_handlers.util import apply_modality_lut, apply_voi, apply_windowing
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

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
        name = f"{number}-{depth[1]}-{signed}-{rescale[0]}-{function}-{photometric}-{syntax}"
        data_set = build(depth, rescale, function, photometric, SYNTAXES[syntax])
        data_set.save_as(os.path.join(folder, name + ".dcm"), write_like_original=False)
        modality, grey = render(data_set)
        save(modality, os.path.join(folder, name + ".modality"))
        save(grey, os.path.join(folder, name + ".grey"))


def tables(folder):
    """Modality tables, VOI tables after none, rescale and modality tables; entries of 8 to 16 bits."""
    syntaxes = [ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian]
    kinds = ["modality", "voi", "rescale-voi", "modality-voi"]
    cases = itertools.product([(8, 8, 0), (16, 12, 0), (16, 12, 1), (16, 16, 0)], kinds, [8, 12, 16])
    for number, (depth, kind, bits) in enumerate(cases):
        syntax = syntaxes[number % 3]
        photometric = PHOTOMETRICS[number % 2]
        rescale = ("2", "-100") if kind == "rescale-voi" else (None, None)
        data_set = build(depth, rescale, None, photometric, syntax)
        del data_set.WindowCenter, data_set.WindowWidth
        low, high = stored_range(data_set)
        if kind == "modality" and bits == 12:
            bits = 16  # the standard knows modality tables of 8 and 16 bits only
        if "modality" in kind:
            modality_bits = 8 if bits == 8 else 16
            entries = table(low + 3, high - low - 5, modality_bits, depth[2])
            data_set.ModalityLUTSequence = Sequence([entries])
            low, high = 0, 2**modality_bits - 1
        elif kind == "rescale-voi":
            low, high = low * 2 - 100, min(high * 2 - 100, low * 2 - 100 + 65000)
        if "voi" in kind:
            signed = low < 0
            shift = (high - low) // 5
            data_set.VOILUTSequence = Sequence([table(low + shift, high - low - 2 * shift, bits, signed)])
        elif bits > 8:
            data_set.WindowCenter, data_set.WindowWidth = str(2 ** (bits - 1)), str(2**bits)
        name = f"{depth[1]}-{'signed' if depth[2] else 'unsigned'}-{kind}-{bits}-{photometric}"
        data_set.save_as(os.path.join(folder, name + ".dcm"), write_like_original=False)
        modality = apply_modality_lut(data_set.pixel_array, data_set).astype(np.float64)
        if "voi" in kind:
            grey = through(modality, data_set, bits)
        elif bits > 8:
            grey = np.clip(modality, 0, 2**bits - 1) / (2**bits - 1)
        else:
            grey = modality / 255
        save(modality, os.path.join(folder, name + ".modality"))
        save(1 - grey if photometric == "MONOCHROME1" else grey, os.path.join(folder, name + ".grey"))


def through(modality, data_set, bits):
    """pydicom counts entries in as many bits as they have, which loses those beyond: numpy instead."""
    if modality.max() - data_set.VOILUTSequence[0].LUTDescriptor[1] < 2 ** (8 if bits == 8 else 16):
        return apply_voi(modality.astype(np.int64), data_set).astype(np.float64) / (2**bits - 1)
    item = data_set.VOILUTSequence[0]
    entries = np.array(item.LUTData, dtype=np.float64)
    index = np.clip(modality - item.LUTDescriptor[1], 0, len(entries) - 1).astype(np.int64)
    return entries[index] / (2**bits - 1)


def table(first, count, bits, signed):
    """A bent table: neither linear nor of all values."""
    item = Dataset()
    count = int(min(count, 30000))  # larger ones do not fit the length of an explicit US element
    item.add_new(0x00283002, "SS" if signed else "US", [count, int(first), bits])
    values = np.linspace(0, 1, count) ** 1.7 * (2**bits - 1)
    entries = values.round().astype("<u2")
    item.add_new(0x00283006, "US", [int(entry) for entry in entries])
    return item


def stored_range(data_set):
    low = -(1 << (data_set.BitsStored - 1)) if data_set.PixelRepresentation else 0
    return low, low + (1 << data_set.BitsStored) - 1


def build(depth, rescale, function, photometric, syntax):
    allocated, stored, signed = depth
    data_set = Dataset()
    data_set.file_meta = FileMetaDataset()
    data_set.file_meta.TransferSyntaxUID = syntax
    data_set.is_little_endian = syntax != ExplicitVRBigEndian
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
    if syntax == ExplicitVRBigEndian:
        kind = kind.replace("<", ">")
    data_set.add_new(0x7FE00010, "OB" if allocated == 8 else "OW", values.astype(kind).tobytes())
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


def read_all(folder):
    for name in sorted(os.listdir(folder)):
        if name.endswith(".dcm"):
            stem = os.path.join(folder, name[: -len(".dcm")])
            save(pydicom.dcmread(stem + ".dcm").pixel_array, stem + ".values")


def resize(source, out, rows, columns, to_rows, to_columns):
    values = np.fromfile(source, dtype=np.float32).reshape(int(rows), int(columns))
    size = (int(to_columns), int(to_rows))
    save(Image.fromarray(values, "F").resize(size, Image.BILINEAR), out)


VERBS = {
    "make": make,
    "tables": tables,
    "read-all": read_all,
    "read": lambda source, out: save(pydicom.dcmread(source).pixel_array, out),
    "png": lambda source, out: save(Image.open(source), out),
    "resize": resize,
}
VERBS[sys.argv[1]](*sys.argv[2:])
