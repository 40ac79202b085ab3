"""A wall that posts are put on, as a platform of the tests; and one that takes posts from people only."""

import io

import pytest
from PIL import Image

from yangfan.connectors import public as connectors
from yangfan.promotion import public as promotion
from yangfan.sites import public as sites


class Wall(connectors.Connector, promotion.Publisher):
    key, title, order, calls_out = "wall", "Wall", 1, True
    rules = promotion.PostRules(text_max=120, images_max=2, hashtags_max=3, image_width=400)
    channels = ("organic_social",)

    def __init__(self):
        self.shown, self.refusals, self.seen = {}, [], {}

    def publish(self, account, piece, now):
        if self.refusals:
            raise self.refusals.pop(0)
        number = str(len(self.shown) + 1)
        self.shown[number] = piece
        return promotion.Published(number, f"https://wall.example/{number}")

    def find(self, account, piece):
        found = [number for number, one in self.shown.items() if one.key == piece.key]
        return promotion.Published(found[0]) if found else None

    def figures(self, account, remote_ids):
        return [promotion.PostFigures(one, views=self.seen.get(one), likes=2) for one in remote_ids]


class Notebook(connectors.Connector, promotion.HandOff):
    key, title, order = "notebook", "Notebook", 2
    rules = promotion.PostRules(
        text_max=1000, has_title=True, title_max=20, counts="wide", images_min=1, images_max=9, link="none"
    )
    post_page = "https://notebook.example/new"


@pytest.fixture
def wall(monkeypatch):
    plan = Wall()
    for one in (plan, Notebook()):
        monkeypatch.setitem(connectors.connectors_registry._items, one.key, one)
    return plan


@pytest.fixture
def account(workspace, wall):
    return connectors.Account.objects.create(workspace=workspace, connector="wall", name="Our wall")


@pytest.fixture
def notebook(workspace, wall):
    return connectors.Account.objects.create(workspace=workspace, connector="notebook", name="Our notebook")


@pytest.fixture
def photo(workspace):
    out = io.BytesIO()
    Image.new("RGB", (1200, 800), "teal").save(out, "JPEG")
    return sites.add_image(
        workspace=workspace, title="Robot", filename="robot.jpg", data=out.getvalue(), description="A robot"
    )
