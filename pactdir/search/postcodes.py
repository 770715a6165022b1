"""A postcode, with the place and the municipality it is in."""

from regions.models import PostcodeArea


def postcode_area(digits: str) -> PostcodeArea | None:
    areas = PostcodeArea.objects.select_related("place__municipality")
    return areas.filter(code=digits).first()
