"""Two questions of a load balancer: does the process answer, and can the hub do its work."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from fondouk.discovery.queries import index_state
from fondouk.plumbing import beats, clock


def live(request: HttpRequest) -> HttpResponse:
    """`GET /healthz`: 200 while the process answers."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> HttpResponse:
    """`GET /readyz`: 200 with each part "ok", or 503 naming the part that is not."""
    parts = {"database": "ok", "worker": "ok", "index": "ok"}
    if not index_state()[0]:
        parts["index"] = "not built yet"
    try:
        with connection.cursor() as sql:
            sql.execute("SELECT 1")
        if not beats.alive("worker", at=clock.now()):
            parts["worker"] = "no sign of life for 15 seconds"
    except DatabaseError as error:
        parts["database"] = type(error).__name__
        parts["worker"] = "unknown"
    good = all(state == "ok" for state in parts.values())
    return JsonResponse(
        {"status": "ok" if good else "not ready", "parts": parts}, status=200 if good else 503
    )
