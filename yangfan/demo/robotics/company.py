"""Tidelane Robotics 拓岚机器人, an invented exporter from Suzhou: everything on its site but products and stories."""

from yangfan.demo.content import Company
from yangfan.demo.robotics.products import PRODUCTS
from yangfan.demo.robotics.stories import ARTICLES, CASES

QUOTE_BUTTON = ("获取报价", "Request a quote")

USES = {
    "title": ("客户用它做什么", "What customers use it for"),
    "intro": ("以下为实际项目的典型数值，下单前我们会按您的工况复核。",
              "Typical figures from projects. We check them against your case before you order."),
    "columns": [("应用", "Application"), ("常用配置", "Usual set-up"), ("节拍", "Rate"), ("回本周期", "Payback")],
    "rows": [
        [("数控机床上下料", "CNC machine tending"), ("A12、G2 双工位手指", "A12, G2 with double fingers"),
         ("38 秒/件", "38 s per part"), ("11 个月", "11 months")],
        [("产线末端码垛", "End-of-line palletizing"), ("P30，混箱加 V3", "P30, with V3 for mixed boxes"),
         ("11 箱/分钟", "11 boxes/min"), ("14 个月", "14 months")],
        [("仓库到产线配送", "Warehouse to line"), ("M600 三台、调度系统", "3 × M600, fleet control"),
         ("42 车/小时", "42 carts/h"), ("18 个月", "18 months")],
        [("铸件无序抓取", "Bin picking of castings"), ("A12、V3、G2", "A12, V3, G2"),
         ("9 秒/次", "9 s per pick"), ("16 个月", "16 months")],
    ],
}  # fmt: skip

ABOUT = (
    "<h3>从一间修理铺开始</h3><p>2014 年，拓岚在苏州工业园区替人修机械臂。修得多了，知道它们坏在哪里：线缆、减速机、还有没人"
    "看得懂的报警。2017 年我们做出第一台自己的臂，关节能在现场二十分钟换掉，报警写成人话。</p><h3>现在</h3><p>厂房 11,000 平方米，"
    "186 位同事，其中 52 位是工程师。整机、关节、控制器和视觉都在一个屋檐下做，每年出厂一千多台。海外有鹿特丹和克雷塔罗两个"
    "备件仓。</p><h3>我们坚持的三件事</h3><ul><li>先测再卖：寄来工件，五个工作日给视频和实测数。</li><li>做不到的写在合同里："
    "剩下那百分之一，也是客户的时间。</li><li>十年备件：停产的型号，备件再供十年。</li></ul>",
    "<h3>It began with repairs</h3><p>In 2014 Tidelane repaired robot arms in Suzhou. Whoever repairs learns what breaks: "
    "cables, gears, and alarms nobody understands. In 2017 we built an arm of our own, with joints that are exchanged on site "
    "in twenty minutes and alarms in plain words.</p><h3>Today</h3><p>11,000 m², 186 people, 52 of them engineers. Arms, "
    "joints, controllers and vision are made under one roof, more than a thousand units a year. Spares for other continents "
    "lie in Rotterdam and Querétaro.</p><h3>Three habits</h3><ul><li>We test before we sell: send parts, and within five "
    "working days you get a film and measured figures.</li><li>What does not work stands in the contract: the last per cent is "
    "your time, too.</li><li>Spares for ten years after a model is discontinued.</li></ul>",
)

PRIVACY = (
    "<p>您发送询价时，我们保存您填写的内容和附件，只用于答复和之后的订单，不给与此无关的任何人。图纸按保密资料管理，项目"
    "结束后应您要求删除。</p><p>统计访问量默认不用 Cookie。只有您同意后，浏览器才保存一个编号，用来在您再次来访时认出您；页脚"
    "可随时撤回。</p><p>要查询、更正或删除您的资料，请写信到 privacy@tidelane.example，我们在十五天内办理。</p>",
    "<p>When you send us a request we keep what you write and attach, to answer you and to handle an order that follows. We give "
    "it to nobody who has no part in that. Drawings are confidential and are deleted after the project if you wish.</p><p>We "
    "count visits without cookies. Only if you agree does your browser keep a number by which we recognise it; you can withdraw "
    "this at the foot of every page.</p><p>To see, correct or delete what we hold about you, write to privacy@tidelane.example. "
    "We act within fifteen days.</p>",
)

