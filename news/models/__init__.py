"""Articles and events."""

from news.models.articles import Article, ArticleKind
from news.models.documents import ArticleDocument
from news.models.evenings import MIDNIGHT, NOON, is_one_evening
from news.models.event_queries import EventStatus, upcoming_first
from news.models.events import Audience, Event
from news.models.evidence import GoalArticle, GoalEvent
from news.models.links import ArticleLink, ArticleOffer, ArticlePartner, ArticleSchool
from news.models.themes import ArticleTheme, EventTheme

__all__ = [
    "MIDNIGHT",
    "NOON",
    "Article",
    "ArticleDocument",
    "ArticleKind",
    "ArticleLink",
    "ArticleOffer",
    "ArticlePartner",
    "ArticleSchool",
    "ArticleTheme",
    "Audience",
    "Event",
    "EventStatus",
    "EventTheme",
    "GoalArticle",
    "GoalEvent",
    "is_one_evening",
    "upcoming_first",
]
