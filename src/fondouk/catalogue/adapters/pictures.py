"""Pictures made anew with Pillow, so that nothing that was hidden in an upload reaches a visitor.

Steps: the size is read from the head and refused before a pixel is unpacked; the file is verified;
it is turned as the camera held it, laid on white where it was see-through, and written as WebP in
up to four widths. Lists get pictures of 12 kB at most.
"""

import struct
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageOps

from fondouk.kernel.refused import Refused

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 40_000_000
LEAST_SIDE = 120
MOST_SIDE = 16_383  # what WebP can hold
# width -> the most bytes that a rendition may have
WIDTHS = {160: 12_000, 320: 12_000, 640: 45_000, 1280: 140_000}
_QUALITIES = (82, 72, 60, 48, 36, 24, 12)
# What Pillow raises for bytes that are no picture; a camera's notes (EXIF) add the last four.
_UNREADABLE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    TypeError,
    struct.error,
    LookupError,
    ArithmeticError,
)


class PillowPictures:
    """The catalogue's picture maker."""

    def renditions(self, content: bytes) -> tuple[tuple[int, bytes], ...]:
        """See the port. A picture is never made larger than it came."""
        if len(content) > MOST_BYTES:
            raise Refused("picture_too_big", "picture", most_mb=MOST_BYTES // 1024 // 1024)
        picture = _opened(content)
        widest = max(WIDTHS)
        widths = [width for width in WIDTHS if width < picture.width]
        if picture.width <= widest:
            widths.append(picture.width)
        try:
            return tuple((width, _written(picture, width)) for width in widths)
        except _UNREADABLE as error:
            raise Refused("not_a_picture", "picture") from error


def _opened(content: bytes) -> Image.Image:
    _check_head(content)
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as file:
            file.draft("RGB", (2560, 2560))
            file.load()
            return _on_white(ImageOps.exif_transpose(file))
    except (*_UNREADABLE, Image.DecompressionBombError) as error:
        raise Refused("not_a_picture", "picture") from error


def _check_head(content: bytes) -> None:
    """Reads the head alone, so that a picture that would fill the memory is never unpacked."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as file:
            width, height = file.size
            if width * height > MOST_PIXELS:
                most = MOST_PIXELS // 1_000_000
                raise Refused("picture_too_many_pixels", "picture", most_million=most)
            if max(width, height) > MOST_SIDE:
                raise Refused("picture_too_long", "picture", most=MOST_SIDE)
            if min(width, height) < LEAST_SIDE:
                raise Refused("picture_too_small", "picture", least=LEAST_SIDE)
            file.verify()
    except _UNREADABLE as error:
        raise Refused("not_a_picture", "picture") from error
    except Image.DecompressionBombError as error:
        most = MOST_PIXELS // 1_000_000
        raise Refused("picture_too_many_pixels", "picture", most_million=most) from error


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        full = picture.convert("RGBA")
        ground = Image.new("RGBA", full.size, "white")
        return Image.alpha_composite(ground, full).convert("RGB")
    return picture.convert("RGB")


def _written(picture: Image.Image, width: int) -> bytes:
    height = max(1, round(picture.height * width / picture.width))
    small = picture.resize((width, height), Image.Resampling.LANCZOS)
    most = next(limit for step, limit in WIDTHS.items() if step >= width)
    data = b""
    for data in _tries(small):
        if len(data) <= most:
            break
    return data


def _tries(picture: Image.Image) -> Iterator[bytes]:
    for quality in _QUALITIES:
        file = BytesIO()
        picture.save(file, "WEBP", quality=quality, method=4)
        yield file.getvalue()