ROBOTICS = Company(
    folder="robotics",
    slug="tidelane",
    name=("拓岚机器人", "Tidelane Robotics"),
    legal_name=("拓岚机器人（苏州）有限公司（示例企业）", "Tidelane Robotics Co., Ltd. (example company)"),
    notice=("中国苏州，产品销往 41 个国家和地区　0512-0000 0000", "Suzhou, China. Shipping to 41 countries. +86 512 0000 0000"),
    address=("江苏省苏州市工业园区示例路 88 号，215000",
             "88 Example Road, Suzhou Industrial Park, Jiangsu 215000, China"),
    icp="苏ICP备00000000号-1",
    colour="#0a4a5c",
    accent="#ff6a13",
    ink="#10212b",
    search_description=("苏州制造的协作机械臂、移动机器人和成套工作站，标准机型六周交付，工程师到厂调试。",
                        "Collaborative robot arms, mobile robots and ready-made cells from Suzhou, delivered in 6 weeks with "
                        "CE files and remote commissioning."),
    hero=(
        ("夜班，交给机器人", "Robots that keep your second shift running"),
        ("协作机械臂、移动机器人和成套工作站，用于装箱、机床上下料和码垛。苏州制造，标准机型六周发货，工程师到厂调试。",
         "Collaborative arms, mobile robots and complete cells for packing, machine tending and palletizing. Built in Suzhou, "
         "shipped in 6 weeks, commissioned in your language."),
        QUOTE_BUTTON,
        ("查看产品系列", "See the product family"),
        "cell",
    ),
    numbers=[
        (("机器人每天在 41 个国家和地区运行", "robots in daily use in 41 countries"), ("2800+ 台", "2,800+")),
        (("标准机型从下单到装柜", "from order to loading, standard models"), ("6 周", "6 weeks")),
        (("整机质保，含关节易损件", "warranty on parts, including wear parts of the joints"), ("24 个月", "24 months")),
        (("询价后收到工程师答复", "until an engineer answers your inquiry"), ("1 个工作日", "1 working day")),
    ],
    family=(
        ("一个系列，一套控制器", "One family, one controller"),
        ("所有产品共用 C1 控制器：操作只学一遍，备件只备一套。",
         "Every unit runs on the C1 controller, so your team learns one interface and keeps one set of spares."),
    ),
    uses=USES,
    quote={
        "text": CASES[1].quote[0],
        "who": CASES[1].quote[1],
        "numbers": CASES[1].results,
    },
    steps=(
        ("从询价到投产", "From inquiry to production"),
        [
            (("询价：1 个工作日", "Inquiry: 1 working day"),
             ("应用工程师给出价格区间和待确认问题。", "An application engineer answers with a price range and open questions.")),
            (("可行性测试：5 个工作日", "Feasibility: 5 working days"),
             ("寄来十个工件，我们提供视频和实测节拍。", "Send ten parts; you get a film and the measured cycle time.")),
            (("制造与验收：4 周", "Building and acceptance: 4 weeks"),
             ("到厂或通过视频参加出厂验收。", "Join the acceptance test in Suzhou or by video.")),
            (("发货与调试：2 周", "Shipping and commissioning: 2 weeks"),
             ("国内送货到厂，海外 FOB 上海或 DAP。", "FOB Shanghai or DAP, commissioned in your language.")),
        ],
    ),
    certificates=(
        ("认证与标准", "Certificates and standards"),
        [
            ("CE", ("机械指令 2006/42/EC、电磁兼容 2014/30/EU", "Machinery 2006/42/EC, EMC 2014/30/EU")),
            ("ISO 10218-1 / GB 11291.1", ("工业机器人安全要求", "Safety of industrial robots")),
            ("ISO/TS 15066", ("人机协作，力限值实测", "Collaborative use, forces measured")),
            ("ISO 3691-4", ("无人驾驶工业车辆（M600）", "Driverless industrial trucks (M600)")),
            ("ISO 9001:2015", ("质量管理体系，苏州工厂", "Quality management, Suzhou plant")),
        ],
    ),
    page_titles={
        "products": (("产品", "Products"),
                     ("一个系列共用 C1 控制器：操作只学一遍，备件只备一套。每款都附完整参数和资料下载。",
                      "Every unit runs on the C1 controller, so your team learns one interface and keeps one set of spares. "
                      "Full data and downloads with each.")),
        "applications": (("应用", "Applications"),
                         ("四个现场，写明怎么做的、数字怎么量的、剩下什么没解决。",
                          "Four sites: what was done, how it was measured, and what is left.")),
        "articles": (("知识与动态", "Know-how"),
                     ("工程师写给工程师：询价、安全、回本和现场的坑。",
                      "Engineers write for engineers: requests, safety, payback, and trouble on site.")),
    },
    about={
        "title": ("关于拓岚", "About Tidelane"),
        "intro": ("我们在苏州做机械臂、移动机器人和成套工作站，做了十二年。",
                  "We have built robot arms, mobile robots and complete cells in Suzhou for twelve years."),
        "text": ABOUT,
        "picture": "cell",
    },
    contact={
        "title": ("联系我们", "Contact"),
        "intro": ("请告诉我们搬什么、要多快。应用工程师会在一个工作日内回复，给出价格区间，也会说明有疑问的地方。",
                  "Tell us what you handle and how fast. An application engineer answers within one working day, with a price "
                  "range and any doubts we have."),
        "form_title": QUOTE_BUTTON,
        "message_label": ("希望机器人完成什么工作？", "What should the robot do?"),
        "message_hint": ("工件重量、节拍和班次对我们最有帮助。", "Part weight, cycle time and shifts help us most."),
        "button": ("提交询价", "Send request"),
        "consent": ("我同意拓岚机器人为答复本次询价保存以上信息。",
                    "I agree that Tidelane Robotics stores these details to answer my request."),
        "thanks_title": ("已收到您的询价", "We have your request"),
        "thanks_text": ("应用工程师会在一个工作日内回复。急的话请直接打电话 0512-0000 0000。",
                        "An application engineer answers within one working day. In a hurry? Call +86 512 0000 0000."),
        "contacts": [
            (("国内销售", "Sales, Europe and Middle East"), ("sales@tidelane.example", "export@tidelane.example"),
             ("mailto:sales@tidelane.example", "mailto:export@tidelane.example")),
            (("海外销售", "Sales, Americas"), ("export@tidelane.example", "americas@tidelane.example"),
             ("mailto:export@tidelane.example", "mailto:americas@tidelane.example")),
            (("工作时间", "Office hours"), ("周一至周五 9:00 – 18:00", "Monday to Friday, 09:00 – 18:00 (UTC+8)"), ""),
        ],
    },
    privacy=PRIVACY,
    products=PRODUCTS,
    cases=CASES,
    articles=ARTICLES,
    landing={
        "slug": "palletizing-offer",
        "title": ("码垛工作站试跑", "Palletizing trial"),
        "headline": ("寄来 60 个空箱，看它码完一垛", "Send 60 empty boxes and watch them stacked"),
        "text": ("我们用您的箱子在苏州跑两天，给您视频、节拍和一份回本测算。满意再谈价格，箱子运费我们付。",
                 "We run your boxes in Suzhou for two days and send you the film, the rate and a payback sheet. Talk about the "
                 "price afterwards. Freight for the boxes is on us."),
        "picture": "p30",
        "steps": [
            (("留下箱型和重量", "Tell us size and weight"), ("一分钟填完下面的表。", "The form below takes a minute.")),
            (("我们安排取件", "We collect the boxes"), ("国内上门取，海外付到苏州的运费。", "At our cost, from anywhere.")),
            (("第十天看结果", "Results on day ten"), ("视频、节拍、垛型图和回本测算。", "Film, rate, pattern and payback sheet.")),
        ],
    },
    footer=[
        (("产品", "Products"), [(("协作机械臂", "Robot arms"), "products/a12"), (("移动机器人", "Mobile robots"), "products/m600"),
                               (("电动夹爪", "Grippers"), "products/g2"), (("码垛工作站", "Palletizing cells"), "products/p30")]),
        (("应用", "Applications"), [(("机床上下料", "Machine tending"), "applications/machine-tending"),
                                  (("产线末端码垛", "End of line"), "applications/end-of-line"),
                                  (("厂内物流", "Intralogistics"), "applications/intralogistics"),
                                  (("无序抓取", "Bin picking"), "applications/bin-picking")]),
        (("公司", "Company"), [(("关于拓岚", "About us"), "about"), (("知识与动态", "Know-how"), "articles"),
                              (("联系我们", "Contact"), "contact"), (("隐私说明", "Privacy"), "privacy")]),
    ],
)  # fmt: skip
