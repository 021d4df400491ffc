"""One source, two forms: a letter's Markdown as HTML with inline styles and as plain text."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

INK = "#2B2320"
LACQUER = "#8F1D2C"
GOLD = "#D9A441"
PAPER = "#FBF6EC"

STYLES = {
    "h1": f"margin:0 0 20px;font-size:22px;line-height:1.35;font-weight:700;color:{LACQUER}",
    "p": f"margin:0 0 16px;font-size:16px;line-height:1.6;color:{INK}",
    "ul": f"margin:0 0 20px;padding:14px 18px;list-style:none;background:{PAPER};"
    f"border-left:4px solid {GOLD}",
    "ul*": f"margin:0 0 20px;padding:0 0 0 22px;color:{INK}",
    "li": f"margin:0;padding:3px 0;font-size:16px;line-height:1.5;color:{INK}",
    "blockquote": f"margin:0 0 20px;padding:12px 18px 1px;background:{PAPER};"
    f"border-left:4px solid {LACQUER}",
    "a": f"color:{LACQUER}",
}
BUTTON = (
    f"display:inline-block;padding:12px 22px;background:{LACQUER};color:#FFFFFF;"
    "text-decoration:none;font-weight:700;border-radius:4px"
)
FOOT_STYLES = {
    "p": "margin:0 0 8px;font-size:13px;line-height:1.5;color:#5E534C",
    "a": "color:#5E534C",
}

_markdown = MarkdownIt("commonmark", {"html": False})


def parse(source: str) -> list[Token]:
    """The tokens of a letter."""
    return _markdown.parse(source)


def title_of(tokens: Sequence[Token]) -> str:
    """The text of the first heading: the letter's subject."""
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            return _plain(tokens[place + 1].children or [])
    raise ValueError("a letter needs a heading")


def to_html(tokens: list[Token], styles: dict[str, str] = STYLES) -> str:
    """HTML with the style on each element, because mail programs drop style sheets."""
    for token in tokens:
        _style(token, styles)
        if token.children:
            button = _is_lone_link(token.children)
            for child in token.children:
                _style(child, styles | {"a": BUTTON} if button else styles)
    return str(_markdown.renderer.render(tokens, _markdown.options, {}))


def _style(token: Token, styles: dict[str, str]) -> None:
    """A list of `-` is a panel of facts; a list of `*` has bullets."""
    name = "ul*" if token.tag == "ul" and token.markup == "*" else token.tag
    if token.nesting == 1 and name in styles:
        token.attrSet("style", styles[name])


def _is_lone_link(children: Sequence[Token]) -> bool:
    return len(children) == 3 and children[0].type == "link_open"


def to_text(tokens: Sequence[Token]) -> str:
    """Plain text: blank lines between paragraphs, `- ` before items, `> ` before quoted lines."""
    blocks: list[str] = []
    in_list = in_quote = False
    for token in tokens:
        if token.type in ("bullet_list_open", "bullet_list_close"):
            in_list = token.nesting == 1
            blocks.append("")
        elif token.type in ("blockquote_open", "blockquote_close"):
            in_quote = token.nesting == 1
        elif token.type == "inline":
            text = _plain(token.children or [])
            if in_list:
                blocks[-1] += f"- {text}\n"
            elif in_quote:
                blocks.append("\n".join(f"> {line}" for line in text.split("\n")))
            else:
                blocks.append(text)
    return "\n\n".join(block.rstrip("\n") for block in blocks if block) + "\n"


def _plain(children: Sequence[Token]) -> str:
    parts: list[str] = []
    target = ""
    for child in children:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak":
            parts.append("\n")
        elif child.type == "link_open":
            target = str(child.attrGet("href") or "").removeprefix("mailto:")
        elif child.type == "link_close" and target and parts[-1:] != [target]:
            parts.append(f": {target}")
    return "".join(parts)
