"""Writes a raw film as JSRT's are, with numpy, and prints some of its greys: the largest value is black."""

import json
import sys

import numpy as np

request = json.load(sys.stdin)
film = np.random.default_rng(1).integers(120, 3900, size=(2048, 2048))
film.astype(">u2").tofile(request["path"])
grey = (film.max() - film) / (film.max() - film.min())
places = np.random.default_rng(2).integers(0, 2048, size=(200, 2))
print(
    json.dumps(
        {
            "places": places.tolist(),
            "values": [int(film[row, column]) for row, column in places],
            "greys": [float(grey[row, column]) for row, column in places],
        }
    )
)
