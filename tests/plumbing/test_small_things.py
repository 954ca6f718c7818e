"""Ids, cursors, limits, blobs, sealed secrets, versions: small promises kept."""

from datetime import timedelta

import pytest

from fondouk.kernel.refused import Refused, Unavailable
from fondouk.plumbing import blobs, limits, sealing
from fondouk.plumbing.ids import new_id
from fondouk.plumbing.models import Blob
from fondouk.plumbing.paging import decode_cursor, encode_cursor, page_size
from fondouk.plumbing.versions import check_version


def test_ids_sort_by_time_and_say_their_kind():
    made = [new_id("prd") for _ in range(200)]
    assert len(set(made)) == 200 and all(len(one) == 30 and one.startswith("prd_") for one in made)
    assert [one[:14] for one in made] == sorted(one[:14] for one in made)


def test_a_cursor_reads_back_and_a_strange_one_is_refused():
    cursor = encode_cursor("prd_1", 3, None)
    assert decode_cursor(cursor, 3) == ("prd_1", 3, None)
    assert decode_cursor(None, 3) is None
    for strange in ("%%%", "abc", encode_cursor("only one"), "é"):
        with pytest.raises(Refused, match="bad_cursor"):
            decode_cursor(strange, 3)


def test_page_sizes():
    assert (page_size(None), page_size(100)) == (24, 100)
    for size in (0, 101, -1):
        with pytest.raises(Refused, match="bad_page_size"):
            page_size(size)


@pytest.mark.both
@pytest.mark.django_db
def test_a_limit_counts_within_its_window_and_says_how_long_to_wait(at):
    for _ in range(3):
        limits.spend("sign-in:x", most=3, window=timedelta(minutes=10), at=at)
    with pytest.raises(Refused) as refused:
        limits.spend(
            "sign-in:x", most=3, window=timedelta(minutes=10), at=at + timedelta(minutes=4)
        )
    assert refused.value.facts["retry_after_seconds"] == 360
    limits.spend("sign-in:x", most=3, window=timedelta(minutes=10), at=at + timedelta(minutes=11))


@pytest.mark.django_db
def test_a_file_is_kept_once_and_its_rot_is_seen(at):
    first = blobs.keep(b"saffron", "text/plain", at=at, public=False)
    again = blobs.keep([b"saf", b"fron"], "text/plain", at=at, public=True)
    assert first == again and Blob.objects.get().public
    assert blobs.read(first) == b"saffron" and blobs.sound(first)
    blobs.path_of(first).write_bytes(b"safran")
    assert not blobs.sound(first)
    with pytest.raises(ValueError, match="not a SHA-256"):
        blobs.path_of("../../etc/passwd")


def test_a_sealed_secret_opens_with_any_listed_key(hub):
    from cryptography.fernet import Fernet

    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    hub(encryption_keys=(old,))
    sealed = sealing.seal(b"token")
    hub(encryption_keys=(new, old))
    renewed = sealing.reseal(sealed)
    hub(encryption_keys=(new,))
    assert sealing.unseal(renewed) == b"token"
    with pytest.raises(Unavailable):
        sealing.unseal(sealed)


def test_a_stale_version_is_refused():
    check_version(None, 3)
    check_version(3, 3)
    with pytest.raises(Refused, match="stale_version"):
        check_version(2, 3)
