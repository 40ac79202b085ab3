"""What a message says it wants."""

from datetime import date
from decimal import Decimal

import pytest

from yangfan.intelligence.public import Example, Sender, read_wants

TODAY = date(2026, 11, 23)
SAMPLES = [
    (
        "We need 12 units of TL-P180, CIF Jebel Ali, before December 31.",
        12,
        "CIF",
        "Jebel Ali",
        date(2026, 12, 31),
    ),
    ("想采购 12 台码垛机器人，CIF 杰贝阿里港，12月31日前交货", 12, "CIF", "杰贝阿里港", date(2026, 12, 31)),
    ("نرغب في شراء 12 روبوت بشرط CIF ميناء جبل علي قبل 31 ديسمبر", 12, "CIF", "جبل علي", date(2026, 12, 31)),
    ("Necesitamos 5 brazos FOB Shanghai en 30 días", 5, "FOB", "Shanghai", date(2026, 12, 23)),
    ("两周内要五套", 5, "", "", date(2026, 12, 7)),
    ("1,200 pcs, DDP Hamburg by end of March", 1200, "DDP", "Hamburg", date(2027, 3, 31)),
    ("Нужно 3 робота до 15 января", 3, "", "", date(2027, 1, 15)),
    ("How much is it?", None, "", "", None),
    ("ISO 9001 and 24V DC; we bought one in 2024", None, "", "", None),
]


@pytest.mark.parametrize(("text", "quantity", "terms", "place", "day"), SAMPLES)
def test_quantity_terms_and_deadline_are_read(text, quantity, terms, place, day):
    found = read_wants(text, today=TODAY)
    assert (found.quantity, found.terms, found.place, found.deadline_on) == (quantity, terms, place, day)


def test_known_products_are_named_and_marked():
    found = read_wants("is the tl-p180 palletizer in stock", today=TODAY, product_names=("TL-P180", "TL-P18"))
    assert found.products == ("TL-P180",)
    assert found.marks[0].kind == "product"


def test_marks_never_overlap():
    marks = read_wants("12 units TL-P180 CIF Jebel Ali by December 31, 2026 urgent", today=TODAY).marks
    assert all(one.end <= two.start for one, two in zip(marks, marks[1:], strict=False))


@pytest.mark.parametrize(
    ("text", "quantity", "most"),
    [
        ("500-1000 pcs", 500, 1000),
        ("1.200 Stück", 1200, None),
        ("1 200 шт", 1200, None),
        ("1,5 Tonnen Reis", 1.5, None),
        ("我们需要三百套", 300, None),
        ("采购2万个", 20000, None),
        ("نحتاج ٥٠٠ قطعة", 500, None),
        ("Necesitamos quinientas piezas", 500, None),
        ("five hundred pieces please", 500, None),
        ("number 12 x TL-P180", 12, None),
        ("we want to buy 300 handbags", 300, None),
        ("Menge: 40", 40, None),
    ],
)
def test_a_quantity_is_read_however_it_is_written(text, quantity, most):
    found = read_wants(text, today=TODAY)
    assert (found.quantity, found.quantity_most) == (quantity, most)


@pytest.mark.parametrize(
    "text",
    [
        "please call +49 170 1234567",
        "We are ISO 9001 certified",
        "we have 10 years experience",
        "motor 24V 5 kW 50Hz",
        "payload 20 kg, reach 1800 mm",
        "order no. 45678 is late",
        "founded in 1998, revenue 5 million USD",
        "meeting on 12.03.2027",
        "我有一个问题",
        "our budget is 20,000 USD",
        "6-axis robot, IP65",
        "open 24 hours, 7 days a week",
    ],
)
def test_other_numbers_are_no_quantities(text):
    assert read_wants(text, today=TODAY).quantity is None


def test_several_lines_each_keep_their_product():
    names = ("TL-P180", "VG-40")
    items = read_wants("Quote 2 x TL-P180 and 4 pcs VG-40", today=TODAY, product_names=names).items
    assert [(item.product, item.quantity) for item in items] == [("TL-P180", 2), ("VG-40", 4)]
    items = read_wants("TL-P180 x 3, VG-40 x 5", today=TODAY, product_names=names).items
    assert [(item.product, item.quantity) for item in items] == [("TL-P180", 3), ("VG-40", 5)]


@pytest.mark.parametrize(
    ("text", "price", "currency", "per"),
    [
        ("target price USD 3.50/pc", "3.5", "USD", "unit"),
        ("预算20万元", "200000", "CNY", "total"),
        ("Zielpreis 12,50 € pro Stück", "12.5", "EUR", "unit"),
        ("بسعر ٣٫٥ دولار للقطعة", "3.5", "USD", "unit"),
        ("our annual revenue is 5 million USD", None, "", ""),
        ("500 pcs", None, "", ""),
    ],
)
def test_the_price_they_have_in_mind(text, price, currency, per):
    found = read_wants(text, today=TODAY)
    assert (found.price, found.currency, found.price_per) == (price and Decimal(price), currency, per)


