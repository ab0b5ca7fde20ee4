"""The plot puts each dot where its logarithms are."""

from lxml import etree

from tests.benchmarks.plot import Dot, plot

SVG = "{http://www.w3.org/2000/svg}"


def test_dots_stand_at_their_logarithms_and_names_are_escaped() -> None:
    drawn = etree.fromstring(plot("a < b", (Dot(10, 1), Dot(100, 10), Dot(1000, 100)), ("x", "y")))
    across = [float(dot.get("cx", "")) for dot in drawn.iter(f"{SVG}circle")]
    down = [float(dot.get("cy", "")) for dot in drawn.iter(f"{SVG}circle")]
    assert across[1] - across[0] == across[2] - across[1] > 0
    assert down[1] - down[0] == down[2] - down[1] < 0
    assert "a < b" in [text.text for text in drawn.iter(f"{SVG}text")]
