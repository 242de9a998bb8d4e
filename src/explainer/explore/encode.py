"""All frames of an explorer as one compact text, and the frames from it again.

The frames of one explorer are nearly the same text: lines that differ in numbers. So each line is kept once,
as the texts between its numbers, and the numbers are kept in columns, one for each place and for all
frames, each different column once. Of what was tried on 240 frames of a bar chart (2,170 kB of HTML), by gzip:
all frames in one list 80 kB, differences to the first frame 90 kB, a list of different lines 48 kB,
a template with slots 28 kB, this 26 kB (147 kB before gzip).
"""

import gzip
import json
import re
from collections.abc import Sequence

VERSION = 1

# A number as it stands in text, coordinates and CSV. It holds no space, so a column is joined by spaces.
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def pack(frames: Sequence[str]) -> str:
    """JSON of frames, each a text of lines.

    `lines` : the different lines, each a list of the texts between its numbers.
    `shapes` : sequences of lines that frames have, each with its columns: `[lines, places, columns]`, where
        `places` names for each number of the frame the column it is in. A column of one entry holds for all.
    `frames` : the shape of each frame; its row is the number of frames of that shape before it.
    """
    lines: dict[tuple[str, ...], int] = {}
    shapes: dict[tuple[int, ...], int] = {}
    rows: list[list[list[str]]] = []  # of each shape, the numbers of each of its frames
    order = []
    for frame in frames:
        parts = [(tuple(_NUMBER.split(line)), _NUMBER.findall(line)) for line in frame.split("\n")]
        shape = tuple(lines.setdefault(texts, len(lines)) for texts, _ in parts)
        if shape not in shapes:
            shapes[shape] = len(rows)
            rows.append([])
        rows[shapes[shape]].append([number for _, numbers in parts for number in numbers])
        order.append(shapes[shape])
    content = {
        "version": VERSION,
        "lines": list(lines),
        "shapes": [[shape, *_columns(rows[n])] for shape, n in shapes.items()],
        "frames": order,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _columns(rows: Sequence[Sequence[str]]) -> tuple[list[int], list[str]]:
    """For each place the number of its column, and the columns."""
    columns: dict[str, int] = {}
    places = []
    for column in zip(*rows, strict=True):
        text = column[0] if len(set(column)) == 1 else " ".join(column)
        places.append(columns.setdefault(text, len(columns)))
    return places, list(columns)


def unpack(text: str) -> list[str]:
    """The frames of a packed text; what `widgets/explorer.js` does on a page."""
    content = json.loads(text)
    met = [0] * len(content["shapes"])
    frames = []
    for number in content["frames"]:
        shape, places, columns = content["shapes"][number]
        row, met[number] = met[number], met[number] + 1
        entries = [column.split(" ") for column in columns]
        numbers = iter(entries[place][row if len(entries[place]) > 1 else 0] for place in places)
        frames.append("\n".join(_filled(content["lines"][line], numbers) for line in shape))
    return frames


def _filled(texts, numbers) -> str:
    return texts[0] + "".join(next(numbers) + text for text in texts[1:])


def compressed_size(text: str) -> int:
    """Bytes that travel, where the host compresses what it sends."""
    return len(gzip.compress(text.encode(), 9, mtime=0))
