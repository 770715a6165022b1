"""No column of any table keeps anything of an erased person, and nothing can bring it back."""

from datetime import timedelta
from io import StringIO

import pytest
from axes.models import AccessAttempt
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from pactdir.audit.recording import record
from pactdir.erasing.erasing import erase
from pactdir.erasing.listing import restored_persons
from pactdir.erasing.mentions import mentions
from pactdir.erasing.people import person_of_contact
from pactdir.models import (
    AuditEvent,
    AuditKind,
    DemoRow,
    Invitation,
    LinkCheck,
    Message,
    PasswordRequest,
    SearchEntry,
    Submission,
    SubmissionLink,
    Subscriber,
)
from pactdir.submissions.deciding import keep, withdraw
from regions.models import Contact, Erasure, FormerUser, Preview
from regions.writing.changing import changing
from tests import make
from tests.admin.rows import a_submission, an_error_report, an_upload

pytestmark = pytest.mark.django_db

NAME, MAIL, PHONE = "Zwaantje Qwertman", "zwaantje@qmark.example", "06-99887766"
LOG_IN, NOTE, GROUND = "zq-aanmelden", "notitie qmarknote", "mail van qmarkground"
MARKERS = ["qwertman", "qmark", PHONE, LOG_IN]


def dump():
    """All columns of all tables, in lower case."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            for row in cursor.fetchall():
                for value in row:
                    if isinstance(value, memoryview | bytes):
                        value = bytes(value).decode("latin-1")
                    yield table, str(value).lower()


def left_of(markers):
    return sorted({(t, m) for t, value in dump() for m in markers if m in value})


def vergeet(*args):
    out = StringIO()
    call_command("vergeet", *args, stdout=out)
    return out.getvalue()


def a_message(recipient, text, **fields):
    return Message.objects.create(
        kind="region", recipient=recipient, subject="Uitnodiging", text=text, **fields
    )


@pytest.fixture
def editor():
    return make.a_national_editor(username="landelijk", first_name="Noor")


@pytest.fixture
def person(editor):
    """A person in every model that stores people, and another with a similar name."""
    region = make.a_region(name="West-Friesland")
    contact = make.a_contact(
        region=region,
        role=f"Projectleider ({NAME})",
        person_name=NAME,
        email=MAIL,
        phone=PHONE,
        note=NOTE,
        website="https://school.example/team/zwaantje-qwertman",
        publication_ground=GROUND,
        name_is_public=True,
    )
    contact.phone = "06-1"
    contact.save()
    user = make.a_user(
        username=LOG_IN, first_name="Zwaantje", last_name="Qwertman", email=MAIL.upper()
    )
    make.an_assignment(user=user, region=region)
    confirmation = make.a_confirmation(region=region, by=user)
    with changing():
        confirmation.history.update(history_user=user)
    region.refresh_from_db()
    FormerUser.objects.create(key=900_001, name=NAME.upper(), was_national=False)
    later = timezone.now() + timedelta(days=1)
    Invitation.objects.create(
        region=region, email=MAIL, role="editor", invited_by=editor, expires_at=later
    )
    a_message(MAIL, f"Hallo {NAME}", last_error=f"550 {MAIL}")
    a_message("noor@school.example", f"{NAME} nodigt u uit.")
    PasswordRequest.objects.create(email=MAIL)
    Subscriber.objects.create(email=MAIL.lower())
    SubmissionLink.objects.create(email=MAIL, digest="b", expires_at=later)
    Submission.objects.create(kind="bedrijf", email=MAIL, answers={"contact_email": MAIL})
    Submission.objects.create(
        kind="bedrijf",
        email="bedrijf@ander.example",
        answers={"name": "Bedrijf", "contact_email": MAIL, "contact_phone": PHONE},
        before={"contact_email": MAIL},
        refused={"contact_phone": PHONE, "makes": f"Vraag {NAME}."},
        reason=f"Ik sprak {NAME}.",
    )
    an_error_report(email=MAIL)
    an_error_report(path=f"/zoeken/?q={LOG_IN}", text=f"Bel {PHONE}.", evidence=NAME, answer=MAIL)
    partner = make.a_partner(contact_email=MAIL)
    partner.contact_email = ""
    partner.save()
    make.an_offer(join_email=MAIL)
    AccessAttempt.objects.create(username=LOG_IN, failures_since_start=1)
    html = f"<p>{NAME}</p>"
    Preview.objects.create(
        digest="a", title="Regio", html=html, region=region, made_by=editor, expires_at=later
    )
    record(AuditKind.INVITED, MAIL, by=editor)
    record(AuditKind.LOG_IN, user, by=user)
    record(AuditKind.RIGHTS_GIVEN, "iemand", by=editor, detail=f"e-mailadres {MAIL}")
    LogEntry.objects.create(
        user=editor,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(user.pk),
        object_repr=LOG_IN,
        action_flag=ADDITION,
        change_message=f"Rol ingetrokken van {NAME}.",
    )
    DemoRow.objects.create(
        key="contact", model="regions.contact", object_id=contact.pk, loaded={"note": NOTE}
    )
    LinkCheck.objects.create(url="https://school.example/team/zwaantje-qwertman")
    make.a_region(editor_note=NAME)  # the field holds nothing else
    return contact


@pytest.fixture
def namesake():
    row = make.a_contact(
        role="Zij", person_name=f"{NAME}s", email=f"de.{MAIL}", name_is_public=True
    )
    a_message(f"de.{MAIL}", f"Hallo {NAME}s")
    FormerUser.objects.create(key=900_002, name=f"{NAME}-de Boer", was_national=False)
    return row


@pytest.mark.parametrize("by", ["contact", "user", "name", "mail", "username", "button"])
def test_no_column_of_the_database_has_anything_left(client, editor, person, by):
    assert {marker for _, marker in left_of(MARKERS)} == set(MARKERS)
    events, records = AuditEvent.objects.count(), Contact.history.count()
    assert SearchEntry.objects.exists()

    user = User.objects.get(username=LOG_IN)
    if by in ("user", "button"):
        client.force_login(editor)
        row = person if by == "button" else user
        page = f"admin:{row._meta.app_label}_{row._meta.model_name}_erase"
        assert client.post(reverse(page, args=[row.pk])).status_code == 302
    elif by == "contact":
        vergeet("--contact", str(person.pk), "--yes")
    else:
        vergeet({"name": NAME, "mail": MAIL, "username": LOG_IN}[by], "--yes")

    assert left_of(MARKERS) == []
    assert AuditEvent.objects.count() > events
    assert AuditEvent.objects.first().kind == AuditKind.ERASED
    assert Contact.history.count() == records + 1
    assert "[verwijderd]" in set(Contact.history.values_list("person_name", flat=True))


def test_a_submission_by_somebody_else_keeps_all_but_the_person(person):
    vergeet(NAME, "--yes")

    row = Submission.objects.get(email="bedrijf@ander.example")
    assert row.answers == {"name": "Bedrijf", "contact_email": "", "contact_phone": ""}
    assert (row.before, row.reason) == ({"contact_email": ""}, "Ik sprak [verwijderd].")
    assert Submission.objects.count() == 1


def test_nobody_writes_back_a_person_from_a_submission_that_they_had_open(person):
    rows = Submission.objects.filter(email="bedrijf@ander.example")
    changed_at = timezone.now() - timedelta(days=29)
    rows.update(changed_at=changed_at)
    opened = rows.get()
    vergeet(NAME, "--yes")

    assert not keep(opened, opened.answers, None)
    assert not withdraw(opened)
    assert left_of(MARKERS) == []
    # Erasing a person does not keep the rest for longer.
    assert timedelta(0) < rows.get().changed_at - changed_at < timedelta(seconds=1)


def test_restoring_brings_nothing_back(client, editor, person):
    vergeet(NAME, "--yes")
    client.force_login(editor)

    for record_ in person.history.order_by("history_id"):
        page = reverse("admin:regions_contact_restore", args=[person.pk, record_.pk])
        seen = person.history.order_by("-history_id").first().pk
        client.post(page, {"seen": seen})
        assert left_of(MARKERS) == []
        assert Contact.objects.get(pk=person.pk).person_name == ""
    Contact.objects.get(pk=person.pk).delete()
    deleted = person.history.order_by("-history_id").first()
    client.post(reverse("admin:regions_contact_undelete", args=[deleted.pk]))

    row = Contact.objects.get(pk=person.pk)
    assert (row.person_name, row.email, row.name_is_public) == ("", "", False)
    assert left_of(MARKERS) == []
    # As in a restored backup, whose history still has the name.
    row.delete()
    assert Contact.history.filter(id=person.pk).update(person_name=NAME, email=MAIL)
    deleted = person.history.order_by("-history_id").first()
    client.post(reverse("admin:regions_contact_undelete", args=[deleted.pk]))
    assert Contact.objects.get(pk=person.pk).person_name == ""


def test_the_erasures_are_applied_again_after_restoring_a_backup(person, namesake, tmp_path):
    before = {row.pk: row for row in Contact.objects.all()}
    user = User.objects.get(username=LOG_IN)
    vergeet(MAIL, "--yes")
    printed = vergeet("--list")
    assert not any(marker in printed for marker in MARKERS)
    (tmp_path / "erased.txt").write_text(printed)
    Erasure.objects.all().delete()
    before[person.pk].save()
    FormerUser.objects.filter(key=user.pk).delete()
    user.save(force_insert=True)
    FormerUser.objects.filter(key=900_001).update(name=NAME)
    a_message(MAIL, NAME)
    a_message("noor@school.example", f"{NAME} nodigt u uit.")

    vergeet("--again", str(tmp_path / "erased.txt"))
    assert Contact.objects.get(pk=person.pk).person_name == NAME, (
        "without --yes the command only shows"
    )
    vergeet("--again", str(tmp_path / "erased.txt"), "--yes")

    namesake.refresh_from_db()
    assert (namesake.person_name, namesake.email) == (f"{NAME}s", f"de.{MAIL}")
    Contact.objects.filter(pk=namesake.pk).delete()
    Contact.history.filter(id=namesake.pk).delete()
    Message.objects.filter(recipient__startswith="de.").delete()
    FormerUser.objects.filter(key=900_002).delete()
    assert left_of(MARKERS) == []
    assert "Niemand" in vergeet("--again", str(tmp_path / "erased.txt"), "--yes")


@pytest.mark.parametrize("column", ["answers", "before", "refused"])
def test_an_address_that_a_restored_submission_alone_has_is_erased_again(person, column):
    vergeet(MAIL, "--yes")
    answers = {"name": "Bedrijf", "contact_email": MAIL}
    Submission.objects.filter(email="bedrijf@ander.example").update(**{column: answers})

    for one in restored_persons():
        erase(one)

    assert left_of(MARKERS) == []


@pytest.fixture
def submission_with_name(person):
    return a_submission(answers={"name": "Zaag", "makes": f"Vraag naar {NAME}."})


def test_a_name_in_a_submission_is_listed_where_a_namesake_is_kept(person, submission_with_name):
    draft = a_submission(state="concept", answers={"makes": f"Bel {NAME}."})

    shown = vergeet("--contact", str(person.pk), "--only-this", "--yes")

    page = reverse("admin:pactdir_submission_change", args=[submission_with_name.pk])
    assert f"- inzending {submission_with_name.pk} {page}\n" in shown
    assert f"- inzending {draft.pk}, een concept dat alleen de inzender ziet\n" in shown
    submission_with_name.refresh_from_db()
    assert NAME in submission_with_name.answers["makes"]


def test_the_page_names_the_submissions_in_which_a_name_is_left(
    client, editor, person, submission_with_name
):
    client.force_login(editor)
    page = reverse("admin:regions_contact_erase", args=[person.pk])
    left = f"De naam staat nog in: inzending {submission_with_name.pk}."
    assert left not in client.get(page).content.decode()

    shown = client.post(page, {"only_this": "on"}, follow=True).content.decode()

    assert left in shown


def test_no_submission_is_listed_from_which_the_name_is_erased(person, submission_with_name):
    assert f"inzending {submission_with_name.pk} " not in vergeet(NAME, "--yes")
    submission_with_name.refresh_from_db()
    assert submission_with_name.answers["makes"] == "Vraag naar [verwijderd]."


def test_a_similar_name_stays_whole(person, namesake):
    vergeet(NAME, "--yes")

    namesake.refresh_from_db()
    assert (namesake.person_name, namesake.email) == (f"{NAME}s", f"de.{MAIL}")
    assert namesake.history.get().person_name == f"{NAME}s"
    assert Message.objects.get(recipient=f"de.{MAIL}").text == f"Hallo {NAME}s"
    assert FormerUser.objects.get(key=900_002).name == f"{NAME}-de Boer"


def test_a_namesake_is_kept_on_request(person):
    other = make.a_contact(role="Andere", person_name=NAME, email="ander@school.example")

    vergeet("--contact", str(person.pk), "--only-this", "--yes")

    other.refresh_from_db()
    assert (other.person_name, other.email) == (NAME, "ander@school.example")
    assert Contact.objects.get(pk=person.pk).person_name == ""
    assert not User.objects.filter(username=LOG_IN).exists(), (
        "the other row has the same email address"
    )


@pytest.mark.parametrize("who", [LOG_IN.upper(), MAIL])
def test_a_namesake_is_kept_however_the_person_is_specified(person, who):
    other = make.a_contact(role="Andere", person_name=NAME, email="ander@school.example")

    vergeet(who, "--only-this", "--yes")

    other.refresh_from_db()
    assert (other.person_name, other.email) == (NAME, "ander@school.example")
    assert not User.objects.filter(username=LOG_IN).exists()


def test_refuses_a_name_shared_by_two_people(person):
    with pytest.raises(CommandError, match="--only-this"):
        vergeet(NAME, "--only-this", "--yes")

    assert Contact.objects.get(pk=person.pk).person_name == NAME


def test_a_shared_mailbox_belongs_to_nobody(person):
    shared = "info@school.example"
    first = make.a_contact(person_name="Eén Persoon", email=shared)
    second = make.a_contact(person_name="Twee Persoon", email=shared)

    with pytest.raises(CommandError, match=f"contact {first.pk}, contact {second.pk}"):
        vergeet(shared, "--yes")
    vergeet("--contact", str(first.pk), "--yes")

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.email, second.email) == ("", shared)


def test_a_predecessor_in_the_role_stays_in_the_history(editor):
    contact = make.a_contact(person_name="Piet Voorganger", email="piet@school.example")
    contact.person_name, contact.email = NAME, MAIL
    contact.save()

    vergeet("--contact", str(contact.pk), "--yes")

    names = list(contact.history.order_by("history_id").values_list("person_name", flat=True))
    assert names == ["Piet Voorganger", "[verwijderd]", ""]


def test_free_text_is_listed_with_links_and_left_unchanged(client, editor, person):
    article = make.an_article(name="Open dag", body=f"<p>Bel {NAME}.</p>")
    gone = make.an_article(name="Weg", body=f"<p>Mail {MAIL}.</p>")
    gone.delete()
    make.an_article(name="Ander", body=f"<p>Bel {NAME}s.</p>")
    client.force_login(editor)
    page = reverse("admin:regions_contact_erase", args=[person.pk])

    shown = client.get(page).content.decode()

    assert shown.count(reverse("admin:news_article_change", args=[article.pk])) == 1
    assert shown.count(reverse("admin:news_article_deleted")) == 1
    assert "artikel: Ander" not in shown
    assert Contact.objects.get(pk=person.pk).person_name == NAME
    client.post(page)
    article.refresh_from_db()
    assert NAME in article.body


@pytest.mark.parametrize("name", [NAME, "Zoë Qwertman", "Öz Ü"])
def test_a_name_is_found_in_capitals_and_on_a_line_of_json(name):
    contact = make.a_contact(person_name=name)
    article = make.an_article(name="Open dag", body=f"<p>Bel {name.upper()}.</p>")
    upload = an_upload()
    upload.preview = {"files": [], "note": f"Vraag naar\n{name}."}
    upload.save()

    found = {mention.where for mention in mentions(person_of_contact(contact.pk))}
    assert found == {f"artikel: {article}", f"{upload._meta.verbose_name}: {upload}"}


def test_lists_first_and_erases_only_with_yes(person):
    shown = vergeet(NAME)

    assert f"Contact {person.pk}: Projectleider" in shown
    assert f"Account {LOG_IN} ({NAME})" in shown
    assert "1 inzending vanaf dit adres" in shown
    assert "1 inzending van een ander: de naam" in shown
    assert "niets gewist" in shown
    assert Contact.objects.get(pk=person.pk).person_name == NAME


@pytest.mark.parametrize("args", [(), ("Niemand Zo",), ("--contact", "999999")])
def test_refuses_what_it_cannot_find(args):
    with pytest.raises(CommandError):
        vergeet(*args)


@pytest.mark.parametrize("option", [("--contact", "1"), ("--list",), ("--again", "-")])
def test_refuses_a_name_together_with_an_option_that_would_ignore_it(option):
    with pytest.raises(CommandError, match="niet allebei"):
        vergeet(NAME, *option)


def test_refuses_a_file_that_is_not_a_list_of_erasures(tmp_path):
    file = tmp_path / "x"
    file.write_text("geen lijst")
    for name in (file, tmp_path / "weg"):
        with pytest.raises(CommandError):
            vergeet("--again", str(name))


def test_only_national_editors_erase(client, person):
    leader = make.an_assignment(region=person.region, role="leader").user
    client.force_login(leader)
    page = reverse("admin:regions_contact_erase", args=[person.pk])
    form = client.get(reverse("admin:regions_contact_change", args=[person.pk]))
    assert (form.status_code, page in form.content.decode()) == (200, False)

    assert [client.get(page).status_code, client.post(page).status_code] == [403, 403]
    user = User.objects.get(username=LOG_IN)
    account_page = reverse("admin:auth_user_erase", args=[user.pk])
    assert [client.get(account_page).status_code, client.post(account_page).status_code] == [
        403
    ] * 2
    assert Contact.objects.get(pk=person.pk).person_name == NAME


def test_nobody_erases_themselves_or_the_last_national_editor(client, editor):
    editor.set_password("een lang wachtwoord 7")
    editor.save()
    client.force_login(editor)
    page = reverse("admin:auth_user_erase", args=[editor.pk])
    assert client.post(page).status_code == 409

    with pytest.raises(CommandError, match="laatste landelijke redacteur"):
        vergeet("landelijk", "--yes")
    assert User.objects.filter(pk=editor.pk).exists()
