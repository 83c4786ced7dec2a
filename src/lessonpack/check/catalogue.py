"""Every code that a finding can carry, explained: rules on content from `registry`, all others from the table here."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from lessonpack.check.registry import RULES

OTHERS: dict[str, str] = {
    "content/language": "Nobody knows how dates and figures are written in the language of the module.",
    "content/dangling-reference": "A text or item refers to an id that does not exist. Mend it, or add what it names.",
    "content/duplicate-id": "Two items carry one id, so that a reference to it would be a guess. Rename one of them.",
    "content/empty": "A text is empty. Write it, or delete the key; an empty line on a page helps nobody.",
    "content/mark": "A mark in a text (star, bracket, brace) is not closed or not understood.",
    "content/missing-key": "A key that the schema asks for is missing; `lessonpack schema` has all of them.",
    "content/no-such-date": "The calendar has no such day.",
    "content/not-text": "Words are expected, and a list or mapping was typed.",
    "content/period": "A period ends before it starts.",
    "content/unbacked": "A source claims to be checked or disputed, and nothing says by whom, when or why.",
    "content/unknown-key": "The schema has no such key here. A mistyped key would otherwise be lost in silence.",
    "content/withheld-term": "A text names a definition that its reader does not get. Give the mark other words.",
    "content/wrong-type": "A date, figure or number is typed in a form that could be misread.",
    "content/wrong-value": "A value is outside of what the schema allows.",
    "env/cannot-read": "A file is missing, or this computer may not read it.",
    "env/cannot-watch": "The computer does not tell when files change, so that no page follows them.",
    "env/cannot-write": "A file cannot be written; what was there before is untouched.",
    "env/locked": "A file is open in another program. Close it there, and build again.",
    "env/lp-failed": "The printing service of the computer does not take the job, or does not answer.",
    "env/no-font": "A font that the theme names is not on this computer.",
    "env/no-lp": "The computer has no `lp`; print by hand from any PDF reader.",
    "env/no-port": "Another program uses the port that the preview was to have, or this computer gives none.",
    "env/no-preview-extra": "A preview that follows changes needs three more packages; the finding names them.",
    "env/no-print-extra": "Sheets to print need the package pikepdf: python -m pip install pikepdf.",
    "env/no-process": "The computer does not start the process that --untrusted renders templates in.",
    "env/no-printer": "No printer is set up, or several and none is the default. Name one with --printer.",
    "env/unknown-printer": "The computer knows no printer of this name.",
    "env/no-rtl-extra": "Some words need two more packages in a PDF: python -m pip install uharfbuzz python-bidi.",
    "gate/beside-care": "A template adds words to a sentence that protects, and turns it round. Give it its own line.",
    "gate/beside-help": "A template adds digits, letters or a warning to a help line. Print it as the register has it.",
    "gate/blocked-word": "A template's own words say what the band's sheets do not say. Reword them in the template.",
    "gate/caution-line": "An excerpt of a source that nobody verified stands in a card without its caution.",
    "gate/chart": "A bar of a chart is not as long as the figure printed on it says. Take both from one value.",
    "gate/disguised-word": "A template's own words hold a blocked word in letters that only look like its own.",
    "gate/file-withheld": "A finished file holds words that its reader must not get, on a page or in its data.",
    "gate/file-word": "A finished student file holds a word that the band's sheets do not say, even unseen.",
    "gate/mark-words": "A template puts other words into a mark that the program sets: draft, notice, teacher's copy.",
    "gate/no-draft-mark": "Nobody has signed the document, and it does not say so on its pages and in its first line.",
    "gate/no-help": "A student document on a sensitive topic does not end with where to find help.",
    "gate/hidden-character": "A template holds a character that nobody sees, or that turns the order of what is read.",
    "gate/not-its-words": "Words claim to be an item's and are not. A template cannot make words of content.",
    "gate/note-late": "The content note does not come before the first item, or not on page 1.",
    "gate/page-caution": "A page shows an excerpt that nobody verified, and no caution.",
    "gate/page-help": "A page speaks of harm, and the line on help is not on it.",
    "gate/part-missing": "A template leaves out a part that every such document must have (safeguarding, 2f).",
    "gate/quote-marks": "A source's own words are not marked as a quotation, or a retelling is marked as one.",
    "gate/ratio": "The document speaks more of harm than of what protects. Add protective items, or withhold some.",
    "gate/margin-words": "A template adds more to a line of the margins than has room there. Put it into the body.",
    "gate/school-name": "The name of the school in the theme holds a number to dial, an address, or a message.",
    "gate/section-left-out": "A template prints nothing of a whole kind of item that the selection holds.",
    "gate/teacher-only": "A student document bears the mark of a teacher's copy, or a block that is the teacher's.",
    "gate/template-address": "A template's own words hold an address; addresses come from content alone.",
    "gate/template-number": "A template's own words hold a number to dial; numbers come from the register alone.",
    "gate/turned-word": "A template's own words ask for secrecy or speak against help. Reword them.",
    "gate/unreadable": "A finished file cannot be read back, so nothing proves what is in it: our defect.",
    "gate/withheld": "Words of an item that is not for this reader stand in the document.",
    "help/unbacked": "A help line is called verified, and nobody says who checked it, when and how.",
    "internal/fault": "The program has met a defect of its own in one module; the others are built all the same.",
    "letterhead/dropped": "Something in reference.docx is not used: it runs, fetches, or cannot be read.",
    "letterhead/missing-style": "A style of Word is not in reference.docx; the theme's own is used.",
    "letterhead/unreadable": "reference.docx is damaged, a trap, or no Word file. Save it as .docx again.",
    "new/exists": "A file to start from would take the place of one that is there. Nothing is written.",
    "new/name": "What is to be made cannot have this name.",
    "new/taken": "What is to be made has the id, code or name of something that is there.",
    "output/edited": "A file was changed by hand after it was built. It is kept beside the new one.",
    "output/removed": "A file of an earlier build is not made any more, and was deleted.",
    "pack/section-twice": "A pack file names a section of a document twice. Delete one of the two.",
    "pack/unknown-name": "A pack file names a module, band, theme or template set that is not there.",
    "pack/unknown-section": "A pack file names a section that neither the template nor sections.html.j2 has.",
    "pages/terms": "A page explains more new words than the band takes in at once. Split or drop some.",
    "pages/too-many": "A student's sheet is longer than the policy allows for the band. Cut it, or make two packs.",
    "policy/no-words": "The policy has no fixed words for a band that gets a document.",
    "policy/raised": "A project loosens a rule of the policy, and no decision of a safeguarding lead is recorded.",
    "print/not-pdf": "Only finished PDFs can be put on sheets and printed.",
    "project/duplicate-code": "Two modules have one code and would take each other's files for their own.",
    "project/no-file": "A folder stands where a file of content is looked for.",
    "project/outside": "A file is a link to somewhere outside of its folder; a policy or template there is not read.",
    "project/not-found": "No folder of the project, and none of the program, has the file.",
    "project/wrong-folder": "A module and its folder have different names.",
    "reading/no-easy": "A longer text has no easy words for a band that gets an easy sheet; its core words stand in.",
    "content/for-the-eldest": "A module's own text names no band; on a sensitive topic younger bands do not get it.",
    "signoff/help": "A kind of help that the band's final sheets must name is not checked, or no more.",
    "signoff/day": "A signature bears a day on which nobody can have signed.",
    "signoff/missing": "Somebody who must agree has not signed yet. Read the drafts, then `lessonpack sign`.",
    "signoff/other-day": "What is built for another day stays a draft: lines of then may be dead. Leave out --today.",
    "signoff/nothing": "There is nothing to sign: no document, or no checked help line.",
    "signoff/shipped": "A module that comes with the program is signed in a folder of one's own, as a copy.",
    "signoff/unknown-role": "A signature names a role or band that the policy does not have.",
    "signoff/void": "What was signed has changed since; the signature does not hold any more. Read and sign again.",
    "template/encoding": "A template is not saved as UTF-8.",
    "template/extends": "A template set extends one that does not exist, or sets extend each other in a circle.",
    "template/failed": "A template did something that failed; the line says where.",
    "template/forbidden": "A template reaches for something that templates may not use.",
    "template/heading-order": "A heading skips a level, which loses people who listen to a page.",
    "template/markup": "The markup that a template makes is not well formed, for example a tag that is never closed.",
    "template/misplaced": "An element stands where it may not stand.",
    "template/no-caption": "A chart, a timeline or circles have no caption, so that nobody knows what they show.",
    "template/no-box-title": "A box has no title, so that nobody who listens knows what it is.",
    "template/no-section": "A pack file orders the sections of a template that is more than a list of sections.",
    "template/no-title": "A document has no title.",
    "template/no-words": "An element that must say something is empty.",
    "template/not-empty": "An element that holds nothing has words in it.",
    "template/not-found": "There is no template of this name; `lessonpack where` explains which files are looked at.",
    "template/recursion": "A template calls itself without end.",
    "template/reserved": "An element that only the program makes stands in a template.",
    "template/stray-words": "Words stand where only elements may.",
    "template/stopped": "With --untrusted: the process that renders a template took too long, or did what none does.",
    "template/syntax": "A template is not written as Jinja2 asks.",
    "template/table": "The rows of a table do not have the same number of cells.",
    "template/too-deep": "Elements are nested too deeply.",
    "template/too-large": "A template makes more than a document can hold.",
    "template/too-long": "A template goes on for too long; most often loops stand inside loops.",
    "template/undefined": "A template uses a name that it does not know.",
    "template/unknown-attribute": "An element has an attribute that it does not know.",
    "template/unknown-element": "There is no such element; templates/README.md lists all.",
    "template/unprintable": "A template prints something that is no words, or nothing.",
    "template/wrong-value": "An attribute has a value that it does not allow.",
    "text/control-character": "A text holds a character that no file can show. Delete it.",
    "text/no-glyph": "A text holds a character that no font of the PDF has. Write it in other characters, or as words.",
    "theme/contrast": "Two colours of the theme cannot be told apart well enough to read (WCAG 2.2, 1.4.3).",
    "theme/colour": "A colour is not written as #rrggbb.",
    "theme/extends": "A theme extends one that does not exist, or themes extend each other in a circle.",
    "theme/font": "A font of the theme is missing, broken, not to be embedded, or one whose letters are pictures.",
    "theme/leading": "Lines would run into each other, or fall apart: the leading is 1.1 to 3 times the size.",
    "theme/logo": "The school's logo is missing, no sound PNG or JPEG file, too large, or has no words for `alt:`.",
    "theme/name": "A theme calls itself otherwise than its file. Delete the line `name:`, or rename the file.",
    "theme/school": "The school's name is not one line of words.",
    "theme/scale": "The theme names a scale that it does not have.",
    "theme/size": "Type is smaller than 8 points, which many cannot read.",
    "waivers/error": "A waiver names an error. Only warnings can be waived.",
    "waivers/unused": "A waiver meets nothing any more. Delete it.",
    "yaml/alias": "An alias (*name) stands for nothing, for what holds it, or for more than a file can be.",
    "yaml/conflict": "A line of a version conflict was left in the file.",
    "yaml/control-character": "The file holds a character that no page can show.",
    "yaml/duplicate-key": "A key stands twice, so that one of the two would be lost.",
    "yaml/empty": "The file is empty.",
    "yaml/encoding": "The file is not saved as UTF-8.",
    "yaml/hidden-character": "A hidden character turns the order of what is read; a number may show other digits.",
    "yaml/key": "A key is no plain word.",
    "yaml/merge": "Merge keys are not used in content files; write the text out.",
    "yaml/not-a-mapping": "The file does not start with `key: value` lines.",
    "yaml/piled-marks": "So many marks stand on one letter that they cover the lines around it. Delete them.",
    "yaml/syntax": "The file is not YAML; the place is where reading stopped.",
    "yaml/tag": "Tags (words with ! before them) are not used in content files.",
    "yaml/too-deep": "The file is nested too deeply.",
    "yaml/too-large": "The file is larger than a content file can be.",
}


def explain(code: str) -> str:
    """What a code means, why it matters and what to do; empty for a code that does not exist."""
    rule = next((rule for rule in RULES if rule.code == code), None)
    if rule:
        return f"{rule.code} ({rule.severity})\n  {rule.means}\n  {rule.why}\n  What to do: {rule.mend}."
    return f"{code}\n  {OTHERS[code]}" if code in OTHERS else ""


def codes() -> tuple[str, ...]:
    """All of them, by name."""
    return tuple(sorted({*(rule.code for rule in RULES), *OTHERS}))


def listed() -> Iterator[str]:
    """One line for each code, by name."""
    lines = {rule.code: f"{rule.severity!s:<8} {rule.means}" for rule in RULES}
    lines |= {code: f"{'':<8} {means}" for code, means in OTHERS.items()}
    width = max(map(len, lines))
    yield from (f"{code:<{width}}  {lines[code]}" for code in codes())


def nearest(code: str) -> tuple[str, ...]:
    """Codes that somebody may have meant."""
    return tuple(get_close_matches(code, codes(), n=3, cutoff=0.5))
