"""Every address of the site. They are permanent; a renamed slug redirects."""

from django.contrib import admin
from django.urls import include, path

from news.urls import articles, events
from pactdir import health, views
from regions.urls import municipalities, regions
from regions.views import region_comparison

urlpatterns = [
    path("", views.home, name="home"),
    path("regios/", include(regions)),
    path("gemeenten/", include(municipalities)),
    path("scholen/", include("schools.urls")),
    path("partners/", include("partners.urls")),
    path("nieuws/", include(articles)),
    path("agenda/", include(events)),
    path("vergelijken/", region_comparison, name="compare"),
    path("zoeken/", views.search, name="search"),
    path("over/", views.about, name="about"),
    path("contact/", views.contact, name="contact"),
    path("privacy/", views.privacy, name="privacy"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("admin/", admin.site.urls),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
]
