"""Build the book aside, swap it in when it is whole, serve it on loopback."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from explainer.loopback import PortError, listen
from explainer.site.pages import write_pages

KEY_FILE = ".key"
_PACKAGE = ("src/explainer", "requirements.lock", "pyproject.toml")
_PAGES = ("book", "notebooks", "_config.yml", "_toc.yml", "README.md", "LICENSE")
_IGNORED = {"__pycache__", ".ipynb_checkpoints"}


class BookError(Exception):
    """A build that did not succeed, in words for the person who started it."""


def find_root(start: Path) -> Path:
    """The top of the project that holds `start`.

    Raises
    ------
    BookError
        If no folder above holds the book.
    """
    for folder in (start, *start.parents):
        if (folder / "_config.yml").exists() and (folder / "notebooks").is_dir():
            return folder
    msg = f"{start}: no book here or above (looked for _config.yml beside notebooks/); change to the project's folder"
    raise BookError(msg)


def build_book(root: Path, report: Callable[[str], None] = print, site_url: str | None = None) -> bool:
    """Build the site into `_build/html`; say whether anything had to be built.

    The site carries a key, a hash of all that its pages depend on: an equal key means that nothing is
    done. A build happens in a folder of its own and replaces the site only when it is whole, so an
    interrupted or failed build leaves the old one as it was. With the address it will have, the site also
    gets a sitemap, previews for social sites and a page for what is not found.
    """
    for name in write_pages(root / "book"):
        report(f"wrote book/{name} from the records")
    key = _hash(root, (*_PACKAGE, *_PAGES)) + (site_url or "")
    site = root / "_build" / "html"
    if _read(site / KEY_FILE) == key:
        return False
    with _workplace(root / "_build") as place:
        _run_jupyter_book(root, place, report, site_url)
        built = place / "_build" / "html"
        report("packing the package for download")
        build_wheel(root, built / "_static")
        (built / ".buildinfo").unlink(missing_ok=True)
        (built / KEY_FILE).write_text(key, encoding="utf-8")
        _swap(built, site)
    return True


def _hash(root: Path, names: Iterable[str]) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in _files(root, names):
        digest.update(f"\0{path.relative_to(root)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(root: Path, names: Iterable[str]) -> Iterator[Path]:
    for name in names:
        path = root / name
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (p for p in found if p.is_file() and not _IGNORED.intersection(p.parts))


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


@contextmanager
def _workplace(build: Path) -> Iterator[Path]:
    """A folder for one build; what interrupted builds left behind is cleared."""
    build.mkdir(exist_ok=True)
    for left in build.glob("next-*"):
        if not _is_running(int(left.name.removeprefix("next-"))):
            shutil.rmtree(left)
    place = build / f"next-{os.getpid()}"
    place.mkdir()
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _swap(built: Path, site: Path) -> None:
    old = site.with_name(f"old-{os.getpid()}")
    if site.exists():
        site.rename(old)
    built.rename(site)
    shutil.rmtree(old, ignore_errors=True)


# --- jupyter-book ---------------------------------------------------------------------------------


def _run_jupyter_book(root: Path, place: Path, report: Callable[[str], None], site_url: str | None) -> None:
    """Run `jupyter-book build`, reporting its stages; any warning is an error."""
    cache = root / "_build" / "executed" / _hash(root, _PACKAGE)[:16]
    _forget_other_caches(cache)
    environment = os.environ | {
        "EXPLAINER_EXECUTION_CACHE": str(cache),
        "EXPLAINER_FRAMES": str(root / "_build" / "frames"),
        "EXPLAINER_SITE_URL": site_url or "",
        "JUPYTER_PREFER_ENV_PATH": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "PYTHONIOENCODING": "utf-8",
        "NO_COLOR": "1",
    }
    command = [
        sys.executable,
        "-c",
        "from jupyter_book.cli.main import main; main()",
        "build",
        str(root),
        "--path-output",
        str(place),
        "-W",
        "--keep-going",
    ]
    lines: list[str] = []
    with subprocess.Popen(
        command,
        env=environment,
        text=True,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        for line in _plain_lines(process.stdout):
            lines.append(line)
            if stage := _stage(line):
                report(stage)
    if process.returncode:
        shutil.rmtree(cache, ignore_errors=True)
        raise BookError(_why(lines, root))


def _forget_other_caches(cache: Path) -> None:
    """Executed cells of another package, table or lock file must never reach a page."""
    if cache.parent.exists():
        for other in cache.parent.iterdir():
            if other != cache:
                shutil.rmtree(other)


def _plain_lines(stream: Iterable[str]) -> Iterator[str]:
    for line in stream:
        yield re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip()


_STAGES = (
    (re.compile(r"^reading sources\.\.\. \[\s*(\d+)%\] (\S+)"), "reading {1} ({0} %)"),
    (re.compile(r"Executing notebook using \w+ cache|^Executing: (\S+)"), "running a notebook"),
    (re.compile(r"^writing output\.\.\. \[\s*(\d+)%\] (\S+)"), "writing {1} ({0} %)"),
    (re.compile(r"^(explorer \S+ \d+ frames .*)"), "{0}"),
    (re.compile(r"^dumping search index"), "writing the search index"),
)


def _stage(line: str) -> str | None:
    for pattern, words in _STAGES:
        if match := pattern.search(line):
            return words.format(*match.groups())
    return None


def _why(lines: list[str], root: Path) -> str:
    """The lines of a failed build that say what to mend."""
    telling = [
        line for line in lines if re.search(r"WARNING|ERROR|Error\b", line) and "IPKernelApp" not in line
    ]
    said = list(dict.fromkeys(telling or lines[-5:]))[:12]
    shown = "\n  ".join(line.replace(f"{root}/", "") for line in said)
    return f"the book was not built; the site is as it was before:\n  {shown}"


def build_wheel(root: Path, directory: Path) -> None:
    """Put the package's wheel into a directory, the same bytes for the same files."""
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(directory)],
        cwd=root,
        env=os.environ | {"SOURCE_DATE_EPOCH": "1577836800"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        msg = f"the package was not packed: {done.stderr.strip().splitlines()[-1]}"
        raise BookError(msg)


# --- serving --------------------------------------------------------------------------------------


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".ipynb": "application/x-ipynb+json",
        ".whl": "application/zip",
    }

    def log_message(self, *_: object) -> None:
        """Say nothing for each request."""


def open_server(site: Path, port: int) -> ThreadingHTTPServer:
    """A server of the site on loopback; port 0 lets the system choose.

    Raises
    ------
    BookError
        If the port is taken.
    """
    try:
        return listen(port, partial(_Handler, directory=str(site)))
    except PortError as error:
        raise BookError(str(error)) from error
