"""Structured data for the site itself: its name and its search URL."""

from django.urls import reverse

from regions.structured_data import SITE_NAME, Absolute, Data


def website(absolute: Absolute) -> Data:
    return {
        "@type": "WebSite",
        "name": SITE_NAME,
        "url": absolute(reverse("home")),
        "inLanguage": "nl",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": absolute(reverse("search")) + "?q={search_term_string}",
            },
            "query-input": "required name=search_term_string",
        },
    }
