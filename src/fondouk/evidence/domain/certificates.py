"""What a certificate must say, and what its paper may be."""

from collections.abc import Iterator

from fondouk.evidence.domain.kinds import KINDS
from fondouk.evidence.events import CertificateDraft, Paper
from fondouk.kernel.refused import Refused

PAPER_MAX_BYTES = 10 * 1024 * 1024
_TEXT_MAX = 120
_OPENINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)


def check_certificate(draft: CertificateDraft) -> list[Refused]:
    """Everything that is wrong with it: `unknown_certificate_kind`, `field_required` for the
    issuer, `too_long`, `period_ends_before_it_starts`.
    """
    return [*_texts(draft), *_dates(draft)]


def media_type_of(paper: Paper) -> str:
    """What the paper is by its content: a PDF, a PNG or a JPEG. Refuses `paper_too_large` and
    `paper_unknown`.
    """
    if len(paper.content) > PAPER_MAX_BYTES:
        raise Refused("paper_too_large", "paper", most_mb=PAPER_MAX_BYTES // 1024 // 1024)
    for opening, media_type in _OPENINGS:
        if paper.content.startswith(opening):
            return media_type
    raise Refused("paper_unknown", "paper")


def paper_name(name: str) -> str:
    """The file's name without folders, control characters and excess."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(letter for letter in last if letter.isprintable()).strip(". ")
    return kept[-_TEXT_MAX:] or "certificate"


def _texts(draft: CertificateDraft) -> Iterator[Refused]:
    if draft.kind not in KINDS:
        yield Refused("unknown_certificate_kind", "kind", value=draft.kind[:40])
    if not draft.issuer.strip():
        yield Refused("field_required", "issuer")
    for field, text in (("issuer", draft.issuer), ("number", draft.number)):
        if len(text) > _TEXT_MAX:
            yield Refused("too_long", field, limit=_TEXT_MAX, found=len(text))


def _dates(draft: CertificateDraft) -> Iterator[Refused]:
    first, last = draft.valid_from, draft.valid_to
    if first and last and last < first:
        yield Refused(
            "period_ends_before_it_starts", "valid_to", from_on=str(first), to_on=str(last)
        )
