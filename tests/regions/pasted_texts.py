"""Clipboard contents by program, and how they read on the site.

Our own texts, in the HTML of those programs: (name, clipboard, expected).
"""

SAFELINK = (
    "https://nld01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fschool.example%2Fopen%3Fa%3D1"
    "%26b%3D2&amp;data=05%7C02%7Canna%40pact.example%7C1&amp;sdata=x&amp;reserved=0"
)
WORD_ITEM = (
    '<p class="MsoListParagraph" style="text-indent:-.25in;mso-list:l1 level{level} lfo1">'
    '<![if !supportLists]><span style="mso-fareast-font-family:Arial">'
    '<span style="mso-list:Ignore">'
    '{marker}<span style="font:7.0pt Times">&nbsp;&nbsp; </span></span></span><![endif]>'
    "{text}<o:p></o:p></p>\n"
)


def word_list(*items):
    return "".join(
        WORD_ITEM.format(level=level, marker=marker, text=text) for level, marker, text in items
    )


TEXTS = [
    (
        "word: bullets",
        word_list((1, "·", "lassen"), (1, "·", "frezen")),
        "<ul><li>lassen</li><li>frezen</li></ul>",
    ),
    (
        "word: a numbered list with nested bullets",
        word_list((1, "1.", "een"), (2, "o", "a"), (2, "o", "b"), (1, "2.", "twee"))
        + "<p class=MsoNormal>Daarna</p>"
        + word_list((1, "a)", "los")),
        "<ol><li>een<ul><li>a</li><li>b</li></ul></li><li>twee</li></ol>"
        "<p>Daarna</p><ol><li>los</li></ol>",
    ),
    (
        "word: three levels and back",
        word_list((1, "·", "1"), (2, "o", "2"), (3, "§", "3"), (1, "·", "4")),
        "<ul><li>1<ul><li>2<ul><li>3</li></ul></li></ul></li><li>4</li></ul>",
    ),
    (
        "word: bold and italic, as tags and as styles",
        '<p class=MsoNormal><b style="mso-bidi-font-weight:normal"><span lang=NL>vet</span></b> '
        "<span style='font-weight:bold'>dik</span> <i>schuin</i> "
        "<span style='font-style:italic'>scheef</span><o:p></o:p></p>",
        "<p><strong>vet</strong> <strong>dik</strong> <em>schuin</em> <em>scheef</em></p>",
    ),
    (
        "word: a table",
        "<table class=MsoTableGrid><tr><td><p class=MsoNormal><b>Dag</b></p></td>"
        "<td><p>Waar</p></td></tr><tr><td><p>3 november</p></td>"
        "<td><p>Aula</p><p>Hoorn</p></td></tr></table>",
        "<p><strong>Dag</strong> · Waar</p><p>3 november · Aula Hoorn</p>",
    ),
    (
        "word: a footnote and its backlink",
        '<p>Zo staat het er.<a style=\'mso-footnote-id:ftn1\' href="#_ftn1" name="_ftnref1">'
        "<span class=MsoFootnoteReference>[1]</span></a> En verder.</p>"
        '<p><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> De bron.</p>',
        "<p>Zo staat het er. En verder.</p><p> De bron.</p>",
    ),
    (
        "word: a bookmark, and a link within the document",
        '<p><a name="_Toc1">Kop</a> zie <a href="#_Toc1">hierboven</a></p>',
        "<p>Kop zie hierboven</p>",
    ),
    (
        "outlook: a Safe Links URL",
        f'<p class=MsoNormal><a href="{SAFELINK}" originalsrc="x">aanmelden</a></p>',
        '<p><a href="https://school.example/open?a=1&amp;b=2">aanmelden</a></p>',
    ),
    (
        "outlook: a Safe Links URL that is also the text",
        f'<p class=MsoNormal><a href="{SAFELINK}">{SAFELINK}</a></p>',
        '<p><a href="https://school.example/open?a=1&amp;b=2">'
        "https://school.example/open?a=1&amp;b=2</a></p>",
    ),
    (
        "outlook: a Safe Links URL without a target",
        '<p class=MsoNormal><a href="https://a.safelinks.protection.outlook.com/?data=anna%40b.nl">'
        "hier</a></p>",
        "<p>hier</p>",
    ),
    (
        "outlook: tel: and mailto: links",
        '<p class=MsoNormal><a href="tel:+31201234567">bel</a> '
        '<a href="mailto:a@b.example">mail</a></p>',
        '<p><a href="tel:+31201234567">bel</a> <a href="mailto:a@b.example">mail</a></p>',
    ),
    (
        "outlook: a layout table",
        "<table><tr><td><div>Beste ouders,</div><div>Kom kijken.</div></td></tr></table>",
        "<p>Beste ouders,</p><p>Kom kijken.</p>",
    ),
    (
        "word for the web: every item in its own list",
        '<div class="ListContainerWrapper"><ul><li data-aria-level="1">een</li></ul></div>'
        '<div class="ListContainerWrapper"><ul><li data-aria-level="2">twee</li></ul></div>'
        '<div class="ListContainerWrapper"><ul><li data-aria-level="1">drie</li></ul></div>',
        "<ul><li>een<ul><li>twee</li></ul></li><li>drie</li></ul>",
    ),
    (
        "google docs: a <b> that is not bold, and a nested list",
        '<b style="font-weight:normal"><p><span style="font-weight:700">Vet</span></p>'
        '<ul><li aria-level="1"><p>een</p></li>'
        '<ul><li aria-level="2"><p>twee</p></li></ul></ul></b>',
        "<p><strong>Vet</strong></p><ul><li><p>een</p><ul><li><p>twee</p></li></ul></li></ul>",
    ),
    (
        "google docs: a footnote, and a Google redirect link",
        '<p><span>Zo</span><sup><a href="#ftnt1">[1]</a></sup> '
        '<a href="https://www.google.com/url?q=https://school.example/&amp;sa=D">school</a></p>',
        '<p>Zo <a href="https://school.example/">school</a></p>',
    ),
    (
        "libreoffice: a footnote and a table",
        '<p><font color="#000">Zo<a class="sdfootnoteanc" name="sdfootnote1anc" '
        'href="#sdfootnote1sym"><sup>1</sup></a></font></p>'
        "<table><thead><tr><th>Dag</th></tr></thead><tbody><tr><td>ma</td></tr></tbody></table>",
        "<p>Zo</p><p>Dag</p><p>ma</p>",
    ),
    (
        "a web page: divs, a heading, a footnote",
        "<div><h1>Kop</h1><div>een</div><div>twee<sup><a href='https://nl.wiki.example/x#cite_note-1'>"
        "[1]</a></sup></div></div>",
        "<h3>Kop</h3><p>een</p><p>twee</p>",
    ),
    (
        "any program: bullet characters in the text",
        "<div>• een</div><div>• twee</div>",
        "<ul><li>een</li><li>twee</li></ul>",
    ),
    (
        "any program: a picture",
        '<p>voor<img src="file:///C:/a.png" alt="x"> na</p>',
        "<p>voor na</p>",
    ),
]
