"""A faithful stand-in for a provider of short messages: each one becomes a file."""

from django.conf import settings

from fondouk.kernel.refused import Unavailable
from fondouk.plumbing.ids import new_id


class FileSms:
    """Writes `sms/<id>.txt` in the data folder: the number, an empty line, the words."""

    def send(self, *, address: str, subject: str, text: str) -> None:
        folder = settings.FONDOUK.data_dir / "sms"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            (folder / f"{new_id('sms')}.txt").write_text(f"{address}\n\n{text}\n", "utf-8")
        except OSError as error:
            raise Unavailable(f"sms: {type(error).__name__}") from error
