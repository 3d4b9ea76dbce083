"""Pictures of the six main pages with the sample ledger: python docs/screenshots.py [FOLDER]

Codes the samples into a ledger of its own, serves it, and lets headless Chromium take the pictures. `CHROMIUM` names
the browser where it goes by another name.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from chancery.desk import Desk, open_ledger
from chancery.linkage.entries import CommitmentEntry

HERE = Path(__file__).parent
DAY = "2025-11-25"
WIDTH = 1100
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def screens(desk: Desk) -> dict[str, tuple[str, int]]:
    """Return the address and the height of each page that is shown."""
    promises = [one for one in desk.entries("commitment", actors=["IND", "JPN"]) if isinstance(one, CommitmentEntry)]
    promise = max(promises, key=lambda one: (len(one.descent), one.corroboration.reports, one.id))
    said = {doc.id: len(coded.claims) for coded in desk.coded() for doc in [coded.document]}
    report = max(sorted(said), key=lambda id: said[id])
    return {
        "home": (f"/?on={DAY}", 1350),
        "search": ("/search?q=invest*", 1250),
        "relation": (f"/relations/IND-JPN?on={DAY}", 1900),
        "commitment": (f"/commitments/{promise.id}", 1750),
        "document": (f"/documents/{report}", 1150),
        "review": ("/review", 1150),
    }


def take(browser: str, address: str, target: Path, height: int) -> None:
    """Take a picture of a page."""
    flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1"]
    shot = [f"--screenshot={target}", f"--window-size={WIDTH},{height}", "--virtual-time-budget=4000"]
    subprocess.run([browser, *flags, *shot, address], check=True, capture_output=True, timeout=120)


def main() -> None:
    browser = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if browser is None:
        raise SystemExit("no Chromium found: install it, or name it by CHROMIUM")
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else HERE / "images")
    folder.mkdir(parents=True, exist_ok=True)
    folder = folder.resolve()
    os.chdir(HERE.parent)
    with tempfile.TemporaryDirectory() as place:
        ledger = Path(place) / "samples.db"
        with open_ledger(ledger) as desk:
            desk.add("samples")
            pages = screens(desk)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = "import sys; from chancery.cli import main; sys.exit(main())"
        serving = [sys.executable, "-c", command, "--ledger", str(ledger), "serve", "--port", str(port)]
        server = subprocess.Popen(serving, stdout=subprocess.DEVNULL, env={**os.environ, "USER": "Mara"})
        try:
            _wait(f"http://127.0.0.1:{port}/")
            for name, (path, height) in pages.items():
                take(browser, f"http://127.0.0.1:{port}{path}", folder / f"{name}.png", height)
                print(f"{name}.png")
        finally:
            server.terminate()
            server.wait()


def _wait(address: str) -> None:
    """Wait until the pages answer."""
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"{address} does not answer")


if __name__ == "__main__":
    main()
