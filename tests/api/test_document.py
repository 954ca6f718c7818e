"""The OpenAPI document tells all: each operation with words, examples, access and refusals."""

import json

import pytest
from django.test import Client

from fondouk.api.app import document
from fondouk.api.document import operations

EACH = [(path, method, one) for path, method, one in operations(document())]
NAMES = [f"{method.upper()} {path}" for path, method, _ in EACH]


def test_the_document_is_served_as_openapi_3_1():
    response = Client().get("/api/v1/openapi.json")
    assert response.status_code == 200
    served = json.loads(response.content)
    assert served["openapi"].startswith("3.1.")
    assert served["info"]["title"] == "Fondouk"
    assert served == json.loads(json.dumps(document()))


@pytest.mark.parametrize(("path", "method", "operation"), EACH, ids=NAMES)
def test_each_operation_tells_what_it_takes_and_answers(path, method, operation):
    assert operation["summary"][0].isupper()
    assert len(operation.get("description", "")) > 20, "needs a docstring"
    assert operation["tags"]
    assert operation["security"]
    answered = operation["responses"]
    good = [one for status, one in answered.items() if int(status) < 300]
    assert good
    for one in good:
        for content in one.get("content", {}).values():
            assert "example" in content, "needs an example of its answer"
            assert content["schema"]
    for status, one in answered.items():
        if int(status) >= 400:
            assert "application/problem+json" in one["content"]
            assert one["x-codes"]
    assert {"400", "401", "429", "500", "503"} <= {str(status) for status in answered}
    if "requestBody" in operation:
        for content in operation["requestBody"]["content"].values():
            assert "example" in content, "needs an example of its input"
        assert "422" in {str(status) for status in answered}


def test_operation_ids_are_unique():
    names = [operation["operationId"] for _, _, operation in EACH]
    assert len(names) == len(set(names))


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "fr", "ar", "es"])
def test_the_reference_page_shows_each_operation_and_each_code(language):
    from fondouk.plumbing import refusals

    response = Client().get("/api/v1/docs", headers={"accept-language": language})
    assert response.status_code == 200
    page = response.content.decode()
    for path, _, operation in EACH:
        assert f'id="{operation["operationId"]}"' in page, "its group is not in docs.GROUPS"
        assert path in page
    for code, words in refusals.table().items():
        assert f'id="{code}"' in page
        assert words.sentence[language].split("“")[0].split("«")[0][:12] in page or "'" in page
    assert "<script>" not in page
