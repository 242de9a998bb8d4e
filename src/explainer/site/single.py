"""A chapter as one self-contained file, which works opened from a disk, without network and without a server.

`one_file` is pure: the page's HTML and a way to get the site's files in, HTML out. Styles, scripts, pictures and
the frames of explorers move into the page. A link to a record leads to that record at the end of the file; any other
link to the site becomes absolute where the site's address is known, and words where it is not.
"""

import mimetypes
import posixpath
import re
from base64 import b64encode
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote, urljoin

from bs4 import BeautifulSoup, Tag

FOLDER = "single"
# Where the extension leaves room, on a chapter's page, for the size of its one file.
SIZE_HERE = "<!-- size of the one file -->"

Read = Callable[[str], bytes]

# Whatever a page may hold, its file asks for nothing: the browser itself refuses.
_POLICY = "default-src 'none'; script-src 'unsafe-inline' data:; style-src 'unsafe-inline'; img-src data:; font-src data:"
# The frame of the site, which leads nowhere without its address.
_NAVIGATION = ".contents-button, .book-contents, .tool, .turn"
_KEPT_LINKS = {"stylesheet", "icon", "canonical"}
_IMPORT = re.compile(r"""(\bfrom\s*|\bimport\s*\(?\s*)(["'])(\.{1,2}/[^"']+)\2""")
_CSS_ADDRESS = re.compile(r"""url\(\s*(["']?)(?!data:|#)([^"')]+)\1\s*\)""")
_SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/\s*")


def one_file(html: str, page: str, read: Read, site_url: str | None = None) -> str:
    """A page of the site as one file that asks for no other; the same page and files give the same bytes.

    Parameters
    ----------
    html : str
        The page as built.
    page : str
        Its path in the site, such as "notebooks/01-the-story.html".
    read : callable
        From the path of a file in the site to its bytes.
    site_url : str, optional
        The address the site will have. Without it, links to its other pages become words.

    Raises
    ------
    ValueError
        If the page needs what cannot be put into it: a file of another host, or modules that import in a circle.
    """
    site_url = site_url and site_url.rstrip("/") + "/"
    soup = BeautifulSoup(html, "html.parser")
    files = _Files(page, read)
    _inline_styles(soup, files)
    _inline_scripts(soup, files)
    _inline_pictures(soup, files)
    _inline_frames(soup, files)
    _say_what_it_is(soup, page, site_url)
    _move_records_in(soup, site_url)
    _settle_links(soup, page, site_url)
    return soup.decode(formatter="minimal")


class _Files:
    """The files that a page, or a file of it, names by addresses relative to itself."""

    def __init__(self, page: str, read: Read) -> None:
        self._page = page
        self._read = read

    def path(self, address: str, base: str | None = None) -> str:
        """The path in the site of an address that the page (or `base`) names."""
        plain = re.split(r"[?#]", address)[0]
        if re.match(r"[a-z][a-z0-9+.-]*:|//", address, re.IGNORECASE):
            msg = f"{self._page}: needs {address}, which is not a file of the site; publish it in _static"
            raise ValueError(msg)
        return posixpath.normpath(posixpath.join(posixpath.dirname(base or self._page), plain))

    def text(self, path: str) -> str:
        return self._read(path).decode("utf-8")

    def data_url(self, path: str) -> str:
        """A file as an address that holds it: text stays readable and compresses, the rest becomes base64."""
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        content = self._read(path)
        if kind.startswith("text/") or kind == "image/svg+xml":
            return _text_url(kind, content.decode("utf-8"))
        return f"data:{kind};base64,{b64encode(content).decode('ascii')}"

    def module(self, path: str, within: tuple[str, ...] = ()) -> str:
        """An ES module whose imports of other modules have become addresses that hold them."""
        if path in within:
            msg = f"{path}: imports itself through {' and '.join(within)}; let one of them import nothing"
            raise ValueError(msg)

        def held(found: re.Match) -> str:
            source = self.module(self.path(found[3], path), (*within, path))
            return f'{found[1]}"{_text_url("text/javascript", source)}"'

        return _IMPORT.sub(held, self.text(path))


def _text_url(kind: str, text: str) -> str:
    """Without quotes, angle brackets or spaces, so that it stands in any attribute, string or script."""
    return f"data:{kind};charset=utf-8,{quote(text, safe='/:;,=()[]{}!*+-.?@&|^$')}"


# --- Files that move in ------------------------------------------------------------------------------


def _inline_styles(soup: BeautifulSoup, files: _Files) -> None:
    for link in soup.find_all("link"):
        if "stylesheet" in link.get("rel", []):
            style = soup.new_tag("style")
            style.string = _style_text(files, files.path(link["href"]))
            link.replace_with(style)


def _style_text(files: _Files, path: str) -> str:
    """A style sheet that can stand in a page. `\\3c` is CSS for `<`: nothing in it ends the element."""
    css = _CSS_ADDRESS.sub(
        lambda found: f'url("{files.data_url(files.path(found[2], path))}")', files.text(path)
    )
    return re.sub(r"<(?=/style)", r"\\3c ", _SOURCE_MAP.sub("", css), flags=re.IGNORECASE)


def _inline_scripts(soup: BeautifulSoup, files: _Files) -> None:
    """Modules too: from a file a browser loads none, but it runs one that stands in the page."""
    soup.html["data-one-file"] = ""  # the page's own first script asks for it
    for script in soup.find_all("script", src=True):
        path = files.path(script["src"])
        text = files.module(path) if script.get("type") == "module" else files.text(path)
        del script["src"]
        script.string = _script_text(text)


