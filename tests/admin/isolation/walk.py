"""Requests every address for every row of others, and checks the response and what changed.

A response must not contain a mark of others, differ from the response for a row that does not
exist, write anything, or break.
"""

import re
from collections import Counter
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

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
FOREIGN_KEY = re.compile(r"7[1-4]\d{5}|7900000")
WHOLE_KEY = re.compile(r"(?<!\w)7[1-4]\d{5}(?!\w)")
SENT_MARK = re.compile(rf"{SENT}\d{{4}}{SENT}", re.IGNORECASE)
CHANGING = re.compile(
    r'name="(?:csrfmiddlewaretoken|form_version)" value="[^"]+"|nonce="[^"]*"|\'nonce-[^\']*\'',
    re.IGNORECASE,
)
NEW_ROW = re.compile(r"/\d+/change/")  # a rollback does not reset a sequence
# These depend on the moment, not on the row.
UNRELATED_HEADERS = {"set-cookie", "content-length", "expires", "date", "last-modified"}
TABLE = re.compile(r'(?:INTO|UPDATE|FROM) "(\w+)"')
ROWS_OF_A_KIND = 2
WRITING = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True)
class Ask:
    method: str
    path: str
    body: tuple[tuple[str, Any], ...] = ()
    kind: str = ""  # which body, where an address has several

    def __str__(self) -> str:
        return f"{self.method} {self.path}{f' ({self.kind})' if self.kind else ''}"

    @property
    def of_nothing(self) -> "Ask":
        """The same request for a row that does not exist."""
        body = tuple((_twin(name), _twin(value)) for name, value in self.body)
        return Ask(self.method, _twin(self.path), body, self.kind)


def _twin(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return tuple(_twin(item) for item in value)
    return FOREIGN_KEY.sub(str(NOT_THERE), str(value))


@dataclass(frozen=True)
class Finding:
    what: str  # shows, tells, writes, breaks, changed
    who: str
    ask: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.who}: {self.ask} {self.what} {self.detail}"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str
    statements: list[str] = field(default_factory=list)  # that write
    changed: list[str] = field(default_factory=list)  # rows that are not the leader's own

    @property
    def comparable(self) -> tuple[Any, ...]:
        """What a user learns from it, apart from which row was requested."""
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
    """A user who tries everything."""

    def __init__(self, world: World, user: User) -> None:
        self.world, self.user = world, user
        self.client = Client(raise_request_exception=False)
        self.client.force_login(user)
        self._session = self.client.cookies.output(header="").strip()
        self._twins: dict[Any, Any] = {}
        self._before = world.snapshot()

    def ask(self, ask: Ask) -> Answer:
        """The request is rolled back after its writes are recorded."""
        self.client.cookies.load(self._session)
        for name in ("messages", "csrftoken"):
            self.client.cookies.pop(name, None)
        statements: list[str] = []
        with transaction.atomic():
            with recording_writes(statements):
                answer = self._answer(ask)
            if statements:
                answer.statements = statements
                answer.changed = self._changed_by(statements)
            if statements or ask.path.endswith("/logout/"):
                transaction.set_rollback(True)
        return answer

    def _changed_by(self, statements: list[str]) -> list[str]:
        """Only in the tables in the statements: no trigger or rule writes elsewhere."""
        tables = {name for sql in statements for name in TABLE.findall(sql)}
        labels = {
            model._meta.label
            for model in apps.get_models(include_auto_created=True)
            if model._meta.db_table in tables
        }
        before = {row: was for row, was in self._before.items() if row.split()[0] in labels}
        return changed(before, self.world.snapshot(tables))

    def _answer(self, ask: Ask) -> Answer:
        send: Callable[..., Any] = getattr(self.client, ask.method.lower())
        if ask.method == "POST":
            response = send(ask.path, dict(ask.body))
        elif ask.method == "PUT":
            response = send(ask.path, urlencode(ask.body, doseq=True))
        else:
            response = send(ask.path)
        body = response.getvalue() if response.streaming else response.content
        headers = {k.lower(): v for k, v in response.items() if k.lower() not in UNRELATED_HEADERS}
        text = body.decode(errors="replace") + _messages(response)
        return Answer(response.status_code, headers, text)

    def findings(self, ask: Ask) -> Iterator[Finding]:
        answer = self.ask(ask)
        if revealed := self.world.marks.found_in(answer.everything) | _revealed_keys(ask, answer):
            yield Finding("shows", self.who, str(ask), ", ".join(sorted(revealed)[:5]))
        if answer.status >= 500:
            yield Finding("breaks", self.who, str(ask), str(answer.status))
        if answer.changed:
            yield Finding("changes", self.who, str(ask), ", ".join(answer.changed[:5]))
        elif answer.statements and FOREIGN_KEY.search(ask.path):
            yield Finding("writes", self.who, str(ask), answer.statements[0][:160])
        if ask.of_nothing != ask and not self._tells_nothing(ask, answer):
            yield Finding("tells", self.who, str(ask), f"{answer.status}")

    @property
    def who(self) -> str:
        roles = self.user.assignments.values_list("role", flat=True)
        return f"{'+'.join(roles)}{' with permissions' if self.user.is_staff else ''}"

    def _tells_nothing(self, ask: Ask, answer: Answer) -> bool:
        """Whether the response is the same as for a row that does not exist."""
        twin = ask.of_nothing
        key = (twin.method, twin.path, twin.kind)
        if key in self._twins and self._twins[key] == answer.comparable:
            return True
        self._twins[key] = self.ask(twin).comparable
        return self._twins[key] == answer.comparable


