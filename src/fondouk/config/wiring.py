"""Fill each room's slots with its adapter, once a process."""

from django.conf import settings

from fondouk.catalogue.adapters.files import DiskFiles
from fondouk.catalogue.adapters.pictures import PillowPictures
from fondouk.catalogue.ports import ARTWORK, FILES, PICTURES
from fondouk.discovery import ports as discovery
from fondouk.discovery.adapters.lexicon_files import lexicon_of
from fondouk.discovery.adapters.product_index import product_index
from fondouk.notices import ports as notices
from fondouk.notices.adapters.mail import DjangoMail
from fondouk.notices.adapters.sms import FileSms
from fondouk.plumbing.slots import empty_slots
from fondouk.web.ui.motif import webp as draw_ornament


def wire() -> None:
    """After this every slot holds an adapter; an empty one is a mistake of ours and raises."""
    if not empty_slots():
        return
    hub = settings.FONDOUK
    FILES.fill(DiskFiles())
    PICTURES.fill(PillowPictures())
    ARTWORK.fill(draw_ornament)
    discovery.INDEX.fill(product_index(hub.data_dir / "index"))
    discovery.LEXICON.fill(lexicon_of(hub.facts_dir))
    notices.MAIL.fill(DjangoMail())
    notices.SMS.fill(FileSms())
    if missing := empty_slots():
        raise RuntimeError(f"no adapter for: {', '.join(missing)}")
