"""Fill each room's slots with its adapter, once a process."""

from fondouk.catalogue.adapters.files import DiskFiles
from fondouk.catalogue.ports import FILES
from fondouk.plumbing.slots import empty_slots


def wire() -> None:
    """After this every slot holds an adapter; an empty one is a mistake of ours and raises."""
    FILES.fill(DiskFiles())
    if missing := empty_slots():
        raise RuntimeError(f"no adapter for: {', '.join(missing)}")
