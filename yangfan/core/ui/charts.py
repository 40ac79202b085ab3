"""Shapes for the drawings that the server makes itself, and the table that stands behind every chart."""

WIDTH = 326
BAR = 26
STEP = 90
TONES = {"sea": "sea", "sail": "sail", "sky": "sky"}


def rows_of(data: dict) -> list[list]:
    """Return a chart's data as table rows: label first, then one value per series."""
    series = data.get("series", [])
    return [
        [label, *[one["values"][i] if i < len(one["values"]) else None for one in series]]
        for i, label in enumerate(data.get("labels", []))
    ]


def funnel_shapes(steps: list[dict]) -> list[dict]:
    """Return what to draw for each step: the bar, its slice that goes on (at least a visible hair) and the widening."""
    shapes = []
    for i, step in enumerate(steps):
        top = 28 + i * STEP
        following = steps[i + 1] if i + 1 < len(steps) else None
        share = min(following["value"] / step["value"], 1) if following and step["value"] else 0
        slice_width = max(WIDTH * share, 2) if share else 0
        shapes.append({
            "name": step["name"], "value": step["value"], "tone": step.get("tone", "sky"), "words": step.get("goes_on", ""),
            "top": top, "text_y": top - 12, "number_y": top - 10, "slice": f"{slice_width:.2f}",
            "next_tone": following.get("tone", "sea") if following else "",
            "spread": f"0,{top + BAR} {slice_width:.2f},{top + BAR} {WIDTH},{top + STEP} 0,{top + STEP}" if slice_width else "",
            "words_x": f"{min(slice_width + 10, 150):.0f}", "words_y": top + 48, "last": following is None,
        })  # fmt: skip
    return shapes
