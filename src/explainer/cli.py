"""The command line: options in, messages out. The work is done elsewhere."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import click

from explainer.errors import FAULT, Finding


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="box-of-minerals")
def main() -> None:
    """Build, run and check A Box of Minerals."""


@main.command()
@click.option("--serve/--no-serve", default=True, help="Serve the site on this machine after building it.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free port."
)
@click.option(
    "--site-url", help="The address the site will have: adds sitemap, social previews and a 404 page."
)
def book(serve: bool, port: int, site_url: str | None) -> None:
    """Build the book into _build/html and serve it."""
    from explainer.site.book import BookError, build_book, find_root, open_server

    try:
        root = find_root(Path.cwd())
        # The port first: nobody should wait for a build to learn that it is taken.
        server = open_server(root / "_build" / "html", port) if serve else None
        progress = _Progress()
        built = build_book(root, progress.show, site_url)
        progress.end("The book is built." if built else "Nothing has changed; the book is as built before.")
    except (BookError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    if server is None:
        click.echo(f"The site is in {root / '_build' / 'html'}")
        return
    click.echo(f"Read it at http://127.0.0.1:{server.server_port}/   (Ctrl+C ends)")
    with server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo()


@main.command()
@click.option("--port", default=8888, show_default=True, type=click.IntRange(0, 65535))
@click.option("--browser/--no-browser", default=True, help="Open a browser window.")
def lab(port: int, browser: bool) -> None:
    """Open the chapters in JupyterLab, on this machine only."""
    from explainer.site.book import BookError, find_root

    try:
        root = find_root(Path.cwd())
    except BookError as error:
        raise click.ClickException(str(error)) from error
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--ip=127.0.0.1",
        f"--port={port}",
        f"--ServerApp.root_dir={root}",
    ]
    command += ["--LabApp.default_url=/lab/tree/notebooks"] + ([] if browser else ["--no-browser"])
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # a bare container; the server listens on loopback only
        command.append("--allow-root")
    raise SystemExit(subprocess.call(command))


@main.command()
def check() -> None:
    """Prove that every number, claim, chart and quiz item has what stands behind it."""
    from explainer.proof import findings
    from explainer.site.book import BookError, find_root

    try:
        found = findings(find_root(Path.cwd()))
    except BookError as error:
        raise click.ClickException(str(error)) from error
    for finding in found:
        click.echo(finding.line())
    if found:
        plural = "finding" if len(found) == 1 else "findings"
        msg = f"{len(found)} {plural}; nothing was changed"
        raise click.ClickException(msg)
    click.echo("Every number, claim, chart and item has what stands behind it.")


@main.group()
def quiz() -> None:
    """Check and preview banks of quiz items: a chapter's, or one of your own."""


@quiz.command("check")
@click.argument("banks", nargs=-1, required=True, metavar="BANK...")
def quiz_check(banks: tuple[str, ...]) -> None:
    """Say what to mend in banks, one line each.

    BANK is the path of a YAML file, or the name of a chapter's bank such as 01-the-story. A fault makes the exit
    code 1; advice is for you to weigh.
    """
    counts = []
    for name in banks:
        found = _bank_findings(name)
        for finding in found:
            click.echo(f"{finding.severity}: {finding.line()}")
        faults = sum(finding.severity == FAULT for finding in found)
        click.echo(f"{name}: {_count(faults, 'fault')}, {_count(len(found) - faults, 'piece')} of advice.")
        counts.append(faults)
    if importlib.util.find_spec("pyphen") is None:
        click.echo("The reading grade of stems was left out; for it, pip install pyphen.")
    if sum(counts):
        msg = f"{_count(sum(counts), 'fault')}; nothing was changed"
        raise click.ClickException(msg)


def _bank_findings(name: str) -> list[Finding]:
    """What there is to say of one bank; one that cannot be read is one fault, so that the others are still checked."""
    from explainer.quiz import ItemError, bank_findings
    from explainer.quiz.read import is_of_the_book, read_content

    try:
        content, filename = read_content(name)
    except ItemError as error:
        return [Finding.of(error)]
    return bank_findings(content, filename, of_the_book=is_of_the_book(name))


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


@quiz.command("preview")
@click.argument("bank")
@click.option(
    "--port", default=8001, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free port."
)
@click.option("--browser/--no-browser", default=True, help="Open a browser window.")
@click.option("--part", type=click.Choice(["before", "after", "forecast"]), help="Show this part only.")
def quiz_preview(bank: str, port: int, browser: bool, part: str | None) -> None:
    """Show a bank in the browser, on this machine only, as the book would.

    Change the file, save it and reload the page. BANK is the path of a YAML file, or the name of a chapter's bank.
    """
    import webbrowser

    from explainer.loopback import PortError
    from explainer.preview import Preview, open_preview
    from explainer.quiz import ItemError
    from explainer.quiz.read import read_content

    preview = Preview(bank, part, _report)
    try:
        read_content(bank)
        server = open_preview(preview, port)
    except (ItemError, PortError) as error:
        raise click.ClickException(str(error)) from error
    with server:
        try:
            preview.page()
            address = f"http://127.0.0.1:{server.server_port}/"
            click.echo(f"See it at {address}   (save the file and reload the page; Ctrl+C ends)")
            if browser:
                webbrowser.open(address)
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo()


def _report(found: list[Finding]) -> None:
    for finding in found:
        click.echo(f"{finding.severity}: {finding.line()}")
    if not found:
        click.echo("Nothing to mend.")


@main.command()
def pages() -> None:
    """Write the reference pages (facts, claims, timeline, ...) from the records."""
    from explainer.site.book import BookError, find_root
    from explainer.site.pages import write_pages

    try:
        written = write_pages(find_root(Path.cwd()) / "book")
    except (BookError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Wrote {', '.join(written)}" if written else "The pages are as the records say.")


class _Progress:
    """One line that changes on a terminal, a line a stage elsewhere."""

    def __init__(self) -> None:
        self._live = sys.stdout.isatty()
        self._stage = ""

    def show(self, words: str) -> None:
        if words.startswith("explorer "):  # how many frames, how long, how large: stays on the screen
            click.echo(f"\r\x1b[K  {words}" if self._live else f"  {words}")
            return
        if self._live:
            click.echo(f"\r\x1b[K  {words}", nl=False)
            return
        stage = words.partition(" ")[0]
        if stage != self._stage:
            click.echo(f"  {words}")
        self._stage = stage

    def end(self, words: str) -> None:
        click.echo(f"\r\x1b[K{words}" if self._live else words)


if __name__ == "__main__":
    main()
