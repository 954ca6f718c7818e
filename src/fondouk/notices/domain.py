"""What a message may hold. A file is what its content says it is, whatever its name claims."""

import re
import unicodedata

from fondouk.kernel.refused import Refused, refuse_all
from fondouk.notices.events import FILE_BYTES_MAX, FILES_MAX, Upload

TEXT_MAX = 8000
NAME_MAX = 120

_OPENINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_SPREADSHEET, _DOCUMENT = f"{_OFFICE}spreadsheetml.sheet", f"{_OFFICE}wordprocessingml.document"
_ENDINGS: dict[str, str] = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".xlsx": _SPREADSHEET,
    ".docx": _DOCUMENT,
    ".txt": "text/plain",
    ".csv": "text/plain",
}
ENDINGS = tuple(_ENDINGS)
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


def check_message(text: str, files: tuple[Upload, ...]) -> str:
    """The text without edges; a message needs words or a file.

    Refuses `empty_message`, `text_too_long`, `too_many_files`. The text stays as typed: it is
    shown as text, never as markup and never obeyed.
    """
    words = text.replace("\r\n", "\n").strip()
    found = []
    if not words and not files:
        found.append(Refused("empty_message", "text"))
    if len(words) > TEXT_MAX:
        found.append(Refused("text_too_long", "text", most=TEXT_MAX))
    if len(files) > FILES_MAX:
        found.append(Refused("too_many_files", "files", most=FILES_MAX))
    refuse_all(found)
    return words


def check_file(file: Upload) -> str:
    """The media type, read from the content, where the name's ending says the same.

    Refuses `attachment_too_large`, `attachment_empty`, `attachment_unknown`,
    `attachment_disguised`.
    """
    if len(file.content) > FILE_BYTES_MAX:
        most = FILE_BYTES_MAX // 1024 // 1024
        raise Refused("attachment_too_large", "files", name=file_name(file.name), most_mb=most)
    if not file.content:
        raise Refused("attachment_empty", "files", name=file_name(file.name))
    media_type = media_type_of(file.content)
    ending = next((one for one in ENDINGS if file.name.lower().endswith(one)), None)
    if media_type is None or ending is None:
        endings = " ".join(ENDINGS)
        raise Refused("attachment_unknown", "files", name=file_name(file.name), endings=endings)
    if _ENDINGS[ending] != media_type:
        raise Refused("attachment_disguised", "files", name=file_name(file.name))
    return media_type


def media_type_of(content: bytes) -> str | None:
    """What the bytes are among the kinds that a message takes, or None."""
    for opening, media_type in _OPENINGS:
        if content.startswith(opening):
            return media_type
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[:4] == b"PK\x03\x04":
        return _office_type(content)
    return "text/plain" if _is_text(content) else None


def file_name(name: str) -> str:
    """The name without a path and without signs that a file system minds, at most 120 long."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    clean = _UNSAFE.sub(" ", last)
    clean = "".join(sign for sign in clean if unicodedata.category(sign) != "Cf").strip(". ")
    if len(clean) > NAME_MAX:
        stem, dot, ending = clean.rpartition(".")
        clean = f"{stem[: NAME_MAX - len(ending) - 1]}{dot}{ending}"[:NAME_MAX]
    return clean or "file"


def _office_type(content: bytes) -> str | None:
    """A zip is taken only where it names the parts of a workbook or a text without macros."""
    if b"[Content_Types].xml" not in content or b"vbaProject.bin" in content:
        return None
    if b"xl/workbook.xml" in content:
        return _SPREADSHEET
    return _DOCUMENT if b"word/document.xml" in content else None


def _is_text(content: bytes) -> bool:
    """UTF-8 without control signs, and no markup that a browser might run."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if any(ord(sign) < 32 and sign not in "\t\r\n\f" for sign in text):
        return False
    return not text.lstrip().startswith("<")
