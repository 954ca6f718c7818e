"""Pictures and certificates through the API."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fakes.pictures import picture

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


def send(program, path, **form):
    data = {
        name: SimpleUploadedFile(f"{name}.bin", one) if isinstance(one, bytes) else one
        for name, one in form.items()
    }
    return Client().post(f"/api/v1{path}", data, headers=program.headers)


def test_a_picture_is_kept_in_sizes_once_and_taken_off_again(world, caller):
    owner = world.cooperative()
    path, program = f"/products/{world.product(owner)}", caller(owner)
    made = send(program, f"{path}/pictures", picture=picture())
    assert made.status_code == 201, made.content
    shown = made.json()["pictures"]
    assert len(shown) == 1
    assert all(one["href"].startswith("/media/") for one in shown[0]["renditions"])
    assert Client().get(shown[0]["renditions"][0]["href"]).status_code == 200
    assert len(send(program, f"{path}/pictures", picture=picture()).json()["pictures"]) == 1
    second = send(program, f"{path}/pictures", picture=picture("navy")).json()["pictures"][1]["id"]
    first = program.post(f"{path}/pictures/{second}/first").json()["pictures"]
    assert first[0]["id"] == second
    stale = program.send("DELETE", f"{path}/pictures/{second}", if_match='"1"')
    assert stale.status_code == 412
    left = program.send("DELETE", f"{path}/pictures/{second}").json()["pictures"]
    assert [one["id"] for one in left] == [shown[0]["id"]]


def test_what_is_no_picture_is_refused(world, caller):
    owner = world.cooperative()
    path, program = f"/products/{world.product(owner)}/pictures", caller(owner)
    refused = send(program, path, picture=b"GIF89a but not really")
    assert (refused.status_code, refused.json()["code"]) == (422, "not_a_picture")
    missing = send(program, path, other="x")
    assert missing.json()["errors"][0]["field"] == "picture"
    assert send(caller(world.cooperative()), path, picture=picture()).status_code == 404


def test_a_certificate_with_its_paper_is_uploaded_and_withdrawn(world, caller):
    owner = world.cooperative()
    program = caller(owner)
    made = send(
        program,
        "/certificates",
        kind="organic_eu",
        issuer="A body",
        valid_to="2027-01-31",
        paper=PDF,
    )
    assert made.status_code == 201, made.content
    body = made.json()
    assert (body["trust"], body["valid_to"], body["actions"]) == (
        "uploaded",
        "2027-01-31",
        ["withdraw"],
    )
    path = body["href"].removeprefix("/api/v1")
    assert caller().get(path).json()["actions"] == []
    assert program.post(f"{path}/withdraw").json()["state"] == "withdrawn"
    assert caller().get(path).status_code == 404
    again = program.post(f"{path}/withdraw")
    assert again.json()["code"] == "wrong_certificate_state"


def test_a_wrong_certificate_names_its_members(world, caller):
    program = caller(world.cooperative())
    one = send(program, "/certificates", kind="moon_dust", issuer="A body").json()["errors"][0]
    assert (one["code"], one["field"]) == ("unknown_certificate_kind", "kind")
    assert (
        send(program, "/certificates", kind="organic_eu").json()["errors"][0]["field"] == "issuer"
    )
    kinds = caller().get("/reference/certificates").json()["items"]
    assert "organic_eu" in {one["code"] for one in kinds}
