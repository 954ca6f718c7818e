"""Public pictures by the hash of their content: they never change, so browsers keep them."""

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified

from fondouk.kernel.refused import Refused
from fondouk.plumbing import blobs
from fondouk.plumbing.models import Blob

_FOR_EVER = "public, max-age=31536000, immutable"


def picture(request: HttpRequest, sha256: str) -> HttpResponse | FileResponse:
    """`GET /media/<sha256>.webp`; private files are not found here."""
    etag = f'"{sha256}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag, "Cache-Control": _FOR_EVER})
    if not Blob.objects.filter(pk=sha256, public=True, media_type="image/webp").exists():
        raise Refused("not_found")
    file = blobs.path_of(sha256).open("rb")
    return FileResponse(
        file,
        content_type="image/webp",
        headers={
            "ETag": etag,
            "Cache-Control": _FOR_EVER,
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'",
        },
    )
