"""The fields of the product index."""

from fondouk.plumbing.textindex import IndexField, IndexSchema, Kind

_WORDS = ("body", "head", "kind", "spelling")
_KEYWORDS = (
    "category",
    "region",
    "supplier",
    "supplier_kind",
    "certificate",
    "incoterm",
    "season",
)
_NUMBERS = ("price", "moq", "lead_time", "changed_on", "published_at", "complete")

SCHEMA = IndexSchema(
    "products",
    (
        IndexField("name", Kind.TEXT),
        *(IndexField(name, Kind.WORDS) for name in _WORDS),
        *(IndexField(name, Kind.KEYWORD) for name in _KEYWORDS),
        *(IndexField(name, Kind.INTEGER) for name in _NUMBERS),
    ),
    revision=3,
)
"""`body` is the weighted stream, `head` what the thing is, `kind` what its category is called,
`spelling` whole words for completion and repair. `category` holds the path from the root.
`price` is in ten-thousandths of the reference currency for one base unit, `moq` in thousandths of
the base unit, `lead_time` in days, `changed_on` in days since 1970, `published_at` in seconds
since then, `complete` in per cent.
"""
