"""The colours in `static/css/tokens.css`, for images and for pages without that style sheet."""

import re
from functools import cache

from django.conf import settings

TOKENS = settings.BASE_DIR / "static/css/tokens.css"
MEDIA = {"light": "", "dark": "(prefers-color-scheme: dark)", "print": "print"}
BLOCK = re.compile(r"(?:@media ([^{]+?) \{\s*)?:root \{([^}]*)\}")
COLOUR = re.compile(r"(?<![\w-])--([\w-]+): (#[0-9a-f]{3,6});")


@cache
def colours(look: str = "light") -> dict[str, str]:
    by_media = {
        media: dict(COLOUR.findall(body)) for media, body in BLOCK.findall(TOKENS.read_text())
    }
    return {**by_media[MEDIA["light"]], **by_media[MEDIA[look]]}
