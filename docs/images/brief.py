"""Draw the picture of a brief in the README: `python docs/images/brief.py` (reads samples/)."""

from __future__ import annotations

import io
import re
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

import chancery
from chancery.views.terminal import shown

HERE = Path(__file__).parent
LAST_SECTION = "Other commitments"
WIDTH = 100
PAPER = TerminalTheme(
    (251, 250, 246),
    (32, 36, 42),
    [
        (32, 36, 42),
        (157, 42, 24),
        (63, 106, 58),
        (150, 110, 40),
        (31, 86, 115),
        (110, 70, 120),
        (31, 86, 115),
        (100, 106, 114),
    ],
)
FONT_FACES = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def main() -> None:
    """Code the samples, print the top of the India–Japan brief into an SVG without fonts from elsewhere."""
    desk = chancery.open_ledger(":memory:")
    desk.add(HERE.parent.parent / "samples")
    whole = Console(file=io.StringIO(), width=WIDTH, force_terminal=True, color_system="standard")
    whole.print(shown(desk.brief("India", "Japan")))
    top = whole.file.getvalue().split(LAST_SECTION)[0].rstrip().removesuffix("\x1b[1m").rstrip()  # type: ignore[attr-defined]
    console = Console(file=io.StringIO(), width=WIDTH, record=True, force_terminal=True)
    console.print(Text.from_ansi(top))
    svg = console.export_svg(title="chancery brief India Japan", theme=PAPER, unique_id="brief")
    (HERE / "brief.svg").write_text(FONT_FACES.sub("", svg), encoding="utf-8")


if __name__ == "__main__":
    main()
