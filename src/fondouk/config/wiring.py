"""Fill each room's slots with its adapter, once a process."""

from fondouk.catalogue.adapters.files import DiskFiles
from fondouk.catalogue.ports import FILES
from fondouk.notices import ports as notices
from fondouk.notices.adapters.mail import DjangoMail
from fondouk.notices.adapters.sms import FileSms
from fondouk.plumbing.slots import empty_slots


def wire() -> None:
    """After this every slot holds an adapter; an empty one is a mistake of ours and raises."""
    FILES.fill(DiskFiles())
    notices.MAIL.fill(DjangoMail())
    notices.SMS.fill(FileSms())
    if missing := empty_slots():
        raise RuntimeError(f"no adapter for: {', '.join(missing)}")
