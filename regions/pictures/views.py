"""Serves pictures: to everyone if a public page shows them, otherwise with a signed URL."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from regions.clock import today
from regions.models import Picture, Preview
from regions.models.pictures import PictureQuerySet, file_name
from regions.pictures.files import FOLDER
from regions.preview_access import may_be_seen
from regions.stored_files import FOR_A_YEAR

SALT = "regions.pictures"


@require_safe
def picture_file(request: HttpRequest, digest: str, width: int, extension: str) -> HttpResponseBase:
    return _served(Picture.objects.public(today()), digest, width, extension, FOR_A_YEAR)


@require_safe
def preview_file(request: HttpRequest, signed: str, width: int, extension: str) -> HttpResponseBase:
    """For whoever may see a stored preview that shows it; a public picture is for everyone."""
    try:
        lifetime = settings.PREVIEW_LIFETIME
        digest = signing.TimestampSigner(salt=SALT).unsign(signed, max_age=lifetime)
    except signing.BadSignature:
        raise Http404 from None
    previews = Preview.objects.valid(timezone.now()).containing([signed])
    is_seen = any(may_be_seen(row, request) for row in previews.select_related("made_by"))
    pictures = Picture.objects.shown(today()) if is_seen else Picture.objects.public(today())
    return _served(pictures, digest, width, extension, "no-store")


def preview_url(picture: Picture, width: int, extension: str) -> str:
    signed = signing.TimestampSigner(salt=SALT).sign(picture.digest)
    return reverse("picture-preview", args=[signed, width, extension])


def public_url(picture: Picture, width: int, extension: str) -> str:
    return reverse("picture-file", args=[picture.digest, width, extension])


def _served(
    pictures: PictureQuerySet, digest: str, width: int, extension: str, cache_control: str
) -> HttpResponseBase:
    picture = pictures.filter(digest=digest).first()
    if picture is None:
        raise Http404
    return file_response(picture, width, extension, cache_control)


def file_response(
    picture: Picture, width: int, extension: str, cache_control: str
) -> HttpResponseBase:
    if width not in picture.widths or extension not in picture.extensions:
        raise Http404
    file = file_name(picture.digest, width, extension)
    return FOLDER.response(file, f"image/{extension}", cache_control)
