"""matplotlib's SVG, made fit for a page: small, coloured by variables, with ids that cannot collide.

Pure text to text. What matplotlib writes has a fixed size in points, a stylesheet that would reach the
whole page, an RDF description, groups around single shapes and six decimals.
"""

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

SYSTEM_FONTS = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif"

_NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
_URL = re.compile(r"url\(#([^)]+)\)")
_NO_TURN = re.compile(r"^rotate\(-?0(?:\.0+)?[ ,)]")
# Presentation attributes cannot hold var(); the style attribute can.
_PAINTS = ("fill", "stroke")
_NEEDLESS = {"stroke-dashoffset": "0", "stroke-opacity": "1", "fill-opacity": "1"}


def compact(svg: str, *, prefix: str, colours: Mapping[str, str], font_pt: float, alt: str) -> str:
    """Rewrite one SVG document of matplotlib's.

    Parameters
    ----------
    prefix : begins every id, so that two figures can share a page.
    colours : "#rrggbb" in lower case -> name of its CSS variable.
    font_pt : the size that most of the text has; it is then said once.
    alt : the description a screen reader reads in place of the drawing.

    Returns
    -------
    One `<svg role="img">` element that scales to its container.
    """
    root = ET.fromstring(svg)
    _strip_namespaces(root)
    box = root.attrib["viewBox"]
    root.attrib.clear()
    _drop_descriptions(root)
    for element in root.iter():
        _tidy(element, colours, font_pt)
    _drop_invisible(root)
    _drop_needless_clips(root)
    _rename_ids(root, prefix)
    _unwrap(root)
    _describe(root, box, prefix, font_pt, alt)
    _break_lines(root)
    return ET.tostring(root, encoding="unicode")


def _strip_namespaces(root: ET.Element) -> None:
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        for name in [name for name in element.attrib if "}" in name]:
            element.set(name.rpartition("}")[2], element.attrib.pop(name))


def _drop_descriptions(root: ET.Element) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in ("metadata", "style"):
                parent.remove(child)


def _tidy(element: ET.Element, colours: Mapping[str, str], font_pt: float) -> None:
    """Shorten the numbers of one element and move its paints into `style`."""
    if element.tag != "text":
        element.text = None
    element.tail = None
    for name in ("x", "y", "width", "height"):
        if name in element.attrib:
            element.set(name, _short(element.attrib[name]))
    if "d" in element.attrib:
        element.set("d", _short_path(element.attrib["d"]))
    if _NO_TURN.match(element.get("transform", "")):
        del element.attrib["transform"]
    elif "transform" in element.attrib:
        element.set("transform", _LONG_NUMBER.sub(lambda m: _short(m[0]), element.attrib["transform"]))
    _tidy_style(element, colours, font_pt)


def _tidy_style(element: ET.Element, colours: Mapping[str, str], font_pt: float) -> None:
    style = dict(_declarations(element.attrib.pop("style", "")))
    style.update({name: element.attrib.pop(name) for name in _PAINTS if name in element.attrib})
    style.pop("font-family", None)
    if style.get("font-size") == f"{_short(str(font_pt))}px":
        del style["font-size"]
    for name, value in _NEEDLESS.items():
        if style.get(name) == value:
            del style[name]
    if style:
        text = ";".join(f"{name}:{_paint(value, colours)}" for name, value in style.items())
        element.set("style", text)


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for part in style.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            yield name.strip(), value.strip()


def _paint(value: str, colours: Mapping[str, str]) -> str:
    if value.lower() in colours:
        return f"var({colours[value.lower()]},{value.lower()})"
    return value if "url(" in value else _LONG_NUMBER.sub(lambda m: _short(m[0]), value)


def _short(number: str) -> str:
    """A number with at most two decimals: a hundredth of a point.

    >>> _short("129.600000"), _short("-0.001"), _short("3.14159")
    ('129.6', '0', '3.14')
    """
    text = f"{float(number):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _short_path(d: str) -> str:
    steps = re.findall(r"[A-Za-z][^A-Za-z]*", _NUMBER.sub(lambda m: _short(m[0]), d))
    return "".join(step[0] + " ".join(step[1:].split()) for step in steps)


