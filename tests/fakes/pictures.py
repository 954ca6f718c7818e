"""Pictures for tests."""

from io import BytesIO

from PIL import Image


def picture(colour: str = "olive", size: tuple[int, int] = (640, 480)) -> bytes:
    """A PNG of one colour."""
    stream = BytesIO()
    Image.new("RGB", size, colour).save(stream, "PNG")
    return stream.getvalue()
