"""Drawings as PNG, for forms that cannot hold SVG."""

import typst

from reports.formats.format import WriterError
from reports.formats.typeset import fonts
from reports.page import Drawing

_PPI = 220.0


def png(drawing: Drawing) -> bytes:
    """Return a drawing as PNG on white, 166 mm wide.

    Raises WriterError where no Chinese font is installed.
    """
    hei = fonts().hei
    svg = drawing.svg.replace('font-family="', f'font-family="{hei}, ', 1)
    source = (
        '#set page(width: 166mm, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    try:
        return typst.compile(source.encode(), format="png", ppi=_PPI, sys_inputs={"svg": svg})
    except typst.TypstError as error:
        raise WriterError(f"画图时出错：{error.message}", "请把这一行连同程序版本告诉我们") from error
