"""Admin of all invitations, for national editors; they are created on the page of a region."""

from regions.editing.national import ReadOnlyAdmin


class InvitationAdmin(ReadOnlyAdmin):
    list_display = ["email", "region", "role", "invited_by", "asked_at", "expires_at"]
    list_select_related = ["region", "invited_by"]
    list_filter = ["role", "region"]
    search_fields = ["email", "region__folded_name"]
