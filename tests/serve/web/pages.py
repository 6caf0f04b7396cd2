"""Pages that the screens are tested with: invented, some of them made to harm."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from onrecord.types import Page

CAPTURED = datetime(2026, 11, 1, tzinfo=UTC)
EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.txt"))

HOSTILE = """<!doctype html><html lang="en" onload="act('html')"><head>
<title>Quay walls "crumble", says Orla Quist</title>
<base href="http://elsewhere.example/"><meta http-equiv="refresh" content="0; url=http://elsewhere.example/refresh">
<link rel="stylesheet" href="http://elsewhere.example/style.css"><script>window.acted = 'script'</script>
<style>body { background: url(http://elsewhere.example/css.png) } p { display: none }</style></head>
<body onload="window.acted = 'onload'" style="background: url(http://elsewhere.example/inline.png)">
<h1>Quay walls “crumble”, says Orla Quist</h1>
<p onclick="window.acted = 'onclick'" onmouseover="window.acted = 'over'">“The quay is crumbling under our feet,” said
harbour master Orla Quist on 3 March 2026. <a href="javascript:window.acted='link'">More</a>
<img src="http://elsewhere.example/pixel.png" onerror="window.acted = 'onerror'"
alt="“><script>window.acted='alt'</script>"></p>
<svg onload="window.acted = 'svg'"><script>window.acted = 'svgscript'</script><a href="javascript:1">x</a></svg>
<iframe src="http://elsewhere.example/frame.html" srcdoc="<script>parent.acted = 'srcdoc'</script>"></iframe>
<form action="http://elsewhere.example/form"><input name="q"><button>Send</button></form>
<object data="http://elsewhere.example/object"></object><embed src="http://elsewhere.example/embed">
<p>&lt;script&gt;window.acted = 'entity'&lt;/script&gt; “Nobody
\u202eerutuf eht ni\u202c was warned\x07 of it,” said Orla Quist.</p>
<template><p>hidden</p></template><noscript><p>no <img src="http://elsewhere.example/noscript.png"></p></noscript>
<p>{{ 7 * 7 }} {% raw %} “The harbour \u200bauthority knew for a year,” she said.</p></body></html>"""

PLAIN_TRAP = """Mayor <script>window.acted = 'plain'</script> speaks

"We will <b onclick=alert(1)>build</b> the bridge & \u202egniht on\u202c else," said Mayor Ada Finch on 4 May 2026.

Views: 1200
"""

ARABIC = """رئيسة البلدية: الجسر آمن

قالت رئيسة البلدية ليلى منصور يوم 3 مارس 2026: «الجسر آمن اليوم وسيبقى آمناً».

وأضافت: «لم يحذرنا أحد من الشق».
"""

REFUSED = b"%PDF-1.7 nothing to read here"


def long_text(paragraphs: int) -> str:
    """A page of many paragraphs, with something said in each."""
    said = (
        f"“Gauge {number} stands at {number % 90} centimetres,” said warden Ines Kallweit. The river went on rising."
        for number in range(paragraphs)
    )
    return "River watch, hour by hour\n\n" + "\n\n".join(said) + "\n"


def page(name: str, content: str | bytes, media_type: str = "text/plain", address: str | None = None) -> Page:
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return Page(name, raw, CAPTURED, media_type, address)


def all_pages() -> list[Page]:
    """Every page of the record that the screens are tested with."""
    return [
        *(page(path.name, path.read_bytes()) for path in EXAMPLES),
        page("hostile.html", HOSTILE, "text/html", 'https://quay.example/<script>?a=1&b="2"'),
        page("trap.txt", PLAIN_TRAP, address="javascript:alert(1)"),
        page("arabic.txt", ARABIC),
        page("long.txt", long_text(600)),
        page("empty.pdf", REFUSED, "application/pdf"),
    ]
