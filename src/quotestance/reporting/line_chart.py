"""A line chart as SVG: a few named series of points on common axes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

Points = Sequence[tuple[float, float]]

# Okabe & Ito's colours, which people with colour blindness can tell apart.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 640, 360, 64, 48, 40
_TICKS = 5


def line_chart(title: str, x_label: str, y_label: str, series: Mapping[str, Points]) -> str:
    """An SVG document; both axes start at 0. Series without points are left out."""
    drawn = {name: points for name, points in series.items() if points}
    right = max((x for points in drawn.values() for x, _ in points), default=1.0) or 1.0
    high = max((y for points in drawn.values() for _, y in points), default=1.0) or 1.0
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>',
        _text(_LEFT, 20, title, size=14),
        *_axes(right, high, x_label, y_label),
    ]
    for n, (name, points) in enumerate(drawn.items()):
        colour = COLOURS[n % len(COLOURS)]
        path = " ".join(f"{_x(x, right):.1f},{_y(y, high):.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(_text(_WIDTH - 150, _TOP + 16 * (n + 1), name, colour=colour))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _axes(right: float, high: float, x_label: str, y_label: str) -> list[str]:
    parts = []
    for n in range(_TICKS + 1):
        x, y = right * n / _TICKS, high * n / _TICKS
        bottom = _HEIGHT - _BOTTOM
        line = f'x1="{_LEFT}" x2="{_WIDTH - 16}" y1="{_y(y, high):.1f}" y2="{_y(y, high):.1f}"'
        parts.append(f'<line {line} stroke="#ddd"/>')
        parts.append(_text(_LEFT - 8, _y(y, high) + 4, _number(y), anchor="end"))
        parts.append(_text(_x(x, right), bottom + 16, _number(x), anchor="middle"))
    parts.append(_text((_LEFT + _WIDTH) / 2, _HEIGHT - 10, x_label, anchor="middle"))
    return [*parts, _text(_LEFT, _TOP - 4, y_label, colour="#555")]


def _x(value: float, right: float) -> float:
    return _LEFT + (_WIDTH - 16 - _LEFT) * value / right


def _y(value: float, high: float) -> float:
    bottom = _HEIGHT - _BOTTOM
    return bottom - (bottom - _TOP - 8) * value / high


def _number(value: float) -> str:
    if value >= 10_000:
        return f"{value / 1000:,.0f}k"
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.2g}"


def _text(
    x: float, y: float, text: str, *, anchor: str = "start", colour: str = "#222", size: int = 12
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" '
        f'font-size="{size}">{escape(text)}</text>'
    )
