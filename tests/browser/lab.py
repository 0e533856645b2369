"""One JupyterLab server and one Chromium for the browser tests, and a notebook in them.

From what a test uses (`Notebook`) down to the processes.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]
REACHES = ()  # the root is only where kernels find the package
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
QUIET = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
    # every cell is in the page, seen or not
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}
PATIENCE = 480_000  # milliseconds: a busy machine is slow, not wrong
# Wait by the page's own clock, then for two pictures.
PAUSE = """(ms) => new Promise((done) => setTimeout(
  () => requestAnimationFrame(() => requestAnimationFrame(() => done(0))), ms))"""
# What JupyterLab itself logs as an error, and no widget causes.
NOT_OURS = re.compile(r"favicon|/lsp/|api/kernels/.*(404|WebSocket)|ResizeObserver")


def chromium() -> str | None:
    """Return the path of Chromium, or None."""
    names = [os.environ.get("LAYERLAB_CHROMIUM"), "chromium", "chromium-browser"]
    found = (shutil.which(name) for name in [*names, "google-chrome"] if name)
    return next((path for path in found if path), None)


class Lab:
    """A JupyterLab server of its own: root, settings and progress in one folder."""

    def __init__(self, home: Path, *, environment=None):
        self.root = home / "notebooks"
        self.root.mkdir(parents=True)
        self.log = (home / "server.log").open("w")
        settings = home / "settings"
        for name, value in QUIET.items():
            plugin, file = name.split(":")
            path = settings / plugin / f"{file}.jupyterlab-settings"
            path.parent.mkdir(parents=True)
            path.write_text(json.dumps(value))
        self.url = f"http://127.0.0.1:{free_port()}"
        self.process = self._start(home, settings, environment or {})
        self._wait()

    def _start(self, home, settings, environment):
        folders = {
            "JUPYTER_CONFIG_DIR": home / "config",
            "JUPYTER_RUNTIME_DIR": home / "runtime",
            "JUPYTERLAB_SETTINGS_DIR": settings,
            "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
            "IPYTHONDIR": home / "ipython",
            "LAYERLAB_PROGRESS": home / "progress",
            "PYTHONPATH": ROOT,
        }
        options = {
            "ServerApp.port": self.url.rsplit(":", 1)[1],
            "ServerApp.root_dir": self.root,
            "IdentityProvider.token": "",
            "ServerApp.disable_check_xsrf": True,
            "LabApp.expose_app_in_browser": True,
            "LabApp.extension_manager": "readonly",
        }
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
        command += [f"--{key}={value}" for key, value in options.items()]
        env = {**os.environ, **{k: str(v) for k, v in folders.items()}, **environment}
        env.pop("LAYERLAB_STATIC", None)
        return subprocess.Popen(command, env=env, stdout=self.log, stderr=self.log)

    def _wait(self):
        end = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < end:
            try:
                urllib.request.urlopen(f"{self.url}/api/status", timeout=5).close()
                return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError(f"JupyterLab did not start; see {self.log.name}")

    def end_kernels(self):
        """End every kernel: an idle one keeps 150 MB of the machine until the server ends."""
        with urllib.request.urlopen(f"{self.url}/api/kernels", timeout=60) as answer:
            kernels = json.load(answer)
        for kernel in kernels:
            address = f"{self.url}/api/kernels/{kernel['id']}"
            urllib.request.urlopen(
                urllib.request.Request(address, method="DELETE")
            ).close()

    def close(self):
        self.process.terminate()
        self.process.wait(PATIENCE / 1000)
        self.log.close()


class Notebook:
    """A notebook open in a page: run its cells, find its widgets, hear its errors."""

    def __init__(self, lab: Lab, page, cells, *, name="test", dark=False):
        self.page, self.errors = page, []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        path = lab.root / f"{name}.ipynb"
        path.write_text(json.dumps(_notebook(cells)))
        page.goto(f"{lab.url}/doc/tree/{path.name}?reset")
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=PATIENCE)
        if dark:
            self.set_theme("JupyterLab Dark")
        self.run_all()

    def _heard(self, message):
        where = f"{message.text} ({(message.location or {}).get('url', '')})"
        if message.type == "error" and not NOT_OURS.search(where):
            self.errors.append(where)

    def command(self, name, args=None):
        """Execute a JupyterLab command."""
        script = (
            "([n, a]) => window.jupyterapp.commands.execute(n, a ?? {}).then(() => 0)"
        )
        return self.page.evaluate(script, [name, args])

    def set_theme(self, name):
        self.command("apputils:change-theme", {"theme": name})
        light = "false" if "Dark" in name else "true"
        body = f'body[data-jp-theme-light="{light}"]'
        self.page.wait_for_selector(body, state="attached")

    def run_all(self):
        """Run all cells and wait until the kernel has answered the last one."""
        self._kernel_ready()
        self.command("notebook:run-all-cells")
        self.page.wait_for_function(_ALL_RUN, timeout=PATIENCE)

    def restart(self):
        """Restart the kernel and run everything again."""
        script = (
            "async () => { const p = window.jupyterapp.shell.currentWidget;"
            " await p.sessionContext.session.kernel.restart();"
            " window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs'); }"
        )
        self.page.evaluate(script)
        self.run_all()

    def _kernel_ready(self):
        script = (
            "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session"
            "?.kernel?.status === 'idle'"
        )
        self.page.wait_for_function(script, timeout=PATIENCE)

    def python(self, code: str) -> str:
        """Run code in the kernel, beside the notebook; return what it printed."""
        return self.page.evaluate(_EXECUTE, code)

    def widget(self, number=0):
        """Return the locator of the n-th widget, once it is drawn."""
        found = self.page.locator(".ll").nth(number)
        found.wait_for(timeout=PATIENCE)
        found.scroll_into_view_if_needed()
        self.page.evaluate(PAUSE, 150)
        return found


_ALL_RUN = """() => {
  const model = window.jupyterapp.shell.currentWidget.content.model;
  const cells = [...Array(model.cells.length).keys()].map((i) => model.cells.get(i));
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  return kernel.status === 'idle'
    && cells.every((c) => c.type !== 'code' || c.executionCount);
}"""

_EXECUTE = """async (code) => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const future = kernel.requestExecute({ code, store_history: false });
  let out = '';
  future.onIOPub = (m) => {
    if (m.header.msg_type === 'stream') out += m.content.text;
    if (m.header.msg_type === 'error') out += m.content.ename + ': ' + m.content.evalue;
  };
  await future.done;
  return out.trim();
}"""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def _copied(cell, blank):
    """A cell of another notebook, with its kind and its tags, without outputs."""
    tags = {"metadata": {"tags": cell.metadata.get("tags", [])}}
    if cell.cell_type == "code":
        return {**blank, "source": cell.source, **tags}
    return {"cell_type": cell.cell_type, "source": cell.source, **tags}


def _notebook(cells):
    """A notebook of sources, or of the cells of another one, which keep their tags."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    blank = {
        "cell_type": "code",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
    }
    listed = [
        {"id": f"c{i}"}
        | ({**blank, "source": c} if isinstance(c, str) else _copied(c, blank))
        for i, c in enumerate(cells)
    ]
    return {
        "cells": listed,
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