def _script_text(text: str) -> str:
    r"""JavaScript that cannot end, or open, a script element: `\x3c` is `<` in any string, template or pattern."""
    return re.sub(r"<(?=/script|script|!--)", r"\\x3c", text, flags=re.IGNORECASE)


def _inline_pictures(soup: BeautifulSoup, files: _Files) -> None:
    """The icon, pictures, and whatever else an element shows from a file."""
    for link in soup.find_all("link", href=True):
        if not _KEPT_LINKS.intersection(link["rel"]):
            link.decompose()
        elif "icon" in link["rel"]:
            link["href"] = files.data_url(files.path(link["href"]))
    for shown in soup.find_all(src=True):
        if not shown["src"].startswith("data:"):
            shown["src"] = files.data_url(files.path(shown["src"]))


def _inline_frames(soup: BeautifulSoup, files: _Files) -> None:
    """The frames of an explorer, which its section otherwise names in `data-frames`, become its first script."""
    for section in soup.select("section.explorer[data-frames]"):
        frames = soup.new_tag("script", attrs={"type": "application/json", "class": "frames"})
        # In JSON a `<` stands in strings only, where it may be written so.
        frames.string = files.text(files.path(section["data-frames"])).replace("<", "\\u003c")
        del section["data-frames"]
        section.append(frames)


# --- What the file says of itself -------------------------------------------------------------------


def _say_what_it_is(soup: BeautifulSoup, page: str, site_url: str | None) -> None:
    policy = soup.new_tag("meta", attrs={"http-equiv": "Content-Security-Policy", "content": _POLICY})
    (soup.find("meta", charset=True) or soup.head).insert_after(policy)
    for offer in soup.select(".downloads"):
        offer.string = "saved as one file, edition " + version("box-of-minerals")
        if site_url:
            offer.append(", from ")
            offer.append(soup.new_tag("a", attrs={"href": urljoin(site_url, page)}, string="the book"))


# --- Records and links --------------------------------------------------------------------------------


def _move_records_in(soup: BeautifulSoup, site_url: str | None) -> None:
    """The cards, which a page keeps out of sight, become a list that links lead to, scripts or not."""
    cards = soup.select("template[data-card]")
    article = soup.select_one("main article")
    if not cards or article is None:
        return
    records = soup.new_tag("details", attrs={"class": "records"})
    records.append(
        soup.new_tag(
            "summary", string=f"The {len(cards)} numbers, claims and terms of this page, with their sources"
        )
    )
    for card in cards:
        if not site_url:  # "All numbers", "In the glossary": pages that are not here
            for more in card.select(".more"):
                more.decompose()
        card.name = "div"
        card["class"] = "record"
        card["id"] = _record_id(card["data-card"])
        records.append(card.extract())
    article.append(records)
    held = {card["data-card"] for card in cards}
    for link in soup.select("a[data-ref]"):
        if link["data-ref"] in held:
            link["href"] = "#" + _record_id(link["data-ref"])


def _record_id(name: str) -> str:
    return "record-" + name.replace(":", "-")


def _settle_links(soup: BeautifulSoup, page: str, site_url: str | None) -> None:
    titles = {
        posixpath.normpath(posixpath.join(posixpath.dirname(page), link["href"])): link.get_text(strip=True)
        for link in soup.select(".book-contents a[href]")
    }
    if not site_url:
        for part in soup.select(_NAVIGATION):
            part.decompose()
    for link in soup.find_all("a", href=True):
        address = link["href"]
        if re.match(r"[a-z][a-z0-9+.-]*:|#|//", address, re.IGNORECASE):
            continue
        path, sharp, anchor = address.partition("#")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
        if path == page:
            link["href"] = f"#{anchor}"
        elif site_url:
            link["href"] = urljoin(site_url, path + sharp + anchor)
        else:
            _make_words(link, "" if anchor else titles.get(path, ""))


def _make_words(link: Tag, title: str) -> None:
    """A link that has nowhere to lead: its text, and the title of the page it meant where the text does not say it."""
    if title and title != link.get_text(strip=True):
        link.append(f" ({title})")
    link.name = "span"
    for name in ("href", "download", "rel", "target"):
        if name in link.attrs:
            del link[name]


# --- In the build ----------------------------------------------------------------------------------


def setup(app) -> None:
    """Register with Sphinx, after all that writes files of the site."""
    app.connect("build-finished", _write_files, priority=900)


def address_of(pagename: str) -> str:
    """The path in the site of a chapter's one file.

    >>> address_of("notebooks/01-the-story")
    'single/01-the-story.html'
    """
    return f"{FOLDER}/{posixpath.basename(pagename)}.html"


def _write_files(app, exception) -> None:
    """One file a chapter, and its size into the chapter's page."""
    if exception or app.builder.format != "html":
        return
    site = Path(app.outdir)
    (site / FOLDER).mkdir(exist_ok=True)
    for pagename in sorted(name for name in app.env.found_docs if name.startswith("notebooks/")):
        page = site / f"{pagename}.html"
        html = page.read_text(encoding="utf-8")
        file = site / address_of(pagename)
        file.write_text(
            one_file(
                html, f"{pagename}.html", lambda path: (site / path).read_bytes(), app.config.html_baseurl
            ),
            encoding="utf-8",
        )
        size = f" ({file.stat().st_size / 1e6:.1f} MB)"
        page.write_text(html.replace(SIZE_HERE, size), encoding="utf-8")
