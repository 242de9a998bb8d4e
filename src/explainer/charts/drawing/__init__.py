"""How figures are drawn: marks, letters and scales in, SVG, HTML and PNG out. No figure of the book is here."""