def _drop_invisible(root: ET.Element) -> None:
    """Remove background patches that neither fill nor stroke, and texts without text."""
    for parent in list(root.iter()):
        for child in list(parent):
            unpainted = child.tag == "path" and child.get("style") == "fill:none"
            if unpainted or (child.tag == "text" and not (child.text or "").strip()):
                parent.remove(child)


def _drop_needless_clips(root: ET.Element) -> None:
    """Unclip paths that lie whole within their clip: to clip each of them costs a browser time at every repaint."""
    clips = {clip.get("id"): clip for clip in root.iter("clipPath")}
    for path in root.iter("path"):
        clip = clips.get("".join(_URL.findall(path.get("clip-path", ""))))
        if clip is not None and "transform" not in path.attrib and _lies_within(path, clip):
            del path.attrib["clip-path"]


def _lies_within(path: ET.Element, clip: ET.Element) -> bool:
    """Whether a path of absolute steps, with its stroke, lies in a clip that is one rectangle."""
    d, style = path.get("d", ""), path.get("style", "")
    if len(clip) != 1 or clip[0].tag != "rect" or re.search(r"[^MLCQz\d\s.-]", d):
        return False
    stroke = re.search(r"stroke-width:([\d.]+)", style)
    edge = float(stroke[1]) / 2 if stroke else 0.5 if "stroke:" in style else 0.0
    numbers = [float(number) for number in _NUMBER.findall(d)]
    x, y, width, height = (float(clip[0].get(name)) for name in ("x", "y", "width", "height"))
    return all(x + edge <= at <= x + width - edge for at in numbers[::2]) and all(
        y + edge <= at <= y + height - edge for at in numbers[1::2]
    )


def _rename_ids(root: ET.Element, prefix: str) -> None:
    """Number the ids that something points at; the others go."""
    used = {name for element in root.iter() for name in _pointed_at(element)}
    ids = [element.get("id") for element in root.iter() if element.get("id") in used]
    new = {old: f"{prefix}-{n}" for n, old in enumerate(dict.fromkeys(ids), 1)}
    for element in root.iter():
        old = element.attrib.pop("id", None)
        if old in new:
            element.set("id", new[old])
        for name, value in element.attrib.items():
            if name == "href":
                element.set(name, f"#{new[value[1:]]}")
            elif "url(#" in value:
                element.set(name, _URL.sub(lambda m: f"url(#{new[m[1]]})", value))


def _pointed_at(element: ET.Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        yield from _URL.findall(value)
        if name == "href":
            yield value[1:]


def _unwrap(parent: ET.Element) -> None:
    """Replace groups without attributes by what they hold, from the inside out; drop clips that nothing names."""
    children: list[ET.Element] = []
    for child in list(parent):
        _unwrap(child)
        if child.tag in ("g", "defs") and not len(child):
            continue
        if child.tag == "clipPath" and "id" not in child.attrib:
            continue
        children += list(child) if child.tag == "g" and not child.attrib else [child]
    parent[:] = children


def _describe(root: ET.Element, box: str, prefix: str, font_pt: float, alt: str) -> None:
    """Size by container, say the type once, and put the description where a screen reader finds it."""
    font = f"font:{_short(str(font_pt))}px {SYSTEM_FONTS}"
    root.attrib.update(
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": " ".join(map(_short, box.split())),
            "role": "img",
            "aria-labelledby": f"{prefix}-alt",
            "style": f"{font};stroke-linejoin:round;stroke-linecap:butt",
        }
    )
    description = ET.Element("desc", {"id": f"{prefix}-alt"})
    description.text = alt
    root.insert(0, description)


def _break_lines(parent: ET.Element) -> None:
    """One element a line: a hundred bytes in a figure, and a difference can be read."""
    if len(parent):
        parent.text = "\n"
    for child in parent:
        child.tail = "\n"
        _break_lines(child)
