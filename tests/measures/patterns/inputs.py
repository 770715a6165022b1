"""Long texts of one class: one character repeated, or a few."""

LENGTH = 100_000
CLASSES = [
    *("a", "A", "z", "I", "é", "5", "1", " ", "\t", "\n", "\xa0", "-", "'", "’", '"', ".", ","),
    *(";", ":", "/", "\\", "&", "#", "+", "*", "_", "|", "(", ")", "[", "]", "{", "}", "<", ">"),
    *("!", "?", "=", "%", "@", "–", "\0", "\u0301", "\u200b", "🙂", "中"),
    *("a ", "a-", "a.", "a'", "a&", "a/", "a,", "a(", "a) ", " (", "a5", "5a", "5 ", "5-", "5."),
    *(" -", "- ", "A ", "A-", "AB. ", "A.b", "Aa ", "Aa-", "I ", "\n ", " \n", "<a", "<a ", "<a>"),
    *(
        '<"',
        '<a "',
        'href="" ',
        " (a",
        '<a href="',
        '<a href="">',
        "</a",
        "<br",
        "<br ",
        "<body",
        "http://",
        "https://www",
        "a@a.",
    ),
    *("20", "20 ", "2020-", "1703", "1703 ", "1703 ab ", "nl", "nr. ", "gem ", "gem. ", "loc "),
    *("vmbo", "vmbo-", "school", "school ", "scholengem", "de ", "aan de ", "sint ", "januari "),
    *('"type": ', '"type":"', "sep=,", "isk", "isk-", "[,", "3 mei 2020 ", "goals-", "goals-1-"),
]


def long(characters: str, length: int = LENGTH) -> str:
    return (characters * (length // len(characters) + 1))[:length]


def texts(length: int = LENGTH) -> dict[str, str]:
    by_name = {}
    for characters in CLASSES:
        text = long(characters, length)
        by_name[f"{characters!r}"] = text
        by_name[f"{characters!r} then ~"] = text[:-1] + "~"
        for first in ("x", "<a "):
            by_name[f"{first!r} then {characters!r}"] = (first + text)[:length]
    return by_name
