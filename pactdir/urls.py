"""All URLs of the site. They are permanent: an old slug redirects."""

from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path
from django.views.decorators.http import require_safe

from news.calendar_views import open_days
from news.sheets import article_sheet, event_sheet
from news.urls import articles, events, region_patterns, themes
from pactdir.deploy import health
from pactdir.digest.urls import digest
from pactdir.error_reports.urls import error_reports
from pactdir.following.urls import following
from pactdir.for_municipalities.views import for_municipalities
from pactdir.map import views as maps
from pactdir.nearby.calendar import nearby_calendar
from pactdir.nearby.sheets import nearby_sheet
from pactdir.nearby.views import nearby, nearby_start
from pactdir.pages import site_views as views
from pactdir.pages.comparing import compare
from pactdir.pages.comparing_sheet import comparison_sheet
from pactdir.pages.joining import join
from pactdir.pages.picture import site_picture
from pactdir.pages.region_sheets import municipality_sheet, region_sheet
from pactdir.pages.region_urls import municipalities, regions
from pactdir.pages.robots import robots
from pactdir.pages.security_txt import security_txt
from pactdir.pages.sitemaps import SECTIONS
from pactdir.paper.urls import municipality_patterns, region_pdfs
from pactdir.search.suggestions import suggestion_list
from pactdir.search.views import search
from pactdir.submissions.urls import submissions
from pactdir.timeline.urls import municipality_timeline_patterns, region_timeline_patterns
from pactdir.to_do.sheet import offer_sheet
from pactdir.to_do.views import to_do_list
from pactdir.white_spots.sheets import white_spot_sheet
from pactdir.white_spots.views import white_spots
from pactdir.year_report.urls import year_patterns
from partners.sheets import partner_sheet
from partners.urls import offer_patterns
from regions.documents.views import document_file
from regions.editing.preview import preview_page
from regions.pictures.views import picture_file, preview_file
from schools.figures.sheets import figure_sheet
from schools.sheets import school_sheet

region_pages, regions_name = regions
region_pages = [*region_pages, *region_pdfs]
municipality_pages, municipalities_name = municipalities
municipality_pages = [
    *municipality_pages,
    *municipality_patterns,
    *municipality_timeline_patterns,
]

handler500 = "pactdir.outage.pages.server_error"

urlpatterns = [
    path("", views.home, name="home"),
    path(
        "regios/",
        include(
            (
                [*region_pages, *region_patterns, *region_timeline_patterns, *year_patterns],
                regions_name,
            )
        ),
    ),
    path("gemeenten/", include((municipality_pages, municipalities_name))),
    path("scholen/", include("schools.urls")),
    path("profielen/", include("schools.profiles.urls")),
    path("cijfers/witte-vlekken/", white_spots, name="white-spots"),
    path("cijfers/witte-vlekken.<sheet:extension>", white_spot_sheet, name="white-spot-sheet"),
    path("cijfers/", include("schools.figures.urls")),
    path("partners/", include("partners.urls")),
    *following,
    path("mail/", include(digest)),
    path("klopt-niet/", include(error_reports)),
    path(
        "aanbod/",
        include(([path("", to_do_list, name="list"), *offer_patterns], "offers")),
    ),
    path("nieuws/", include(articles)),
    path("agenda/", include(events)),
    path("themas/", include(themes)),
    path("regios.<sheet:extension>", region_sheet, name="region-sheet"),
    path("gemeenten.<sheet:extension>", municipality_sheet, name="municipality-sheet"),
    path("scholen.<sheet:extension>", school_sheet, name="school-sheet"),
    path("partners.<sheet:extension>", partner_sheet, name="partner-sheet"),
    path("aanbod.<sheet:extension>", offer_sheet, name="offer-sheet"),
    path("nieuws.<sheet:extension>", article_sheet, name="article-sheet"),
    path("agenda.<sheet:extension>", event_sheet, name="event-sheet"),
    path("cijfers.<sheet:extension>", figure_sheet, name="figure-sheet"),
    path("vergelijken.<sheet:extension>", comparison_sheet, name="comparison-sheet"),
    path("vergelijken/", compare, name="compare"),
    path("vergelijken/open-dagen.ics", open_days, name="compare-calendar"),
    path("kaart/<slug:name>.svg", maps.area, name="map"),
    path("doe-mee/", join, name="join"),
    path("doe-mee/", include(submissions)),
    path("voor-gemeenten/", for_municipalities, name="for-municipalities"),
    path("zoeken/", search, name="search"),
    path("zoeken/suggesties/", suggestion_list, name="suggestions"),
    path("dichtbij/", nearby_start, name="nearby-start"),
    path("dichtbij/<str:pc4>/", nearby, name="nearby"),
    path("dichtbij/<str:pc4>.ics", nearby_calendar, name="nearby-calendar"),
    path("dichtbij/<str:pc4>.<sheet:extension>", nearby_sheet, name="nearby-sheet"),
    path("voorbeeld/<str:key>/", preview_page, name="preview"),
    path(
        "voorbeeld/beeld/<str:signed>/<int:width>.<slug:extension>",
        preview_file,
        name="picture-preview",
    ),
    path("beeld/<slug:digest>-<int:width>.<slug:extension>", picture_file, name="picture-file"),
    path("document/<slug:key>/<str:name>", document_file, name="document-file"),
    path("over/", views.about, name="about"),
    path("contact/", views.contact, name="contact"),
    path("privacy/", views.privacy, name="privacy"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("woordenlijst/", views.glossary, name="glossary"),
    path("beeld.png", site_picture, name="picture"),
    path("favicon.ico", views.favicon, name="favicon"),
    path(
        "sitemap.xml",
        require_safe(sitemaps.index),
        {"sitemaps": SECTIONS, "sitemap_url_name": "sitemap-section"},
        name="sitemap",
    ),
    path(
        "sitemap-<slug:section>.xml",
        require_safe(sitemaps.sitemap),
        {"sitemaps": SECTIONS},
        name="sitemap-section",
    ),
    path("robots.txt", robots, name="robots"),
    path(".well-known/security.txt", security_txt, name="security-txt"),
    path("admin/", admin.site.urls),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
]
