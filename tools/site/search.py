"""The search of the site: Pagefind reads the pages and writes its index beside them.

Its program comes from npm (https://pagefind.app); the index is asked in the browser, so no
server is needed and no word that somebody looks for leaves the page.
"""

import subprocess
from pathlib import Path

from tools import npm
from tools.project import ROOT

PACKAGE, VERSION = "pagefind", "1.6.0"
FOLDER = ROOT / ".site"


def index(out: Path) -> str:
    """Write `pagefind/` into the site; what is in the way, in one sentence."""
    program = npm.find(FOLDER, PACKAGE, VERSION)
    if program is None:
        if trouble := npm.install(FOLDER, PACKAGE, VERSION):
            return f"The site has no search: {trouble}. Install Node.js with npm."
        program = npm.find(FOLDER, PACKAGE, VERSION)
    done = subprocess.run(
        [str(program), "--site", str(out), "--quiet"], capture_output=True, text=True
    )
    if done.returncode:
        return f"The site has no search: Pagefind says {done.stderr.strip()[-200:]}"
    return ""
