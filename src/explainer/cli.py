"""The command line: options in, messages out. The work is done elsewhere."""

import os
import subprocess
import sys
from pathlib import Path

import click


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
