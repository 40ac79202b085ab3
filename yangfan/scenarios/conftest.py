"""A company with a site, and what it says of itself."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from yangfan.events import public as events
from yangfan.scenarios.applying import actions
from yangfan.sites import public as sites
from yangfan.sites.testing import other_built, visit  # noqa: F401

FACTS = {
    "company": {"zh-hans": "拓岚机器人", "en": "Tidelane Robotics"},
    "legal_name": {"zh-hans": "拓岚机器人（苏州）有限公司", "en": "Tidelane Robotics Co., Ltd."},
    "city": {"zh-hans": "苏州", "en": "Suzhou"},
    "business": {"zh-hans": "专注泵阀壳体的压铸与精加工", "en": "die-cast and machined housings for pumps and valves"},
    "product_1": {"zh-hans": "泵壳", "en": "Pump housings"},
    "email": {"en": "sales@tidelane.example"},
    "founded": {"en": "2014"},
}  # fmt: skip
PRODUCTS = [
    {
        "name": {"zh-hans": "离心泵泵壳", "en": "Centrifugal pump housing"}, "model": "PH-200", "kind": {}, "language": "en",
        "summary": {"zh-hans": "适用于 DN200 离心泵的球墨铸铁泵壳", "en": "Ductile iron housing for DN200 pumps"},
        "specification": [["DN", "200"], ["PN", "16"]],
    },
    {
        "name": {"zh-hans": "闸阀阀体", "en": "Gate valve body"}, "model": "", "kind": {}, "language": "zh-hans",
        "summary": {}, "specification": [],
    },
]  # fmt: skip


@pytest.fixture
def built(workspace):
    """The site of the first company as sign-up leaves it: the skeleton, unpublished."""
    cache.clear()
    site = events.create_site(workspace=workspace, name=workspace.name, hosts=[])
    return sites.create_site_skeleton(workspace=workspace, site=site, now=timezone.now(), publish=False)


@pytest.fixture
def setup(workspace, owner):
    """A set-up of the first company, answered as far as building needs."""
    setup = actions.begin_setup(workspace=workspace, actor=owner, now=timezone.now())
    setup.pack, setup.facts, setup.products = "manufacturing", dict(FACTS), list(PRODUCTS)
    setup.languages = ["en"]
    setup.save()
    return setup