def _revealed_keys(ask: Ask, answer: Answer) -> set[str]:
    """Keys of others that were not in the request."""
    return set(WHOLE_KEY.findall(answer.everything)) - set(WHOLE_KEY.findall(f"{ask!r}"))


@contextmanager
def recording_writes(statements: list[str]) -> Iterator[None]:
    """Records every statement that writes, except for the session."""

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().startswith(WRITING) and "django_session" not in sql:
            statements.append(f"{sql} {params}" if "SET" in sql else sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield


def _messages(response: Any) -> str:
    """The messages that a response leaves, read like the next page does."""
    if (cookie := response.cookies.get("messages")) is None or not cookie.value:
        return ""
    storage: Any = CookieStorage(HttpRequest())
    messages = storage._decode(cookie.value) or []
    return "\n" + "\n".join(str(message) for message in messages)


class Harvest:
    """What the pages of a user contain: bodies to send, and further addresses."""

    def __init__(self, user: User) -> None:
        self.client = Client(raise_request_exception=False)
        self.client.force_login(user)
        self.forms: dict[str, dict[str, Any]] = {}
        self.buttons: dict[str, list[str]] = {}
        self.links: set[str] = set()
        self._kinds: dict[str, dict[str, Any]] = {}  # one of each kind, except for forms

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
        """Includes every way to confirm."""
        self.read(path)
        form = {name: _sent(value) for name, value in self.forms[path].items()}
        return {**form, "post": "yes", "_save": "1", "confirm": "yes"}


def _kind(path: str) -> str:
    return FOREIGN_KEY.sub("", path)


def _sent(value: Any) -> Any:
    return [as_sent(item) for item in value] if isinstance(value, list) else as_sent(value)


def _links(soup: BeautifulSoup, path: str) -> Iterator[str]:
    """Only addresses about a row of others."""
    for link in soup.select("a[href], form[action], [data-href], [data-url]"):
        for attribute in ("href", "action", "data-href", "data-url"):
            where = str(link.get(attribute) or "").split("#")[0]
            if where.startswith("?"):
                where = path.split("?")[0] + where
            if where.startswith("/admin/") and FOREIGN_KEY.search(where):
                yield where


def asks_for_others(world: World, below: str = "/admin/") -> list[Ask]:
    """Every address, method and body that concerns a row of others."""
    harvest = Harvest(world.national)
    asks: list[Ask] = []
    for pattern in addresses.patterns(world):
        if not pattern.text.startswith(below):
            continue
        for nth, path in enumerate(addresses.of_others(world, pattern)):
            asks += _asks(harvest, path)
            if nth == 0:
                asks += _variations(harvest, pattern, path)
        if pattern.model is not None and not pattern.blanks:
            asks += _asks_with_forms(world, harvest, pattern)
            asks += _asks_of_a_list(world, harvest, pattern)
    # Another query is no other address: GET is enough.
    asks += [Ask("GET", link) for link in sorted(harvest.links - {ask.path for ask in asks})]
    return list(dict.fromkeys(asks))


def _asks(harvest: Harvest, path: str) -> Iterator[Ask]:
    yield from (Ask(method, path) for method in METHODS if method != "POST")
    yield Ask("POST", path, _flat(harvest.body(path)))


def _variations(harvest: Harvest, pattern: Pattern, path: str) -> Iterator[Ask]:
    """Each button, a popup and a copy, for one row of each kind."""
    body = harvest.body(path)
    for name in harvest.buttons.get(path, []):
        yield Ask("POST", path, _flat({**body, name: "1"}), name)
    if pattern.blanks:
        yield Ask("GET", f"{path}?_to_field=id&_popup=1")
        yield Ask("POST", path, _flat({**body, "_popup": "1", "_to_field": "id"}), "popup")
        yield Ask("POST", path, _flat({**body, "_saveasnew": "1"}), "as new")


def _asks_with_forms(world: World, harvest: Harvest, pattern: Pattern) -> Iterator[Ask]:
    """The form of a row of others, sent to an address without a key."""
    assert pattern.model is not None
    for key in world.foreign.get(pattern.model, [])[:2]:
        form = harvest.body(f"{_list_of(pattern)}{key}/change/")
        yield Ask("POST", pattern.text, _flat(form), str(key))


def _list_of(pattern: Pattern) -> str:
    return "/".join([*pattern.text.split("/")[:4], ""])


def _asks_of_a_list(world: World, harvest: Harvest, pattern: Pattern) -> Iterator[Ask]:
    """Keys of others in the filters and the actions of a list."""
    assert pattern.model is not None
    if (path := pattern.text) != _list_of(pattern):
        return
    keys = [str(key) for key in world.foreign.get(pattern.model, [])] or [str(NOT_THERE)]
    soup = BeautifulSoup(harvest.client.get(path).content, "html.parser")
    names = {option["value"] for option in soup.select("select[name=action] option[value]")}
    chosen = {"_selected_action": keys, "index": "0", "post": "yes"}
    for action in sorted({*names, "delete_selected"} - {""}):
        for across in ("0", "1"):
            body = {**chosen, "action": action, "select_across": across}
            yield Ask("POST", path, _flat(body), f"{action} {across}")
    yield from (Ask("GET", f"{path}?{query}={keys[0]}") for query in ("id__exact", "pk"))


def _flat(body: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(
        (name, tuple(value) if isinstance(value, list) else value) for name, value in body.items()
    )


def asks_for_own(world: World, user: User) -> list[Ask]:
    """Pages of own rows must not reveal others either."""
    harvest = Harvest(user)
    asks: list[Ask] = []
    for pattern in addresses.patterns(world):
        for path in addresses.of_own(world, pattern):
            asks += [Ask("GET", path), Ask("POST", path, _flat(harvest.body(path)))]
            for name in harvest.buttons.get(path, []):
                asks.append(Ask("POST", path, _flat({**harvest.body(path), name: "1"}), name))
    return list(dict.fromkeys(asks))


def few_of_each_kind(asks: list[Ask]) -> list[Ask]:
    """GET and POST for two rows of each kind; other methods have no body, so one row is enough."""
    counts: Counter[Any] = Counter()
    few = []
    for ask in asks:
        kind = (ask.method, _kind(ask.path))
        most = ROWS_OF_A_KIND if ask.method in ("GET", "POST") else 1
        if not ask.kind and counts[kind] < most:
            counts[kind] += 1
            few.append(ask)
    return few


def walk(world: World, asks: list[Ask], *users: User) -> list[Finding]:
    """Findings of all these users, and whether any row changed."""
    before = world.snapshot()
    findings = []
    for user in users:
        walker = Walker(world, user)
        findings += [finding for ask in asks for finding in walker.findings(ask)]
    changes = changed(before, world.snapshot())
    return [*findings, *(Finding("changes", "someone", "all of it", name) for name in changes)]


def changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Apart from new entries of the log, which every action adds."""
    return sorted(
        name
        for name in before.keys() | after.keys()
        if before.get(name) != after.get(name)
        and not (name.startswith("admin.LogEntry") and name not in before)
    )


def report(findings: list[Finding], most: int = 40) -> str:
    lines = [f"{len(findings)} findings", *(str(finding) for finding in findings[:most])]
    return "\n".join(lines)
