"""Hostile values, by kind.

A lone surrogate stands for bytes that no text can hold but an address can.
"""

# fmt: off
SYNTAX = [
    # FTS5
    *('"', '""', '"hoorn', 'hoorn"', '"hoorn" "', "hoorn*", "*", "hoorn *", "^hoorn", "NOT hoorn"),
    *("hoorn AND", "AND OR NOT", "hoorn OR almere", "NEAR(hoorn almere, 2)", "NEAR/3", "+ hoorn"),
    *("title:hoorn", "{title words}: hoorn", "- hoorn", "(hoorn", "hoorn)", "((((((", "rowid:1"),
    # tsquery
    *("hoorn:*", "hoorn:A", "hoorn:*AB", "hoorn & almere", "hoorn | almere", "!hoorn", "!!", "&&"),
    *("hoorn <-> almere", "hoorn <2> almere", "<->", "'hoorn", "''hoorn''", "hoorn\\", "\\'", "::"),
    # LIKE, GLOB and regular expressions
    *("%", "_", "%%%", "h%n", "hoor_", "\\%", "[h]oorn", "?oorn", ".*", "(a+)+$", "^(h|o)*$", "\\d{4}"),
    # SQL
    *("' OR '1'='1", "'; DROP TABLE schools_school; --", '" OR ""="', "1 UNION SELECT 1,2,3", "%s", "%(a)s"),
    *("$1", "?1", ":a", "E'\\x00'", "CAST(1 AS int)", "/*", "*/", "--", "#", "pg_sleep(9)", "$$a$$"),
    # templates, markup, shells, paths, formats
    *("{{ 7*7 }}", "{% debug %}", "${7*7}", "#{7*7}", "<%= 1 %>", "{0.__class__}", "%n%n", "%d"),
    *("<script>alert(1)</script>", "</title><b>", '"><img src=x>', "&lt;", "&#0;", "]]>", "<!--"),
    *("../../etc/passwd", "..\\..\\", "/etc/passwd\x00.html", "file:///", "//evil.example", "`id`"),
    *("$(id)", "; ls", "| cat", "javascript:alert(1)", "\r\nSet-Cookie: a=b", "\n\nx", '{"a":1}', "[]"),
    *("null", "None", "undefined", "true", "NaN", "inf", "-inf", "__proto__", "constructor", "_s_school"),
    *("_n_hoorn", "_t_hoorn", "|", "|hoorn|", "||", "a|b:c", ":", "::1", ",", ";", "=", "&", "?", "/"),
]
NUMBERS = [
    *("0", "-1", "1", "2", "00", "007", "-0", "+1", "1.5", "1,5", "1e9", "1e999", "0x10", "0b1", "1_0"),
    *("9" * 4, "9" * 10, "9" * 19, str(2**31), str(2**63), str(-(2**63) - 1), "9" * 400, "9" * 5000),
    *("2021", "2026-02-30", "0000", "0001", "9999", "10000", "12021", "02021", "1703", "1703 AB", "0170"),
    *("1703ab", "1703abc", "1703a", "170", "17", "nl-1703", "1 7 0 3", "17 03 ab", "1703 1704", "2000"),
    *("١٧٠٣", "१७०३", "１７０３", "¹⁷⁰³", "①⑦⓪③", "𝟏𝟕𝟎𝟑", "Ⅿ", "½", "٣", "〇", "1703\u200b", "1703\u0301"),
]
LETTERS = [
    # casing and decomposition that change the length or the letter
    *("İstanbul", "ıI", "ß", "STRAẞE", "ŉ", "ǰ", "ΐ", "ﬀ", "ﬃ", "Ǆ", "ǅ", "K", "Å", "ſchool", "Σς", "ﷺ"),
    *("ﷺ" * 40, "㋿㌀㌁", "Ĳssel", "ĳ", "ŀ", "ẛ", "Ω", "é", "e\u0301", "a" + "\u0301" * 200, "\u0301", "\u0345"),
    *("q\u0323\u0307", "q\u0307\u0323", "가", "가", "ᄀ" * 50, "นนน้ำ", "क्षि", "ญู่", "中文", "東京", "Ж", "hооrn"),
    # emoji
    *("🙂", "👩\u200d👩\u200d👧\u200d👦", "🇳🇱", "🇳", "👍🏽", "1️⃣", "❤️", "🏴\U000e0067\U000e007f", "🙂hoorn🙂", "hoorn🙂"),
    # right to left, and characters that reverse text
    *("שלום", "مرحبا", "\u202ehoorn", "\u202dhoorn\u202c", "\u2066hoorn\u2069", "\u200fhoorn", "hoorn שלום"),
    # invisible characters
    *("\x00", "hoorn\x00", "\x00hoorn", "ho\x00orn", "\x00\x00 \x00", "ho\u200born", "\ufeffhoorn", "ho\u00adorn"),
    *("\u200b", "\u2060", "\u180e", "\ufe0f", "\U000e0001", "\u3164", "\u115f", "\x01\x02", "\x1a", "\x1b[31m"),
    *("\x7f", "\x85", "\t", "\n", "\r", "\x0b", "\x0c", "\x1c", "\u2028", "\u2029", "\xa0", "\u3000", " ", "   "),
    # noncharacters, lone surrogates and unassigned code points
    *("\ufffd", "\ufffe", "\uffff", "\U0010ffff", "\ue000", "\u0378", "\ud800", "\udfff", "ho\udc80rn", "\ud83d"),
]
LONG = [
    *("a" * 100_000, "🙂" * 25_000, '"' * 100_000, "%" * 50_000, "\x00" * 50_000, " " * 100_000),
    *("school " * 1000, "hoorn OR " * 1000, "(" * 10_000, "a" * 99 + "🙂", "é" * 100, "ﷺ" * 10_000),
    *("a-" * 50_000, "a.b" * 30_000, "a'b&" * 25_000, "m & t " * 15_000, "1703 " * 20_000, "9" * 100_000),
    *("aan de " * 14_000, "a d " * 25_000, "gemeente " * 10_000, "te in op " * 10_000, "ij" * 50_000),
    *("\u0301" * 40_000, "a\u0301" * 30_000, "\u202e" * 30_000, "sint " * 20_000, "A" * 61, "x" * 121),
    " ".join(f"woord{number}" for number in range(1000)),
    " ".join(chr(code) for code in range(0x250, 0x900)),
    "\n".join("school" for _ in range(1000)),
]

HOSTILE = [*SYNTAX, *NUMBERS, *LETTERS, *LONG]
