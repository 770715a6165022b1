"""Setting up, using and wiping a second factor is recorded."""

import pytest
from django.urls import reverse

from pactdir.accounts.second_factor import reset_second_factor
from pactdir.models import AuditEvent
from tests.pactdir.accounts.test_second_factor import STEP, codes, halfway, user  # noqa: F401

pytestmark = pytest.mark.django_db


def test_each_step_is_recorded(user, codes, halfway):  # noqa: F811
    halfway.post(STEP, {"code": "000000"})
    halfway.post(STEP, {"code": codes[0]})
    halfway.post(reverse("admin:recovery_codes"))
    reset_second_factor(user, "the command")

    events = AuditEvent.objects.filter(about_key=user.pk, kind__startswith="step").order_by("pk")
    assert [event.sentence for event in events] == [
        "Landelijk stelde een tweede stap in.",
        "De tweede stap mislukte: landelijk.",
        "Een opdracht op de server wiste de tweede stap van landelijk.",
    ]
    assert AuditEvent.objects.filter(kind="codes_made", actor_key=user.pk).count() == 1
