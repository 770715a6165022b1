"""URLs of PDFs, beside those of the pages."""

from django.urls import path

from pactdir.paper.views import municipality_pdf

municipality_patterns = [path("<slug:slug>.pdf", municipality_pdf, name="pdf")]
