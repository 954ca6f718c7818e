"""Words leave by a job: sealed while they wait, forgotten once they have left."""

from datetime import timedelta

import pytest
from django.core import mail

from fondouk.kernel.refused import Unavailable
from fondouk.notices import commands
from fondouk.notices.adapters.mail import DjangoMail
from fondouk.notices.adapters.sms import FileSms
from fondouk.notices.commands.delivery import TRIES_MAX, send_delivery
from fondouk.notices.events import Channel, DeliveryState
from fondouk.notices.models import Delivery
from fondouk.notices.ports import MAIL, SMS
from fondouk.plumbing import clock, jobs

pytestmark = pytest.mark.django_db


def hand_over(channel=Channel.MAIL, address="amal@example.com", **given):
    return commands.deliver(
        channel=channel,
        address=address,
        subject="Your code",
        text="It is 123456.",
        at=clock.now(),
        **given,
    )


class Failing:
    """A provider that is down."""

    def send(self, *, address, subject, text):
        raise Unavailable("down")


@pytest.fixture
def failing_mail():
    MAIL.fill(Failing())
    yield
    MAIL.fill(DjangoMail())


def test_mail_leaves_and_its_words_are_forgotten():
    row = Delivery.objects.get(pk=hand_over())
    assert b"123456" not in bytes(row.sealed) and b"amal" not in bytes(row.sealed)
    assert mail.outbox == []
    assert jobs.run_next() and not jobs.run_next()
    assert (mail.outbox[0].to, mail.outbox[0].body) == (["amal@example.com"], "It is 123456.")
    row.refresh_from_db()
    assert row.state == DeliveryState.SENT and bytes(row.sealed) == b""


def test_a_short_message_becomes_a_file(settings):
    hand_over(Channel.SMS, "+212661223344")
    jobs.run_next()
    folder = settings.FONDOUK.data_dir / "sms"
    texts = [file.read_text() for file in folder.glob("*.txt")]
    assert texts == ["+212661223344\n\nIt is 123456.\n"]
    for file in folder.glob("*.txt"):
        file.unlink()


def test_a_message_is_sent_once_even_if_its_job_runs_again():
    delivery = hand_over()
    jobs.run_next()
    send_delivery.call(delivery)
    assert len(mail.outbox) == 1


def test_a_code_that_comes_too_late_is_dropped():
    delivery = hand_over(useless_after=clock.now() - timedelta(seconds=1))
    jobs.run_next()
    assert mail.outbox == []
    assert Delivery.objects.get(pk=delivery).state == DeliveryState.DROPPED


def test_a_provider_that_fails_is_tried_again_and_then_given_up(failing_mail):
    delivery = hand_over()
    for tries in range(1, TRIES_MAX + 1):
        send_delivery.call(delivery)
        row = Delivery.objects.get(pk=delivery)
        assert row.tries == tries
    assert row.state == DeliveryState.FAILED and bytes(row.sealed) == b""


def test_waiting_words_move_to_the_newest_key(hub):
    from cryptography.fernet import Fernet

    delivery = hand_over()
    from django.conf import settings

    newest = Fernet.generate_key().decode()
    hub(encryption_keys=(newest, *settings.FONDOUK.encryption_keys))
    assert commands.reseal_deliveries() == 1
    hub(encryption_keys=(newest,))
    jobs.run_next()
    assert Delivery.objects.get(pk=delivery).state == DeliveryState.SENT


@pytest.mark.parametrize("sender", [DjangoMail(), FileSms()])
def test_both_senders_keep_the_contract(sender, settings):
    sender.send(address="amal@example.com", subject="One\nline", text="سلام")
    if isinstance(sender, DjangoMail):
        assert mail.outbox[0].subject == "One line"
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_PORT = 1
    else:
        folder = settings.FONDOUK.data_dir / "sms"
        for file in folder.glob("*.txt"):
            assert "سلام" in file.read_text()
            file.unlink()
        folder.rmdir()
        folder.write_text("in the way")
    with pytest.raises(Unavailable):
        sender.send(address="amal@example.com", subject="x", text="y")
    if isinstance(sender, FileSms):
        folder.unlink()


def test_both_slots_are_filled():
    assert MAIL.filled and SMS.filled
