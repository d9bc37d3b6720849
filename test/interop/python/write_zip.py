"""Writes a ZIP archive as Python's zipfile does, and prints what is in it."""

import json
import random
import sys
import zipfile

request = json.load(sys.stdin)
source = random.Random(1)
contents = {
    "set/CXR_png/one.png": source.randbytes(200_000),
    "set/readings/one.txt": b"male 45yrs\nnormal\n" * 1000,
    "set/readings/empty.txt": b"",
    "set/Ärzte.txt": b"a name in UTF-8",
}


class Unseekable:
    """A stream that can't go back: sizes follow each file in a data descriptor."""

    def __init__(self, file):
        self.file = file

    def write(self, data):
        return self.file.write(data)

    def flush(self):
        self.file.flush()


with open(request["path"], "wb") as file:
    with zipfile.ZipFile(Unseekable(file), "w") as archive:
        archive.writestr("set/", b"")
        for index, (name, data) in enumerate(contents.items()):
            method = zipfile.ZIP_STORED if index == 0 else zipfile.ZIP_DEFLATED
            archive.writestr(name, data, compress_type=method)

print(json.dumps({name: data.hex() for name, data in contents.items()}))