@pytest.mark.parametrize(
    ("text", "sender", "country"),
    [
        ("We are an importer from Brazil", Sender(), "BR"),
        ("Мы из Казахстана", Sender(), "KZ"),
        ("CIF Jebel Ali please, we buy from China", Sender(), "AE"),
        ("Hello", Sender(phone="+55 11 91234 5678"), "BR"),
        ("Hello", Sender(email="a@firma.de"), "DE"),
        ("FOB Shanghai", Sender(), ""),
        ("Hello", Sender(email="a@app.io"), ""),
    ],
)
def test_where_they_are_by_the_strongest_sign(text, sender, country):
    assert read_wants(text, today=TODAY, sender=sender).country == country


def test_certificates_are_kept_apart_from_words_that_look_like_them():
    assert read_wants("Must have CE, UL and ISO 13485", today=TODAY).certificates == ("CE", "UL", "ISO 13485")
    assert read_wants("We reach out to you", today=TODAY).certificates == ()


def test_what_people_taught_goes_first():
    names = ("TL-P180",)
    assert read_wants("the big stacker", today=TODAY, product_names=names).products == ()
    taught = read_wants(
        "the big stacker", today=TODAY, product_names=names, taught_products={"big stacker": "TL-P180"}
    )
    assert taught.products == ("TL-P180",) and taught.found["product"].by == "lesson"
    text = "Please add me to your panel of vendors for the tender in March"
    lesson = Example(text, "partnership")
    assert (
        read_wants(text.replace("March", "April"), today=TODAY, taught_intents=[lesson]).intent
        == "partnership"
    )
    assert read_wants("Send 5 samples", today=TODAY, taught_intents=[lesson]).intent != "partnership"


def test_the_next_question_is_what_a_quote_lacks():
    names = ("TL-P180",)

    def asked(text):
        return read_wants(text, today=TODAY, product_names=names).next_question

    assert asked("Please quote your best price") == "product"
    assert asked("Please quote TL-P180") == "quantity"
    assert asked("Please quote 12 units of TL-P180") == "destination"
    assert asked("Please quote 12 units of TL-P180 CIF Hamburg") == "deadline"
    assert asked("Please quote 12 units of TL-P180 CIF Hamburg by March 1") == ""


def test_one_product_with_a_page_in_two_languages_is_one_product():
    names = ("TF-350 sun lounger on wheels", "TF-350 轮式躺椅", "TF-350")
    found = read_wants("نحتاج 320 كرسي تشمس TF-350", today=TODAY, product_names=names)
    assert found.products == ("TF-350 sun lounger on wheels",) or found.products == ("TF-350",)
    assert len(found.items) == 1


@pytest.mark.parametrize(
    ("text", "quantity", "unit"),
    [
        ("320 كرسي تشمس للمنتجع", 320, "كرسي تشمس"),
        ("نحتاج 75 برميل", 75, "برميل"),
        ("Necesitamos 60 faroles de hierro", 60, "faroles"),
        ("wir brauchen 40 stapelbare Stühle", 40, "stühle"),
        ("Нужно 80 шезлонгов", 80, "шезлонгов"),
        ("we need 500 brackets", 500, "brackets"),
        ("we need 500 high quality parts", 500, ""),
        ("Нужно купить 30 новых кранов", 30, ""),
    ],
)
def test_a_quantity_carries_what_is_counted_and_never_a_quality_of_it(text, quantity, unit):
    found = read_wants(text, today=TODAY)
    assert (found.quantity, found.unit) == (quantity, unit)


SHOP = ("TF-210 扶手椅", "TF-210 armchair", "TF-350 轮式躺椅", "TF-350 sun lounger", "TF-900 pergola")


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("نحتاج 80 كرسي استرخاء لمسبح الفندق", "TF-350"),
        ("泳池躺椅 90 张", "TF-350"),
        ("椅子 64 把", "TF-210"),
        ("do you have parasols", ""),
    ],
)
def test_the_longer_word_says_which_product(text, product):
    found = read_wants(text, today=TODAY, product_names=SHOP).products
    assert [name[:6] for name in found] == ([product] if product else [])


def test_a_word_that_fits_two_products_alike_names_neither():
    assert read_wants("60 chairs please", today=TODAY, product_names=("A1 chair", "B2 chair")).products == ()
    assert read_wants("60 chairs please", today=TODAY, product_names=("A1 chair", "B2 table")).products == (
        "A1 chair",
    )


def test_nobody_is_set_aside_as_selling_to_us_on_a_hunch():
    asks = read_wants("Hi, do you ship fabric swatches to Oregon before an order?", today=TODAY)
    assert asks.intent == "sample"
    sells = read_wants(
        "We are an SEO agency and can bring your website to the first page of Google", today=TODAY
    )
    assert sells.intent == "pitch"
