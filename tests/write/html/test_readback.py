"""Our own files are read back word for word; whatever a browser would load, run or repair is refused."""

from __future__ import annotations

import pytest

from lessonpack.write.readback import UnreadableError, spoken
from lessonpack.write.writer import Format
from tests.documents import document, every_node, para
from tests.write.html.opened import tree_lines, written


@pytest.mark.parametrize("kind", ["student", "teacher"])
def test_body_margins_and_all_other_strings_are_told_apart(kind: str) -> None:
    whole = every_node(kind=kind)
    said = spoken(written(whole), Format.HTML)
    assert [" ".join(line.split()) for line in said.pages[0].split("\n") if line.strip()] == tree_lines(whole)
    strip = ("TEACHER COPY - do not hand out",) if kind == "teacher" else ()
    foot = "Worried? Tell a grown-up you trust.\n\nstaying-safe-3 | C | version 1"
    assert said.margins == (*strip, foot, "Page   of ")
    elsewhere = "\n".join(said.elsewhere)
    for words in ("Staying safe, pack 3", "Space to write, 3 lines", "https://example.org/help", "DRAFT", "2026-11-01"):
        assert words in elsewhere


def test_neither_two_cells_nor_two_paragraphs_are_one_sentence() -> None:
    (page,) = spoken(written(document(para("One"), para("two"))), Format.HTML).pages
    assert page.split() == ["Staying", "safe,", "pack", "3", "One", "two"]
    assert "One\n" in page


HOSTILE = {
    "a script": ("<main>", "<main><script>x</script>"),
    "a script in the head": ("<title>", "<script>x</script><title>"),
    "a handler": ("<main>", '<main onclick="x">'),
    "a handler on a paragraph": ("<p>", '<p onclick="x">'),
    "a style of its own": ("<p>", '<p style="color:red">'),
    "a remark": ("<main>", "<main><!-- hidden -->"),
    "a remark in the sheet": ("<style>", "<style>/* hidden */"),
    "a changed sheet": ("max-width: 44rem", "max-width: 45rem"),
    "another policy": ("default-src 'none'", "default-src *"),
    "no policy": ('http-equiv="Content-Security-Policy"', 'name="policy"'),
    "another order to the browser": (
        "<title>",
        '<meta http-equiv="refresh" content="0;url=https://x.example"/><title>',
    ),
    "an image": ("<main>", '<main><img src="https://x.example"/>'),
    "a frame": ("<main>", '<main><iframe src="x"></iframe>'),
    "a form": ("<main>", "<main><form></form>"),
    "a link that runs": ("https://example.org/help", "javascript:alert(1)"),
    "an attribute without quotes": ("<main>", "<main hidden>"),
    "a name in capitals": ("<main>", "<MAIN>"),
    "words outside of a paragraph": ("<main>", "<main>loose"),
    "words behind the end": ("</html>\n", "</html>\nmore"),
    "a list in a paragraph": ("</p>", "<ul></ul></p>"),
    "an element that is not closed": ("</p>", ""),
    "an element closed in its start": ("<main>", '<main><div class="x"/>'),
    "a void element left open": ("<br/>", "<br>"),
    "an instruction": ("<main>", "<main><?php x ?>"),
    "a part of XML": ("<main>", "<main><![CDATA[x]]>"),
    "an entity that is not ours": ("&amp; with", "&nbsp; with"),
    "a bare ampersand": ("&amp; with", "& with"),
    "another document type": ("<!DOCTYPE html>", "<!DOCTYPE html SYSTEM 'x'>"),
    "bytes that are no UTF-8": ("<main>", "<main>\udcff"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_not_made_here_is_refused(what: str) -> None:
    old, new = HOSTILE[what]
    text = written(every_node()).decode()
    assert old in text
    changed = text.replace(old, new, 1).encode("utf-8", "surrogateescape")
    with pytest.raises(UnreadableError):
        spoken(changed, Format.HTML)


def test_a_style_sheet_that_loads_something_is_refused_even_with_its_hash() -> None:
    from lessonpack.write.html.writer import policy

    text = written(document(para())).decode()
    sheet = text[text.index("<style>") + 7 : text.index("</style>")]
    for more in ("p { background: url(https://x.example) }", '@import "x";', "/* hidden */"):
        changed = text.replace(sheet, sheet + more).replace(policy(sheet), policy(sheet + more))
        assert policy(sheet + more) in changed
        with pytest.raises(UnreadableError, match="loads something"):
            spoken(changed.encode(), Format.HTML)
