"""Pages of articles and events."""

from urllib.parse import urlencode

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from news.filters import ArticleFilter, EventFilter
from news.linked_rows import offers_in, partners_in, schools_in
from news.models import Article, Event, GoalArticle
from news.months import Month
from regions.clock import today
from regions.directory import redirect_if_moved
from regions.lists.blanks import drop_blank_fields
from regions.lists.query_names import reads


@require_safe
@drop_blank_fields
@reads(ArticleFilter, "page")
def article_list(request: HttpRequest) -> HttpResponse:
    day = today()
    article_filter = ArticleFilter(request.GET, on=day)
    page = article_filter.page(article_filter.qs.for_list(), per_page=24)
    context = {"filter": article_filter, "filters": article_filter.shown, "page": page, "day": day}
    return render(request, "news/article_list.html", context)


@require_safe
@redirect_if_moved
def article_detail(request: HttpRequest, slug: str) -> HttpResponse:
    day = today()
    goals = Prefetch("goal_articles", GoalArticle.objects.select_related("goal__region"))
    article = Article.objects.published(day).for_page().prefetch_related(goals).find(slug)
    context = {
        "article": article,
        "schools": list(schools_in(article, day)),
        "partners": list(partners_in(article, day)),
        "offers": list(offers_in(article, day)),
        "documents": list(article.documents.with_file()),
        "day": day,
    }
    return render(request, "news/article_detail.html", context)


@require_safe
@drop_blank_fields
@reads(EventFilter, "page")
def event_list(request: HttpRequest) -> HttpResponse:
    day = today()
    event_filter = EventFilter(request.GET, on=day)
    page = event_filter.page(event_filter.qs.for_list().upcoming_first(day), per_page=24)
    context = {
        "filter": event_filter,
        "filters": event_filter.shown,
        "page": page,
        "upcoming": [event for event in page if not event.is_past(day)],
        "past": [event for event in page if event.is_past(day)],
        "month": Month.of(day),
        "month_query": urlencode(
            [pair for pair in event_filter.narrowing.pairs if pair[0] == "regio"]
        ),
        "day": day,
    }
    return render(request, "news/event_list.html", context)


@require_safe
@redirect_if_moved
def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    day = today()
    event = Event.objects.published(day).for_page().find(slug)
    context = {"event": event, "is_past": event.is_past(day), "day": day}
    return render(request, "news/event_detail.html", context)
