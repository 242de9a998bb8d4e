"""What the tests of the quiz share: a bank, a resolver that needs no book, a page to stand in."""

from pathlib import Path

from explainer.quiz import quiz_html, read_bank

WIDGETS = Path(__import__("explainer").__file__).parent / "widgets"
SAMPLE = read_bank(Path(__file__).parent / "quiz_sample.yaml")


def resolve(name):
    """A link that looks like the book's."""
    kind, id = name.split(":")
    return f"../book/{kind}s.md#{id}", f"The {kind} {id}"


def write_page(directory, *sections, attributes="", css=""):
    """Write index.html with the given quizzes, and beside it the module and style sheet; return its path."""
    for name in ("quiz.js", "quiz.css"):
        (directory / name).write_bytes((WIDGETS / name).read_bytes())
    sections = sections or (quiz_html(SAMPLE, "before", resolve=resolve), quiz_html(SAMPLE, resolve=resolve))
    path = directory / "index.html"
    path.write_text(
        f"""<!doctype html>
<html lang="en" {attributes}><head><meta charset="utf-8"><title>Sample</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="quiz.css">
<style>
:root {{ color-scheme: light dark; }}
body {{ margin: 0; font: 1.125rem/1.65 Georgia, serif; background: light-dark(#fdfcf9, #14181b); }}
main {{ max-width: 42rem; margin: 0 auto; padding: 1rem 1.25rem; }} h1 {{ color: light-dark(#1d2329, #e9e6de); }}
{css}</style></head>
<body><main><h1>Sample</h1>
{"".join(sections)}
</main><script type="module">import {{ hydrate }} from "./quiz.js"; hydrate();</script></body></html>
""",
        encoding="utf-8",
    )
    return path


EVERY_TYPE = read_bank(Path(__file__).parent / "quiz_every_type.yaml")


def every_type(part="after", **options):
    """The HTML of one part of the bank that has every type of item."""
    return quiz_html(EVERY_TYPE, part, resolve=resolve, **options)
