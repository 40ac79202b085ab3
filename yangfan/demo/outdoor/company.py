"""Tingfield Outdoor 汀野户外, an invented maker of garden furniture from Ningbo: the demo's company at work."""

from yangfan.demo.content import Article, Case, Company
from yangfan.demo.outdoor.products import PRODUCTS

QUOTE_BUTTON = ("索取报价", "Ask for a price")

CASES = [
    Case(
        slug="hotel-pool",
        title=(
            "海边酒店泳池：240 张躺椅，一季没换一张",
            "A seaside hotel: 240 loungers, none replaced in a season",
        ),
        summary=(
            "加强涂层加静音轮，服务员一个人推两张；四个月盐雾和日晒，只换过六个轮子。",
            "Marine coating and quiet wheels; one attendant moves two. After four months of salt and sun, six wheels were "
            "changed.",
        ),
        customer=("海边度假酒店", "Seaside resort hotel"),
        country=("西班牙", "Spain"),
        setup=("TF-350 躺椅 240 张、TF-120 储物箱 18 只", "240 × TF-350, 18 × TF-120"),
        results=[
            (("整批到货", "delivered in one lot"), ("46 天", "46 days")),
            (("破损", "breakage in transit"), "0.4 %"),
            (("更换", "replaced in the season"), ("6 个轮子", "6 wheels")),
        ],
        products=["sun-lounger", "storage-box"],
        picture="sun-lounger",
        body=(
            "<p>酒店每年五月开池，四月二十日前必须到位。我们先寄两张样品放在池边晒了三周，再定加强涂层和深灰网布。</p><p>两柜"
            "货同船到瓦伦西亚，现场开箱 240 张，一张靠背锁扣变形，备件随柜已带。</p>",
            "<p>The pool opens in May; everything had to be there by 20 April. Two samples spent three weeks in the sun before the "
            "hotel chose marine coating and dark grey mesh.</p><p>Two containers reached Valencia on one vessel. Of 240 loungers "
            "one had a bent latch; the spare had travelled with them.</p>",
        ),
    ),
    Case(
        slug="cafe-terrace",
        title=("连锁咖啡馆露台：一款椅子，37 家店", "A chain of cafés: one chair for 37 terraces"),
        summary=(
            "椅子能叠、伞面印标，分三批直发七个城市的店，总部不用设仓库。",
            "Stackable chairs and printed parasols went straight to shops in seven cities, without a warehouse.",
        ),
        customer=("连锁咖啡馆", "Chain of cafés"),
        country=("德国", "Germany"),
        setup=("TF-210 扶手椅 1480 把、TF-760 套装 185 套", "1,480 × TF-210, 185 × TF-760"),
        results=[
            (("门店", "shops"), "37"),
            (("分批", "lots"), ("3 批", "3")),
            (("补单周期", "re-order time"), ("28 天", "28 days")),
        ],
        products=["teak-chair", "dining-set"],
        picture="teak-chair",
        body=(
            "<p>总部只管样子和价格，门店要的是收起来快。我们把椅脚加了橡胶套，六把一叠推得进门。</p><p>伞面每店一个城市名，"
            "37 种版一次印完，按门店配箱，箱唛写店号。</p>",
            "<p>Headquarters cared for looks and price; the shops wanted to clear the terrace fast. With rubber feet, a stack of "
            "six rolls through the door.</p><p>Each canopy carries its city's name: 37 prints in one run, packed by shop, with the "
            "shop's number on the carton.</p>",
        ),
    ),
]
ARTICLES = [
    Article(
        slug="container-planning",
        title=("一个 40HQ 怎么装最划算", "How to fill a 40HQ well"),
        summary=(
            "椅子、沙发和箱子混装的三种配法，附体积表。",
            "Three ways to mix chairs, sofas and boxes, with volumes.",
        ),
        author=("汀野外贸部", "Tingfield export team"),
        days_ago=9,
        picture="storage-box",
        body=(
            "<p>整柜只装一款，最省运费，却压货。常见的三种混装：</p><ul><li>餐厅配：椅子 480 把 + 桌伞 40 套</li><li>庭院配："
            "沙发 48 套 + 储物箱 120 只</li><li>酒店配：躺椅 260 张 + 储物箱 90 只</li></ul><p>把您的清单发来，我们当天回装柜图。</p>",
            "<p>One item per container saves freight but ties up stock. Three mixes that work:</p><ul><li>Restaurant: 480 chairs and "
            "40 table sets</li><li>Garden: 48 sofas and 120 boxes</li><li>Hotel: 260 loungers and 90 boxes</li></ul><p>Send your "
            "list; the loading plan comes the same day.</p>",
        ),
    ),
    Article(
        slug="teak-care",
        title=("柚木会变灰，这是正常的", "Teak turns grey, and that is fine"),
        summary=(
            "想保持蜜色，一年两次上油；想要银灰，什么都不用做。",
            "For honey colour, oil twice a year; for silver, do nothing.",
        ),
        author=("汀野品质部", "Tingfield quality team"),
        days_ago=33,
        picture="teak-chair",
        body=(
            "<p>柚木自己有油，雨淋日晒不会烂，只会慢慢变成银灰。要留住颜色，春秋各上一次油，先用中性清洁剂刷净晾干。</p><p>不要"
            "用高压水枪，会把软纹冲起来。</p>",
            "<p>Teak carries its own oil. Rain and sun do not rot it, they turn it silver. To keep the colour, oil it in spring and "
            "autumn after washing with a neutral cleaner.</p><p>No pressure washers: they raise the grain.</p>",
        ),
    ),
]
OUTDOOR = Company(
    folder="outdoor",
    slug="tingfield",
    name=("汀野户外", "Tingfield Outdoor"),
    legal_name=("宁波汀野户外用品有限公司（示例企业）", "Ningbo Tingfield Outdoor Co., Ltd. (example company)"),
    notice=("宁波工厂直供，30 – 45 天交货　0574-0000 0000", "Factory in Ningbo, 30 to 45 days. +86 574 0000 0000"),
    address=("浙江省宁波市北仑区示例大道 16 号，315800", "16 Example Avenue, Beilun, Ningbo 315800, China"),
    icp="浙ICP备00000000号-1",
    colour="#2f5d46",
    accent="#e3a73b",
    ink="#1f2a24",
    search_description=("宁波户外家具工厂：铝木桌椅、休闲沙发、躺椅与凉亭，支持混装和定制。",
                        "Outdoor furniture from Ningbo: chairs, sofas, loungers and pergolas, mixed containers and custom colours."),
    hero=(
        ("好天气，就该坐在外面", "Made for the days you want to sit outside"),
        ("铝框、柚木、快干坐垫，给酒店、餐厅和庭院。宁波工厂直供，一柜可混六款。",
         "Aluminium, teak and quick-dry cushions for hotels, restaurants and gardens. Straight from our factory in Ningbo; mix six "
         "items in one container."),
        QUOTE_BUTTON,
        ("看全部产品", "See all products"),
        "terrace",
    ),
    numbers=[
        (("年产件数", "pieces a year"), ("46 万", "460,000")), (("交货", "delivery"), ("30 – 45 天", "30 – 45 days")),
        (("框架质保", "frame warranty"), ("5 年", "5 years")), (("样品寄出", "samples leave within"), ("10 天", "10 days")),
    ],
    family=(("六个系列", "Six lines"), ("颜色和面料可以互换，能混装一柜。", "Colours and fabrics are shared, and one container takes them all.")),
    uses=None,
    quote={
        "text": ("四月二十号必须到，他们十八号到的。打开 240 张，只有一个锁扣要换，备件就在柜里。",
                 "We needed them by the 20th of April and had them on the 18th. One latch in 240 was bent, and the spare was in the "
                 "container."),
        "who": ("采购经理，海边度假酒店，西班牙", "Purchasing manager, seaside resort, Spain"),
        "numbers": CASES[0].results,
    },
    steps=(
        ("怎么订货", "How to order"),
        [
            (("发来清单", "Send your list"), ("款式、数量、目的港。", "Items, quantities, port.")),
            (("当天报价", "A price the same day"), ("附装柜图和样品费。", "With loading plan and sample fee.")),
            (("样品 10 天", "Sample in 10 days"), ("首张整柜订单退样品费。", "Its fee is returned with your first container.")),
            (("大货 30 – 45 天", "Goods in 30 to 45 days"), ("验货报告和装柜照片一起发您。", "With inspection report and loading pictures.")),
        ],
    ),
    certificates=(
        ("认证", "Certificates"),
        [("FSC", ("柚木来源可查", "Teak of known origin")), ("EN 581", ("户外家具强度与耐久", "Strength and durability of outdoor furniture")),
         ("BSCI", ("社会责任审核", "Social audit")), ("REACH", ("面料与涂层", "Fabrics and coatings"))],
    ),
    page_titles={
        "products": (("产品", "Products"), ("六个系列，颜色和面料可以互换。", "Six lines; colours and fabrics can be combined.")),
        "applications": (("项目", "Projects"), ("酒店、餐厅和庭院怎么用。", "How hotels, restaurants and gardens use it.")),
        "articles": (("笔记", "Notes"), ("装柜、保养和选材。", "Loading, care and materials.")),
    },
    about={
        "title": ("关于汀野", "About Tingfield"),
        "intro": ("宁波北仑的户外家具工厂，离港口十一公里。", "A factory for outdoor furniture in Ningbo, eleven kilometres from the port."),
        "text": (
            "<p>2009 年从一条焊接线做起，现在 24,000 平方米、310 位同事，铝框、木作、缝制和喷涂都在自己厂里。</p><p>我们只做户外，"
            "因为户外不好做：太阳、盐、雨和八岁的孩子，每一样都要测。</p>",
            "<p>It began with one welding line in 2009. Today 310 people work on 24,000 m²; frames, wood, sewing and coating are all "
            "done here.</p><p>We make nothing but outdoor furniture, because outdoors is hard: sun, salt, rain and eight-year-olds. "
            "We test for all four.</p>",
        ),
        "picture": "terrace",
    },
    contact={
        "title": ("联系我们", "Contact"),
        "intro": ("请写明款式、数量和目的港，当天回价。", "Tell us items, quantity and port; the price comes the same day."),
        "form_title": QUOTE_BUTTON,
        "message_label": ("您需要什么？", "What do you need?"),
        "message_hint": ("款式、数量、目的港和时间对我们最有帮助。", "Items, quantity, port and date help us most."),
        "button": ("发送", "Send"),
        "consent": ("我同意汀野户外为答复本次询价保存以上信息。", "I agree that Tingfield Outdoor stores these details to answer my request."),
        "thanks_title": ("收到了，谢谢", "Thank you, we have it"),
        "thanks_text": ("当天给您回价，附装柜图。", "You hear from us today, with a loading plan."),
        "contacts": [
            (("外贸", "Export"), "sales@tingfield.example", "mailto:sales@tingfield.example"),
            (("工作时间", "Office hours"), ("周一至周六 8:30 – 18:00", "Monday to Saturday, 08:30 – 18:00 (UTC+8)"), ""),
        ],
    },
    privacy=(
        "<p>您填写的内容只用于报价和订单，不给与此无关的任何人。统计访问量默认不用 Cookie。要查询或删除，请写信到 "
        "privacy@tingfield.example。</p>",
        "<p>What you write to us is used for your price and your order and given to nobody else. We count visits without cookies. To "
        "see or delete it, write to privacy@tingfield.example.</p>",
    ),
    products=PRODUCTS,
    cases=CASES,
    articles=ARTICLES,
    footer=[
        (("产品", "Products"), [(("扶手椅", "Armchairs"), "products/teak-chair"), (("休闲沙发", "Sofas"), "products/lounge-sofa"),
                               (("躺椅", "Loungers"), "products/sun-lounger"), (("凉亭", "Pergolas"), "products/pergola")]),
        (("公司", "Company"), [(("关于汀野", "About us"), "about"), (("项目", "Projects"), "applications"), (("联系我们", "Contact"), "contact"),
                              (("隐私说明", "Privacy"), "privacy")]),
    ],
)  # fmt: skip
