"""Accounts and keys from the command line."""

import json

import pytest
from click.testing import CliRunner

from fondouk.cli import keys, user


def run(command, *words):
    result = CliRunner().invoke(command, [*words, "--json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


@pytest.mark.django_db
def test_accounts_are_opened_listed_and_closed():
    made = run(user.command, "create", "desk@example.com", "--name", "Desk", "--staff")
    rows = run(user.command, "list")
    assert rows[0]["id"] == made["id"] and "desk:verify" in rows[0]["desk_deeds"]
    assert run(user.command, "desk", "desk@example.com", "desk:audit")["desk_deeds"] == [
        "desk:audit"
    ]
    assert run(user.command, "disable", made["id"]) == {"id": made["id"], "active": False}
    assert run(user.command, "unlock", "desk@example.com")["removed"] == 0
    assert run(user.command, "erase", made["id"], "--yes")["erased"]
    assert run(user.command, "list")[0]["email"] is None


@pytest.mark.django_db
def test_a_refusal_is_one_sentence():
    run(user.command, "create", "a@example.com")
    again = CliRunner().invoke(user.command, ["create", "a@example.com"])
    assert again.exit_code == 1
    assert "Another account has this address" in str(again.output)
    unknown = CliRunner().invoke(user.command, ["disable", "b@example.com"])
    assert unknown.exit_code == 1


@pytest.mark.django_db
def test_keys_are_issued_listed_and_revoked(world):
    world.cooperative(slug="coop")
    made = run(keys.command, "issue", "coop", "--label", "Shop", "--scope", "catalogue:read")
    assert made["key"].startswith("fnd_")
    assert run(keys.command, "list", "coop")[0]["scopes"] == ["catalogue:read"]
    assert run(keys.command, "revoke", made["id"])["revoked"]
    assert run(keys.command, "list", "coop")[0]["revoked_at"]
    assert run(keys.command, "rotate") == {"second_factors": 0, "waiting_messages": 0}
    assert len(run(keys.command, "new")["encryption_key"]) == 44
