"""`Idempotency-Key` on a writing POST: the same request again gets the first answer again."""

import hashlib
import re
from collections.abc import Callable, Iterator

import orjson
from django.http import HttpRequest, HttpResponse

from fondouk.kernel.actor import Actor, Visitor
from fondouk.kernel.refused import Refused
from fondouk.plumbing import clock
from fondouk.plumbing.repeats import Answer, once

HEADER = "Idempotency-Key"
_FORM = re.compile(r"[\x21-\x7e]{1,200}")
_KEPT_HEADERS = ("ETag", "Location", "Content-Language")
# These say "ask again otherwise or later": the next try must really be tried.
_NOT_KEPT = {401, 409, 412, 429}


def answer_once(
    request: HttpRequest, actor: Actor, handle: Callable[[], HttpResponse]
) -> HttpResponse:
    """Handle the request, or answer as the first time it came with this key.

    Refuses `bad_idempotency_key` and `key_used_otherwise`.
    """
    key = request.META.get("HTTP_IDEMPOTENCY_KEY")
    if key is None or isinstance(actor, Visitor):
        return handle()
    if not _FORM.fullmatch(key):
        raise Refused("bad_idempotency_key", HEADER)
    made: list[HttpResponse] = []

    def deed() -> Answer:
        response = handle()
        made.append(response)
        return _packed(response)

    answer = once(deed, actor=actor.id, key=key, fingerprint=_fingerprint(request), at=clock.now())
    return _unpacked(answer) if answer.repeated else made[0]


def _fingerprint(request: HttpRequest) -> str:
    digest = hashlib.sha256()
    for part in _parts(request):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def _parts(request: HttpRequest) -> Iterator[bytes]:
    yield str(request.method).encode()
    yield request.get_full_path().encode()
    yield request.META.get("HTTP_IF_MATCH", "").encode()
    if request.content_type != "multipart/form-data":
        yield request.body
        return
    # The boundary differs from one try to the next: what counts is what stands between.
    for name in sorted(request.POST):
        yield from (name.encode(), *(value.encode() for value in request.POST.getlist(name)))
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            yield from (name.encode(), str(file.name).encode())
            yield from file.chunks()
            file.seek(0)


def _packed(response: HttpResponse) -> Answer:
    headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
    return Answer(
        status=response.status_code,
        media_type=response["Content-Type"],
        body=orjson.dumps(headers) + b"\n" + response.content,
        keep=response.status_code < 500 and response.status_code not in _NOT_KEPT,
    )


def _unpacked(answer: Answer) -> HttpResponse:
    headers, _, content = answer.body.partition(b"\n")
    response = HttpResponse(content, status=answer.status, content_type=answer.media_type)
    for name, value in orjson.loads(headers).items():
        response[name] = value
    response["Idempotency-Replayed"] = "true"
    return response
