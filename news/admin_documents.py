"""Admin of the documents that articles offer."""

from django.contrib import admin

from news.models import ArticleDocument
from regions.admin_documents import DocumentAdmin, DocumentRows


class ArticleDocumentInline(DocumentRows):
    model = ArticleDocument


@admin.register(ArticleDocument)
class ArticleDocumentAdmin(DocumentAdmin):
    list_display = ["name", "article", "dated", "source"]
    list_select_related = ["article__region"]
    search_fields = ["name", "article__folded_name"]
    autocomplete_fields = ["article"]
