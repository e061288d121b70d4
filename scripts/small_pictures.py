"""Pictures with a palette: a fifth of the size, without a change that anybody sees."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

_FREQUENT, _MOST = 48, 128
"""Colours of a picture that its palette has exactly, and colours of the palette."""
_EFFORT = 4
"""How long the smallest spelling is looked for, from 0 to 6."""
_AT_ONCE = 4096
"""Colours that are compared with the palette in one step, for memory."""
Colours = np.ndarray[tuple[int, int], np.dtype[np.int32]]


def make_small(file: Path) -> Path:
    """Give a picture a palette: its frequent colours as they are, rare ones near what they were.

    Grounds, lines, marks and tiles keep their colours. The picture is written as lossless WebP
    beside the file, which goes; gives the new file.
    """
    with Image.open(file) as opened:
        picture = opened.convert("RGB")
    pixels = np.asarray(picture, dtype=np.int32)
    packed = (pixels[..., 0] << 16) | (pixels[..., 1] << 8) | pixels[..., 2]
    found, places, counts = np.unique(packed, return_inverse=True, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    ranked = np.stack([found[order] >> 16, (found[order] >> 8) & 255, found[order] & 255], axis=1)
    palette = np.concatenate([ranked[:_FREQUENT], _spread(ranked[_FREQUENT:])])
    numbers = np.empty(len(found), dtype=np.uint8)
    numbers[order] = _nearest(ranked, palette)
    small = Image.fromarray(numbers[places.reshape(packed.shape)], "P")
    small.putpalette(palette.astype(np.uint8).tobytes())
    target = file.with_suffix(".webp")
    small.save(target, "WEBP", lossless=True, quality=100, method=_EFFORT)
    file.unlink()
    return target


def _spread(colours: Colours) -> Colours:
    """At most as many colours as a palette still holds, spread over all of these."""
    if not len(colours):
        return colours
    line = Image.fromarray(colours.astype(np.uint8)[None], "RGB")
    values = line.quantize(_MOST - _FREQUENT, Image.Quantize.MAXCOVERAGE).getpalette() or []
    return np.array(values, dtype=np.int32).reshape(-1, 3)


def _nearest(colours: Colours, palette: Colours) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """For each colour the number of the one in the palette that is nearest to it."""
    found = [
        np.argmin(((part[:, None] - palette[None]) ** 2).sum(axis=2), axis=1)
        for part in np.array_split(colours, max(len(colours) // _AT_ONCE, 1))
    ]
    return np.concatenate(found)
