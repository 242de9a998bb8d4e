"""What a published site has beside its pages: a front door, redirects, robots, and, once its address is
known, a sitemap, previews for social sites and a page for what is not found.
"""

import os
import posixpath
import re
from pathlib import Path

REDIRECTS = "book/redirects.yml"


def setup(app) -> None:
    """Register with Sphinx. The address comes from `explainer book --site-url`."""
    app.setup_extension("sphinx_reredirects")
    url = os.environ.get("EXPLAINER_SITE_URL", "")
    if url:
        app.setup_extension("sphinx_sitemap")
        app.setup_extension("sphinxext.opengraph")
        app.setup_extension("notfound.extension")
    app.connect("config-inited", _configure, priority=100)
    app.connect("build-finished", _add_front_door)
    app.connect("build-finished", _add_robots)


def _configure(app, config) -> None:
    config.redirects = read_redirects(Path(app.srcdir) / REDIRECTS)
    url = os.environ.get("EXPLAINER_SITE_URL", "")
    if not url:
        return
    url = url.rstrip("/") + "/"
    config.html_baseurl = config.ogp_site_url = url
    config.sitemap_url_scheme = "{link}"
    config.sitemap_excludes = ["404.html", "search.html", "genindex.html"]
    config.ogp_enable_meta_description = False  # the page's own template writes it
    config.ogp_social_cards = {
        "image_mini": "book/_static/box.png",
        "background_color": "#fdfcf9",
        "line_color": "#a4511f",
    }
    config.notfound_urls_prefix = re.sub(r"^https?://[^/]+", "", url)
    config.notfound_context = {"title": "Not found", "body": _NOT_FOUND}


_NOT_FOUND = """<h1>This page is not here</h1>
<p>The address may have a slip in it, or the page may have moved. Every page of the book is in the contents, and the
search looks through all of them.</p>"""


def read_redirects(path: Path) -> dict[str, str]:
    """Addresses that have moved: old page -> new address, from one YAML file of `old: new` lines.

    Raises
    ------
    ValueError
        If the file is not such a list.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        moved = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")) or {}
    except YAMLError as error:
        msg = f"{path.name}: does not parse; write one line a page, as in notebooks/old-name: new-name.html"
        raise ValueError(msg) from error
    if not isinstance(moved, dict) or not all(isinstance(new, str) for new in moved.values()):
        msg = f"{path.name}: is not a list of addresses; write one line a page, as in notebooks/old-name: new-name.html"
        raise ValueError(msg)
    return moved


def _add_front_door(app, exception) -> None:
    """The landing page at the top of the site itself: a redirect would cost a slow line a second round."""
    if exception or app.builder.format != "html":
        return
    landing = app.config.root_doc
    html = (Path(app.outdir) / f"{landing}.html").read_text(encoding="utf-8")
    (Path(app.outdir) / "index.html").write_text(
        moved_to_top(html, posixpath.dirname(landing)), encoding="utf-8"
    )


def moved_to_top(html: str, folder: str) -> str:
    """Make the relative addresses of a page in a folder hold at the top of the site.

    >>> moved_to_top('<a href="../x.html"> <a href="y.html#z"> <a href="#a">', "book")
    '<a href="x.html"> <a href="book/y.html#z"> <a href="#a">'
    """

    def from_top(match: re.Match) -> str:
        path, sharp, anchor = match[2].partition("#")
        return f'{match[1]}"{posixpath.normpath(posixpath.join(folder, path))}{sharp}{anchor}"'

    relative = re.sub(r'((?:href|src|action)=)"(?![a-z]+:|#|/)([^"]+)"', from_top, html)
    return relative.replace('data-content_root="../"', 'data-content_root="./"')


def _add_robots(app, exception) -> None:
    if exception or app.builder.format != "html":
        return
    lines = ["User-agent: *", "Allow: /"]
    if app.config.html_baseurl:
        lines.append(f"Sitemap: {app.config.html_baseurl}sitemap.xml")
    (Path(app.outdir) / "robots.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
