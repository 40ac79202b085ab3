"""Places are named in the reader's language."""

import pytest

from yangfan.intelligence.public import place_name


@pytest.mark.parametrize(
    ("written", "chinese", "english"),
    [
        ("جبل علي", "杰贝阿里（Jebel Ali）", "Jebel Ali"),
        ("ميناء الإسكندرية", "亚历山大（Alexandria）", "Alexandria"),
        ("الاسكندرية", "亚历山大（Alexandria）", "Alexandria"),
        ("Hamburg", "汉堡（Hamburg）", "Hamburg"),
        ("Amberes", "安特卫普（Antwerp）", "Antwerp"),
        ("Port of Felixstowe", "费利克斯托（Felixstowe）", "Felixstowe"),
        ("Владивостока", "符拉迪沃斯托克（Vladivostok）", "Vladivostok"),
        ("Gdańsk", "格但斯克（Gdansk）", "Gdansk"),
        ("itajai", "伊塔雅伊（Itajaí）", "Itajaí"),
        ("杰贝阿里港", "杰贝阿里港", "Jebel Ali"),
        ("神戸港", "神戸港", "Kobe"),
        ("塞得港", "塞得港", "Port Said"),
    ],
)
def test_a_known_place_is_named_for_its_reader(written, chinese, english):
    assert (place_name(written, "zh-hans"), place_name(written, "en")) == (chinese, english)


@pytest.mark.parametrize("written", ["Kragerø", "نجران", "钦北", "", "our warehouse"])
def test_an_unknown_place_stays_as_it_was_written(written):
    assert place_name(written, "zh-hans") == place_name(written, "en") == written


def test_no_two_places_share_a_name():
    from yangfan.intelligence.reading import ports

    rows = [line.split("\t") for line in ports._TABLE.read_text("utf-8").splitlines() if line[0] != "#"]
    for _country, english, chinese, russian, arabic, others in rows:
        for name in (english, chinese, russian, arabic, *filter(None, others.split("|"))):
            assert ports.find_port(name).names["en"] == english, name
