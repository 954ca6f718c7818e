"""Mail through Django's backend: an SMTP server, or files in the data folder."""

from smtplib import SMTPException

from django.core.mail import EmailMessage

from fondouk.kernel.refused import Unavailable


class DjangoMail:
    """Sends plain text."""

    def send(self, *, address: str, subject: str, text: str) -> None:
        message = EmailMessage(subject=" ".join(subject.split()), body=text, to=[address])
        try:
            message.send()
        except (SMTPException, OSError) as error:
            raise Unavailable(f"mail: {type(error).__name__}") from error
