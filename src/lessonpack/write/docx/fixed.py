"""Styles that no block of the tree asks for by itself: defaults, furniture in the margins."""

from __future__ import annotations

from lessonpack.theme.tokens import Fonts, Scale, Theme
from lessonpack.write.docx.markup import escaped, twips, twips_of_mm
from lessonpack.write.docx.tablestyles import table_styles


def fonts(family: str) -> str:
    family = escaped(family)
    return f'<w:rFonts w:ascii="{family}" w:hAnsi="{family}" w:eastAsia="{family}" w:cs="{family}"/>'


def letter_spacing(theme: Theme, size_pt: float) -> str:
    """Room after every letter (ECMA-376 part 1, 17.3.2.35), or nothing where the theme adds none."""
    added = twips(size_pt * theme.letter_spacing)
    return f'<w:spacing w:val="{added}"/>' if added else ""


def defaults(families: Fonts, scale: Scale, language: str) -> str:
    size, tag = round(scale.body.size_pt * 2), escaped(language)
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(families.docx_text)}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f'<w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="{tag}"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0" '
        'w:defUnhideWhenUsed="0" w:defQFormat="0" w:count="376"/>'
    )


def fixed_styles(theme: Theme, scale: Scale, frame_twips: int) -> str:
    return _ROOTS + _furniture(theme, scale, frame_twips) + table_styles(theme.colours)


_ROOTS = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)


def _furniture(theme: Theme, scale: Scale, frame_twips: int) -> str:
    colours = theme.colours
    small = f'w:line="{twips(scale.small.leading_pt)}" w:lineRule="atLeast"'
    size = round(scale.small.size_pt * 2)
    sized = f'{letter_spacing(theme, size / 2)}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    muted = f'<w:color w:val="{colours.muted[1:]}"/>{sized}'
    accent, rule = colours.accent[1:], colours.rule[1:]
    tight = f'<w:spacing w:before="0" w:after="0" {small}/>'
    # The body begins right below the header where that is taller than the margin.
    apart = f'<w:spacing w:before="60" w:after="120" {small}/>'
    tint = colours.head_tint[1:]
    # The tint ends at the rules: those at the sides and the head are of its colour, and only make room.
    edge = f'w:val="single" w:sz="4" w:color="{tint}"'
    strip = (
        f'<w:pBdr><w:top {edge} w:space="3"/><w:left {edge} w:space="6"/>'
        f'<w:bottom w:val="single" w:sz="8" w:space="3" w:color="{accent}"/><w:right {edge} w:space="6"/></w:pBdr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/>{tight}<w:ind w:left="130" w:right="130"/>'
    )
    help_line = (
        f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="{rule}"/></w:pBdr>'
        f'<w:spacing w:before="0" w:after="40" {small}/>'
    )
    numbers = f'<w:tabs><w:tab w:val="right" w:pos="{frame_twips}"/></w:tabs>{tight}'
    return (
        _style("School", "School", _school(theme, scale), f"<w:b/><w:bCs/>{muted}")
        + _style("Header", "header", tight, muted, custom="")
        + _style("Footer", "footer", numbers, muted, custom="")
        + _style("Strip", "Strip", strip, f'<w:b/><w:bCs/><w:color w:val="{colours.text[1:]}"/>{sized}')
        + _style("DraftMark", "Draft mark", f'{apart}<w:jc w:val="right"/>', f"<w:b/><w:bCs/>{muted}")
        + _style("HelpLine", "Help line", help_line, f'<w:b/><w:bCs/><w:color w:val="{accent}"/>{sized}')
    )


def _school(theme: Theme, scale: Scale) -> str:
    """Name and logo share a line: the name stands at its middle, and goes on beside the logo."""
    half = twips(scale.body.leading_pt / 2)
    beside = twips_of_mm(theme.logo.size_mm()[0]) + half if theme.logo else 0
    hang = f'<w:ind w:left="{beside}" w:hanging="{beside}"/>' if beside else ""
    line = twips(scale.small.leading_pt)
    spacing = f'<w:spacing w:before="0" w:after="{half}" w:line="{line}" w:lineRule="atLeast"/>'
    return f'{spacing}{hang}<w:textAlignment w:val="center"/>'


def _style(identifier: str, name: str, paragraph: str, words: str, custom: str = ' w:customStyle="1"') -> str:
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/><w:pPr>{paragraph}</w:pPr>'
        f"<w:rPr>{words}</w:rPr></w:style>"
    )
