"""Which files a company may show the desk: told by their content, never by their name."""

from fondouk.kernel.refused import Refused

SIZE_MAX = 10 * 1024 * 1024
COUNT_MAX = 40
NAME_LENGTH_MAX = 120

_PDF, _PNG, _JPEG = b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


def media_type_of(content: bytes) -> str:
    """application/pdf, image/png or image/jpeg, by the file's first and last bytes.

    Refuses `document_empty`, `document_too_large`, `document_kind_unknown`.
    """
    if not content:
        raise Refused("document_empty", "file")
    if len(content) > SIZE_MAX:
        raise Refused("document_too_large", "file", max_mb=SIZE_MAX // 1024 // 1024)
    if content.startswith(_PDF) and b"%%EOF" in content[-2048:]:
        return "application/pdf"
    if content.startswith(_PNG) and content.rstrip(b"\0").endswith(b"IEND\xaeB`\x82"):
        return "image/png"
    if content.startswith(_JPEG) and b"\xff\xd9" in content[-64:]:
        return "image/jpeg"
    raise Refused("document_kind_unknown", "file")


def file_name(name: str, media_type: str) -> str:
    """A name that is safe to offer for download, with the ending that fits the content."""
    ending = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}[media_type]
    plain = "".join(sign for sign in name if sign.isprintable() and sign not in '/\\:*?"<>|;')
    before, _, after = plain.rpartition(".")
    stem = (before if before and len(after) <= 5 else plain).strip(" .") or "document"
    return stem[: NAME_LENGTH_MAX - len(ending)] + ending
