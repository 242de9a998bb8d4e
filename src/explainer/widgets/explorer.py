"""An explorer in a notebook: an anywidget that also is plain HTML where no kernel runs."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

Values = Mapping[str, Any]


class ExplorerWidget(anywidget.AnyWidget):
    """An explorer with live controls: any value in range, drawn by the kernel.

    values : dict, control -> value. Set it, or observe it; what cannot be set is refused.
    figure : the figure of these values, as HTML.

    Parameters
    ----------
    html, text : the explorer as a page and as plain text have it.
    draw : the figure of given values, as HTML; none where the front end needs no kernel.
    check : given values, checked and made complete; ValueError in one line otherwise.
    """

    _esm = Path(__file__).with_suffix(".js")
    _css = Path(__file__).with_suffix(".css")

    html = traitlets.Unicode("").tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    figure = traitlets.Unicode("", read_only=True).tag(sync=True)
    trouble = traitlets.Unicode("", read_only=True).tag(sync=True)
    # Counts the answers to the front end, which asks for the next figure when it has this one.
    drawn = traitlets.Int(0, read_only=True).tag(sync=True)

    def __init__(
        self,
        html: str,
        text: str,
        values: Values,
        draw: Callable[[Values], str] | None,
        check: Callable[[Values], Values],
    ):
        self._text, self._draw, self._check = text, draw, check
        super().__init__(html=html, values=dict(values))

    def __repr__(self) -> str:
        return f"ExplorerWidget({', '.join(f'{name}={value!r}' for name, value in self.values.items())})"

    @traitlets.validate("values")
    def _complete(self, proposal: Any) -> dict[str, Any]:
        return dict(self._check(proposal["value"]))

    @traitlets.observe("values")
    def _show(self, change: Any) -> None:
        if self._draw is None:
            return
        try:
            figure, trouble = self._draw(change["new"]), ""
        except ValueError as error:  # the reader moved a slider: the page says it, not a traceback in a log
            figure, trouble = self.figure, str(error)
        with self.hold_sync():
            self.set_trait("figure", figure)
            self.set_trait("trouble", trouble)
            self.set_trait("drawn", self.drawn + 1)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """The live widget, the HTML that a page shows instead, and the figure as text."""
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return {**data, "text/html": self.html, "text/plain": self._text}, metadata
