"""The pages of the mail catcher, in Vietnamese and English at once. Everything is escaped."""

from __future__ import annotations

from html import escape

from deploy.embedded.mail.store import Letter

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem;
  padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
td, th { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #8884;
  vertical-align: top }
iframe { width: 100%; height: 32rem; border: 1px solid #8884; background: #fff }
pre { white-space: pre-wrap; border: 1px solid #8884; padding: 1rem }
:root { color-scheme: light dark }
"""


def letter_list(letters: list[Letter]) -> str:
    """All letters, newest first."""
    rows = "".join(
        f"<tr><td>{escape(one.date)}</td><td>{escape(', '.join(one.to))}</td>"
        f'<td><a href="/letters/{one.id}">{escape(one.subject) or "—"}</a></td></tr>'
        for one in letters
    )
    empty = "<p>Chưa có thư nào. <span lang=en>No letters yet.</span></p>" if not letters else ""
    heads = "<tr><th>Nhận lúc · Received</th><th>Đến · To</th><th>Tiêu đề · Subject</th></tr>"
    return _page(
        "Thư đã gửi · Letters",
        "<p>Mọi thư của mạng thử dừng ở đây, không thư nào ra ngoài. "
        "<span lang=en>Every letter of this network stops here; none goes out.</span></p>"
        f"{empty}<table>{heads if letters else ''}{rows}</table>",
    )


def letter(one: Letter) -> str:
    """One letter with its HTML part (in a frame that can do nothing) and its text part."""
    frame = (
        f'<iframe sandbox src="/letters/{one.id}/html" title="HTML"></iframe>' if one.html else ""
    )
    text = f"<h2>Văn bản · Text</h2><pre>{escape(one.text)}</pre>" if one.text else ""
    return _page(
        one.subject or "—",
        '<p><a href="/">← Tất cả thư · All letters</a></p><table>'
        f"<tr><th>Từ · From</th><td>{escape(one.sender)}</td></tr>"
        f"<tr><th>Đến · To</th><td>{escape(', '.join(one.to))}</td></tr>"
        f"<tr><th>Nhận lúc · Received</th><td>{escape(one.date)}</td></tr></table>{frame}{text}",
    )


def not_found() -> str:
    """There is nothing under this address."""
    return _page(
        "Không có", "<p>Không có thư này. <span lang=en>There is no such letter.</span></p>"
    )


def _page(title: str, body: str) -> str:
    return (
        "<!doctype html><html lang=vi><meta charset=utf-8>"
        f"<title>{escape(title)}</title><style>{_STYLE}</style><h1>{escape(title)}</h1>{body}</html>"
    )
