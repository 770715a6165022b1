"""Recognises email addresses that look like those of a person. A guess, for a warning only."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

FREE_MAIL = {
    *("casema.nl", "gmail.com", "gmx.com", "googlemail.com", "hetnet.nl", "home.nl", "hotmail.com"),
    *("hotmail.nl", "icloud.com", "kpnmail.nl", "live.com", "live.nl", "mail.com", "me.com"),
    *("msn.com", "outlook.com", "outlook.nl", "planet.nl", "proton.me", "protonmail.com"),
    *("quicknet.nl", "tele2.nl", "telfort.nl", "upcmail.nl", "xs4all.nl", "yahoo.com", "yahoo.nl"),
    *("zeelandnet.nl", "ziggo.nl"),
}
# Of a department or role, also as part of an address: stage.hoorn@, info-techniek@.
# The short ones only as a whole word, since surnames begin like that: Postma, Winkelman.
ROLES = re.compile(
    r"(?:hr|mail|plan|post|school|werk|winkel)$"
    r"|admin|algemeen|balie|bedrijf|centrale|contact|directie|docent|educatie|familie|financi"
    r"|gastles|groep|hallo|helpdesk|hrm|info|jobs|kantoor|klant|leerbedrijf|leerling|marketing"
    r"|office|onderwijs|opleiding|personeel|planning|praktijk|project|receptie|recruit|sales"
    r"|secretari|service|stage|support|team|techniek|techlab|vacature|verkoop|vestiging|welkom"
    r"|werkplaats"
)
# j.jansen, jan.jansen, j.p.de.vries, jan-jansen and jan_jansen
NAME = re.compile(r"[a-z]+(?:[._][a-z]+|-[a-z]{2,})+\d{0,4}")
# Answers with an address, and the tick that makes it public.
TICKS = {"contact_email": "email_is_public", "join_email": "share"}


def looks_personal(email: str) -> bool:
    name, _, host = email.strip().lower().partition("@")
    if host in FREE_MAIL:
        return True
    words = re.split(r"[._-]", name)
    is_of_role = any(ROLES.match(word) for word in words)
    return NAME.fullmatch(name) is not None and not is_of_role


def personal_addresses(answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The name of the question and the address, of those that would be public."""
    return [
        (name, str(answers[name]))
        for name, tick in TICKS.items()
        if answers.get(tick) and looks_personal(str(answers.get(name) or ""))
    ]
