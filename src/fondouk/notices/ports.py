"""What must be there to deliver: a sender of mail and a sender of short messages."""

from typing import Protocol

from fondouk.plumbing.slots import Slot


class Sender(Protocol):
    """Sends words to one address. `Unavailable` when the provider fails: worth another try."""

    def send(self, *, address: str, subject: str, text: str) -> None: ...


MAIL: Slot[Sender] = Slot("notices.MAIL")
SMS: Slot[Sender] = Slot("notices.SMS")
