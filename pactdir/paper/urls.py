"""URLs of PDFs, beside those of the pages."""

from django.urls import path

from pactdir.paper.views import municipality_pdf, region_pdf, year_pdf

municipality_patterns = [path("<slug:slug>.pdf", municipality_pdf, name="pdf")]
region_pdfs = [
    path("<slug:slug>.pdf", region_pdf, name="pdf"),
    path("<slug:slug>/jaar/<str:span>.pdf", year_pdf, name="year-pdf"),
]
