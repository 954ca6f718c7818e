"""The demonstration's companies: loaded once, plainly marked, with an owner and a key each."""

import json

import pytest
from click.testing import CliRunner

from fondouk.companies import queries
from fondouk.companies.events import CompanyState
from fondouk.evidence.queries import list_waiting
from fondouk.flows.demo_paper import demo_paper
from fondouk.flows.open_demo import (
    HUB,
    WAITING,
    demo_company_rows,
    demo_token,
    load_demo_companies,
)
from fondouk.kernel.actor import Visitor


@pytest.mark.django_db
def test_the_demonstration_is_loaded_once(at):
    rows = list(demo_company_rows())
    assert load_demo_companies(at=at) == len(rows) >= 30
    assert load_demo_companies(at=at) == 0
    acting = [row for row in rows if row.get("acts_through")]
    for row in acting:
        profile = queries.get_profile(Visitor(), row["slug"])
        assert profile.acts_through.slug == row["acts_through"]
    for row in rows:
        profile = queries.get_profile(Visitor(), row["slug"])
        assert profile.card.demonstration
        assert len(profile.members) == len(row.get("members") or ())
    for role in ("buyer", "cooperative", "manufacturer", "staff"):
        assert queries.find_demonstration_person(role)


@pytest.mark.django_db
def test_the_desk_of_the_demonstration_has_something_to_judge(at):
    load_demo_companies(at=at)
    waiting = {
        row["slug"]
        for row in demo_company_rows()
        if queries.get_profile(HUB, row["slug"]).card.state == CompanyState.SUBMITTED
    }
    assert waiting == set(WAITING)
    assert len(list_waiting(HUB)) == len(WAITING)


def test_a_demonstration_paper_is_a_sound_pdf():
    paper = demo_paper("Trade register extract", "a-company-demo")
    assert b"(DEMONSTRATION) Tj" in paper
    table = int(paper.split(b"startxref\n")[1].split(b"\n")[0])
    assert paper[table:].startswith(b"xref\n0 6\n")
    for number, line in enumerate(paper[table:].split(b"\n")[3:8], 1):
        assert paper[int(line[:10]) :].startswith(f"{number} 0 obj".encode())


@pytest.mark.django_db
def test_keys_of_the_demonstration_are_printed_in_demo_mode_alone(at, hub):
    from fondouk.cli.demo import command

    load_demo_companies(at=at)
    assert CliRunner().invoke(command, ["keys", "--json"]).exit_code == 1
    hub(demo=True)
    rows = json.loads(CliRunner().invoke(command, ["keys", "--json"]).output)
    assert len(rows) == len(list(demo_company_rows()))
    holder = queries.actor_for_key(rows[0]["key"], at)
    assert holder.company_id == rows[0]["company_id"]
    assert rows[0]["key"] == demo_token(rows[0]["company"])
