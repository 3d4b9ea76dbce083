"""Set the joint statement of the samples as a PDF: `python samples/joint_statement.py` (fpdf2, a dev dependency)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from fpdf import FPDF

TITLE = "Joint Statement of the 15th India-Japan Annual Summit"
PARAGRAPHS = (
    "1. At the invitation of Prime Minister Shigeru Ishiba of Japan, Prime Minister Narendra Modi of India paid an "
    "official visit to Japan on 29-30 August 2025 for the 15th India-Japan Annual Summit. The two Prime Ministers held "
    "talks in Tokyo on 29 August 2025.",
    "2. They recalled the target of 5 trillion yen of public and private investment and financing in five years that "
    "was set in 2022, and decided on the following:",
    "- Japan will aim for 10 trillion yen of private investment in India over ten years, as a new target;",
    "- the two countries will exchange 500,000 people in five years, including 50,000 skilled and semi-skilled "
    "personnel from India to Japan;",
    "- the two sides launch an Economic Security Initiative for semiconductors, critical minerals, pharmaceuticals, "
    "clean energy and telecommunications;",
    "- the space agencies ISRO and JAXA will jointly carry out the Chandrayaan-5 mission to the polar region of the "
    "Moon.",
    "3. The two Prime Ministers adopted a Joint Declaration on Security Cooperation. They strongly opposed any "
    "unilateral attempt to change the status quo by force in the East China Sea and the South China Sea.",
    "4. They condemned the terror attack in Pahalgam of 22 April 2025 and called for its perpetrators to be brought to "
    "justice.",
    "5. Prime Minister Modi invited Prime Minister Ishiba to India for the next Annual Summit.",
)


def joint_statement() -> FPDF:
    """Return the statement, set on one page with a fixed date so that the file is the same each time."""
    pdf = FPDF(format="A4")
    pdf.set_title(TITLE)
    pdf.set_creation_date(dt.datetime(2025, 8, 29, tzinfo=dt.UTC))
    pdf.set_margin(25)
    pdf.add_page()
    pdf.set_font("times", style="B", size=14)
    pdf.multi_cell(0, 7, TITLE, align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("times", size=11)
    for paragraph in PARAGRAPHS:
        pdf.ln(3)
        pdf.multi_cell(0, 5.5, paragraph, new_x="LMARGIN", new_y="NEXT")
    return pdf


if __name__ == "__main__":
    joint_statement().output(str(Path(__file__).with_name("2025-08-29-joint-statement.pdf")))
