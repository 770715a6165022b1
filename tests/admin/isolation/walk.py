"""Requests every URL for every row of others, and checks the response and what changed.

A response must not contain a mark of others, differ from the response for a row that does not
exist, write anything, or be a server error.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection, transaction
from django.http import HttpRequest
from django.test import Client

from tests.admin.filling import Form
from tests.admin.isolation import addresses
from tests.admin.isolation.addresses import Pattern
from tests.admin.isolation.marks import SENT, UNIQUE, as_sent
from tests.admin.isolation.world import NOT_THERE, World
from tests.sharing import rotated

# HEAD and the like are handled as GET, so one row of each kind is enough
WITHOUT_BODY = ("HEAD", "PUT", "DELETE")
FOREIGN_KEY = re.compile(r"7[1-4]\d{5}|7900000")
WHOLE_KEY = re.compile(r"(?<!\w)7[1-4]\d{5}(?!\w)")
SENT_MARK = re.compile(rf"{SENT}\d{{4}}{SENT}", re.IGNORECASE)
CHANGING = re.compile(
    r'name="(?:csrfmiddlewaretoken|form_version)" value="[^"]+"|nonce="[^"]*"|\'nonce-[^\']*\'',
    re.IGNORECASE,
)
VARIABLE = re.compile(rf"{UNIQUE.pattern}|\d+")  # of an address
NEW_ROW = re.compile(r"/\d+/change/")  # sequences are not rolled back
# Depends on the time, not on the row.
UNRELATED_HEADERS = {"set-cookie", "content-length", "expires", "date", "last-modified"}
TABLE = re.compile(r'(?:INTO|UPDATE|FROM) "(\w+)"')
ROWS_OF_A_KIND = 2
# Log entries, which every action adds, and the second factor, which users set up themselves.
ADDED = ("admin.LogEntry", "otp_totp.TOTPDevice", "django_otp_webauthn.WebAuthnUserHandle")
WRITING = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True)
class Probe:
    method: str
    path: str
    body: tuple[tuple[str, Any], ...] = ()
    kind: str = ""  # the number of the request body

    def __str__(self) -> str:
        return f"{self.method} {self.path}{f' ({self.kind})' if self.kind else ''}"

    @property
    def of_nothing(self) -> "Probe":
        body = tuple((_twin(name), _twin(value)) for name, value in self.body)
        return Probe(self.method, _twin(self.path), body, self.kind)


def _twin(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return tuple(_twin(item) for item in value)
    return FOREIGN_KEY.sub(str(NOT_THERE), str(value))


@dataclass(frozen=True)
class Finding:
    what: str  # shows, reveals, writes, breaks, changes
    who: str
    probe: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.who}: {self.probe} {self.what} {self.detail}"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str
    statements: list[str] = field(default_factory=list)  # writing statements
    changed: list[str] = field(default_factory=list)  # rows of other regions

    @property
    def comparable(self) -> tuple[Any, ...]:
        """The response without the requested key, so that two responses can be compared."""
        headers = {name: _blank(value) for name, value in sorted(self.headers.items())}
        return self.status, tuple(headers.items()), _blank(self.text)

    @property
    def everything(self) -> str:
        return "\n".join([str(self.headers), self.text])


def _blank(text: str) -> str:
    for pattern in (CHANGING, SENT_MARK, UNIQUE, FOREIGN_KEY, NEW_ROW):
        text = pattern.sub("…", text)
    return text


class Walker:
    def __init__(self, world: World, user: User) -> None:
        self.world, self.user = world, user
        self.client = Client(raise_request_exception=False)
        self.client.force_login(user)
        self._session = self.client.cookies.output(header="").strip()
        self._twins: dict[Any, Any] = {}
        self._before = world.snapshot()

    def send(self, probe: Probe) -> Answer:
        # The request is rolled back after its writes are recorded.
        self.client.cookies.load(self._session)
        for name in ("messages", "csrftoken"):
            self.client.cookies.pop(name, None)
        statements: list[str] = []
        with transaction.atomic():
            with recording_writes(statements):
                answer = self._answer(probe)
            if statements:
                answer.statements = statements
                answer.changed = self._changed_by(statements)
            if statements or probe.path.endswith("/logout/"):
                transaction.set_rollback(True)
        return answer

    def _changed_by(self, statements: list[str]) -> list[str]:
        # There are no triggers or rules, so compare only the tables that the statements mention.
        tables = {name for sql in statements for name in TABLE.findall(sql)}
        labels = {
            model._meta.label
            for model in apps.get_models(include_auto_created=True)
            if model._meta.db_table in tables
        }
        before = {row: was for row, was in self._before.items() if row.split()[0] in labels}
        return changed(before, self.world.snapshot(tables))

    def _answer(self, probe: Probe) -> Answer:
        send: Callable[..., Any] = getattr(self.client, probe.method.lower())
        if probe.method == "POST":
            response = send(probe.path, dict(probe.body))
        elif probe.method == "PUT":
            response = send(probe.path, urlencode(probe.body, doseq=True))
        else:
            response = send(probe.path)
        body = response.getvalue() if response.streaming else response.content
        headers = {k.lower(): v for k, v in response.items() if k.lower() not in UNRELATED_HEADERS}
        text = body.decode(errors="replace") + _messages(response)
        return Answer(response.status_code, headers, text)

    def findings(self, probe: Probe) -> Iterator[Finding]:
        answer = self.send(probe)
        if revealed := self.world.marks.found_in(answer.everything) | _revealed_keys(probe, answer):
            yield Finding("shows", self.who, str(probe), ", ".join(sorted(revealed)[:5]))
        if answer.status >= 500:
            yield Finding("breaks", self.who, str(probe), str(answer.status))
        if answer.changed:
            yield Finding("changes", self.who, str(probe), ", ".join(answer.changed[:5]))
        elif answer.statements and FOREIGN_KEY.search(probe.path):
            yield Finding("writes", self.who, str(probe), answer.statements[0][:160])
        if probe.of_nothing != probe and not self._reveals_nothing(probe, answer):
            yield Finding("reveals", self.who, str(probe), f"{answer.status}")

    @property
    def who(self) -> str:
        roles = self.user.assignments.values_list("role", flat=True)
        return f"{'+'.join(roles)}{' with permissions' if self.user.is_staff else ''}"

    def _reveals_nothing(self, probe: Probe, answer: Answer) -> bool:
        twin = probe.of_nothing
        key = (twin.method, twin.path, twin.kind)
        if key in self._twins and self._twins[key] == answer.comparable:
            return True
        self._twins[key] = self.send(twin).comparable
        return self._twins[key] == answer.comparable


def _revealed_keys(probe: Probe, answer: Answer) -> set[str]:
    return set(WHOLE_KEY.findall(answer.everything)) - set(WHOLE_KEY.findall(f"{probe!r}"))


@contextmanager
def recording_writes(statements: list[str]) -> Iterator[None]:
    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().startswith(WRITING) and "django_session" not in sql:
            statements.append(f"{sql} {params}" if "SET" in sql else sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield


def _messages(response: Any) -> str:
    if (cookie := response.cookies.get("messages")) is None or not cookie.value:
        return ""
    storage: Any = CookieStorage(HttpRequest())
    messages = storage._decode(cookie.value) or []
    return "\n" + "\n".join(str(message) for message in messages)


class Harvest:
    """Collects request bodies and further URLs from the pages of a user."""

    def __init__(self, user: User) -> None:
        self.client = Client(raise_request_exception=False)
        self.client.force_login(user)
        self.forms: dict[str, dict[str, Any]] = {}
        self.buttons: dict[str, list[str]] = {}
        self.links: set[str] = set()
        self._kinds: dict[str, dict[str, Any]] = {}  # one of each kind of page, but every form

    def read(self, path: str) -> None:
        if path in self.forms:
            return
        if not path.endswith("/change/") and _kind(path) in self._kinds:
            self.forms[path] = self._kinds[_kind(path)]
            return
        response = self.client.get(path)
        self.forms[path], self.buttons[path] = {}, []
        if response.status_code != 200 or "text/html" not in response.get("Content-Type", ""):
            return
        form = Form(self.client, path, response)
        self.forms[path] = {
            name: value
            for name, value in form.items()
            if "__prefix__" not in name and value not in ([], None)
        }
        content = form.soup.select_one("#content-main") or form.soup
        self.buttons[path] = [
            button["name"] for button in content.select("[type=submit][name], button[name]")
        ]
        self.links |= set(_links(form.soup, path))
        self._kinds[_kind(path)] = self.forms[path]

    def body(self, path: str) -> dict[str, Any]:
        self.read(path)
        form = {name: _sent(value) for name, value in self.forms[path].items()}
        return {**form, "post": "yes", "_save": "1", "confirm": "yes"}


def _kind(path: str) -> str:
    return FOREIGN_KEY.sub("", path)


def _sent(value: Any) -> Any:
    return [as_sent(item) for item in value] if isinstance(value, list) else as_sent(value)


def _links(soup: BeautifulSoup, path: str) -> Iterator[str]:
    for link in soup.select("a[href], form[action], [data-href], [data-url]"):
        for attribute in ("href", "action", "data-href", "data-url"):
            where = str(link.get(attribute) or "").split("#")[0]
            if where.startswith("?"):
                where = path.split("?")[0] + where
            if where.startswith("/admin/") and FOREIGN_KEY.search(where):
                yield where


def probes_for_others(world: World, below: str = "/admin/") -> list[Probe]:
    harvest = Harvest(world.national)
    probes: list[Probe] = []
    for pattern in addresses.patterns(world):
        if not pattern.text.startswith(below):
            continue
        for nth, path in enumerate(addresses.of_others(world, pattern)):
            probes += _probes(harvest, path)
            if nth == 0:
                probes += [Probe(method, path) for method in WITHOUT_BODY]
                probes += _variations(harvest, pattern, path)
        if pattern.model is not None and not pattern.blanks:
            probes += _probes_with_forms(world, harvest, pattern)
            probes += _probes_of_a_list(world, harvest, pattern)
    # For other query strings a GET is enough.
    probes += [
        Probe("GET", link) for link in sorted(harvest.links - {probe.path for probe in probes})
    ]
    return list(dict.fromkeys(probes))


def _probes(harvest: Harvest, path: str) -> Iterator[Probe]:
    yield Probe("GET", path)
    yield Probe("POST", path, _flat(harvest.body(path)))


def _variations(harvest: Harvest, pattern: Pattern, path: str) -> Iterator[Probe]:
    body = harvest.body(path)
    for name in harvest.buttons.get(path, []):
        yield Probe("POST", path, _flat({**body, name: "1"}), name)
    if pattern.blanks:
        yield Probe("GET", f"{path}?_to_field=id&_popup=1")
        yield Probe("POST", path, _flat({**body, "_popup": "1", "_to_field": "id"}), "popup")
        yield Probe("POST", path, _flat({**body, "_saveasnew": "1"}), "as new")


def _probes_with_forms(world: World, harvest: Harvest, pattern: Pattern) -> Iterator[Probe]:
    assert pattern.model is not None
    for key in world.foreign.get(pattern.model, [])[:2]:
        form = harvest.body(f"{_list_of(pattern)}{key}/change/")
        yield Probe("POST", pattern.text, _flat(form), str(key))


def _list_of(pattern: Pattern) -> str:
    return "/".join([*pattern.text.split("/")[:4], ""])


def _probes_of_a_list(world: World, harvest: Harvest, pattern: Pattern) -> Iterator[Probe]:
    assert pattern.model is not None
    if (path := pattern.text) != _list_of(pattern):
        return
    keys = [str(key) for key in world.foreign.get(pattern.model, [])] or [str(NOT_THERE)]
    soup = BeautifulSoup(harvest.client.get(path).content, "lxml")
    names = {option["value"] for option in soup.select("select[name=action] option[value]")}
    chosen = {"_selected_action": keys, "index": "0", "post": "yes"}
    for action in sorted({*names, "delete_selected"} - {""}):
        for across in ("0", "1"):
            body = {**chosen, "action": action, "select_across": across}
            yield Probe("POST", path, _flat(body), f"{action} {across}")
    yield from (Probe("GET", f"{path}?{query}={keys[0]}") for query in ("id__exact", "pk"))


def _flat(body: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(
        (name, tuple(value) if isinstance(value, list) else value) for name, value in body.items()
    )


def probes_for_own(world: World, user: User) -> list[Probe]:
    """Requests for own rows, which must not reveal others either."""
    harvest = Harvest(user)
    probes: list[Probe] = []
    for pattern in addresses.patterns(world):
        for path in addresses.of_own(world, pattern):
            probes += [Probe("GET", path), Probe("POST", path, _flat(harvest.body(path)))]
            for name in harvest.buttons.get(path, []):
                probes.append(Probe("POST", path, _flat({**harvest.body(path), name: "1"}), name))
    return list(dict.fromkeys(probes))


def few_of_each_kind(probes: list[Probe]) -> list[Probe]:
    """GET and POST for two rows of each kind; other methods have no body, so one row will do."""
    counts: Counter[Any] = Counter()
    few = []
    for probe in probes:
        kind = (probe.method, _kind(probe.path))
        most = ROWS_OF_A_KIND if probe.method in ("GET", "POST") else 1
        if not probe.kind and counts[kind] < most:
            counts[kind] += 1
            few.append(probe)
    return few


def rows_by_turn(probes: list[Probe], turn: int, of: int) -> list[Probe]:
    """Each page by GET and POST, for one in `of` of its rows; of all other requests one in `of`.

    All within `of` turns.
    """
    pages: defaultdict[tuple[str, str], list[Probe]] = defaultdict(list)
    others = []
    for probe in probes:
        if probe.kind or probe.method in WITHOUT_BODY:
            others.append(probe)
        else:
            pages[probe.method, VARIABLE.sub("", probe.path)].append(probe)
    rows = [probe for same in pages.values() for probe in same[turn % min(of, len(same)) :: of]]
    return [*rows, *rotated(others, turn, of)]


def walk(world: World, probes: list[Probe], *users: User) -> list[Finding]:
    before = world.snapshot()
    findings = []
    for user in users:
        walker = Walker(world, user)
        findings += [finding for probe in probes for finding in walker.findings(probe)]
    changes = changed(before, world.snapshot())
    return [*findings, *(Finding("changes", "someone", "all of it", name) for name in changes)]


def changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    # Ignore new log entries, which every action adds.
    return sorted(
        name
        for name in before.keys() | after.keys()
        if before.get(name) != after.get(name)
        and not (name.startswith(ADDED) and name not in before)
    )


def report(findings: list[Finding], most: int = 40) -> str:
    lines = [f"{len(findings)} findings", *(str(finding) for finding in findings[:most])]
    return "\n".join(lines)
