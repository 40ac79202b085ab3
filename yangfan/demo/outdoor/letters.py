"""The inquiries of Tingfield Outdoor's last seven weeks, newest first: each written by somebody else, most of them answered."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Inquiry:
    hours_ago: float
    channel: str
    country: str
    name: str
    company: str
    email: str
    product: str
    quantity: str
    message: str
    reply: str = ""  # empty: nobody has answered yet
    stage: str = ""  # of the deal that came of it: new, quoted, sample, negotiation, won, lost
    amount: int = 0  # yuan
    way: str = "form"


def _(
    hours,
    channel,
    country,
    name,
    company,
    email,
    product,
    quantity,
    message,
    reply="",
    stage="",
    amount=0,
    way="form",
):
    return Inquiry(
        hours, channel, country, name, company, email, product, quantity, message, reply, stage, amount, way
    )


WAITING = [
    _(2.2, "google_ads", "AE", "Khalid Al Mansoori", "Al Bahr Beach Resorts", "khalid@albahr-resorts.example", "TF-350", "320",
      "السلام عليكم، نجهز منتجعاً جديداً في رأس الخيمة ونحتاج 320 كرسي تشمس TF-350 و40 صندوق وسائد، CIF ميناء جبل علي. نرجو عرض السعر وتأكيد إمكانية "
      "التسليم قبل 15 يناير، وهل يتوفر الطلاء البحري باللون الرملي؟"),
    _(5.7, "trade_fair", "MX", "María Fernanda Ríos", "Terrazas del Bajío", "mfrios@terrazasbajio.example", "TF-210", "480",
      "Hola, nos conocimos en la feria de Cantón. Tenemos 12 restaurantes en Querétaro y León y queremos 480 sillas TF-210 en gris antracita, CIF Manzanillo. "
      "¿Pueden imprimir el logo en las sombrillas y qué condiciones de pago manejan para el primer contenedor?"),
    _(0.7, "search_organic", "CN", "陈立群", "苏州云栖民宿", "chenliqun@yunqi-su.example", "TF-900", "6",
      "你好，我们在西山岛做民宿，六个院子想装电动百叶凉亭，各 4 米乘 3 米，岛上风大。能不能这周派人来量尺寸？最好春节前装完。"),
]  # fmt: skip

ANSWERED = [
    _(26, "b2b_marketplaces", "DE", "Katrin Brandt", "Brandt Gartenwelt GmbH", "k.brandt@brandt-gartenwelt.example", "TF-480", "92",
      "Guten Tag, wir betreiben sieben Gartencenter in Niedersachsen und suchen eine Loungegruppe für die Saison 2027. Bitte um ein Angebot für einen 40HQ TF-480, "
      "DAP Hannover, lieferbar bis Ende Februar. Sind die Bezüge OEKO-TEX-zertifiziert?",
      "Guten Tag Frau Brandt, 92 Sets passen in einen 40HQ, Abgang Ningbo am 8. Januar, DAP Hannover Mitte Februar. Die Bezüge sind OEKO-TEX Standard 100 Klasse II, "
      "das Zertifikat liegt bei. Das Angebot folgt heute Nachmittag.", "quoted", 386_000),
    _(31, "email", "FR", "Camille Moreau", "Jardins de l'Estuaire", "cmoreau@jardins-estuaire.example", "TF-120", "268",
      "Bonjour, nous avons reçu votre lettre sur le chargement. Est-il possible de mélanger 120 coffres TF-120 et 48 salons TF-480 dans un seul 40HQ, port Le Havre ? "
      "Nous commandons avant le 10 décembre.",
      "Bonjour Madame Moreau, oui : 120 coffres et 48 salons remplissent 66 m³, le plan de chargement est joint. Départ possible le 6 janvier.", "negotiation", 298_000),
    _(38, "direct", "CN", "王海燕", "杭州里外咖啡", "haiyan@liwai-coffee.example", "TF-210", "160",
      "上次买的椅子客人都说好坐，这次再要 160 把，框架换奶白色，坐面还是深灰。发票抬头和上回一样，十二月二十号之前能到杭州吗？",
      "王姐好，奶白色有现货型材，160 把十二月十二日完工，十四日送到您库房。价格照上回，多出的 4 把算备用，不收钱。", "won", 62_400),
    _(44, "linkedin", "GB", "James Cooper", "Harbourside Hotels", "j.cooper@harbourside-hotels.example", "TF-350", "140",
      "Hi, I look after procurement for four hotels in Cornwall. We need 140 loungers that survive salt air, grey frame, quick-dry mesh. What would 140 x TF-350 cost "
      "delivered to Felixstowe, and do you hold spares in Europe?",
      "Hello James, for salt air please take the marine coating; 140 pieces CIF Felixstowe leave on 20 December. Spares (wheels, latches, slings) ship from Rotterdam "
      "within two days.", "sample", 131_000),
    _(52, "google_organic", "PL", "Tomasz Kowalski", "Ogród i Taras", "tomasz@ogrod-taras.example", "TF-760", "40",
      "Dear Sirs, please quote 40 dining sets TF-760 CIF Gdańsk. The canopy should be beige. We would also like to know the breaking strength of the ribs, since our "
      "coast is windy.",
      "Dear Tomasz, 40 sets CIF Gdańsk are quoted in the attachment. Ribs are 6 mm fibreglass, tested to Beaufort 6 with a vent in the canopy.", "quoted", 148_000),
    _(58, "wechat_shares", "CN", "林小满", "", "linxiaoman@mail-home.example", "TF-480", "1",
      "朋友圈看到你们的沙发，自己家露台用，三米二宽，放双人位加一个角位够不够？一套也卖吗？",
      "林女士好，三米二可以放双人位加角位，还余 30 厘米。零售请走我们的体验店，链接已短信发您。", "lost", 9_800),
    _(66, "b2b_marketplaces", "US", "Sarah Brooks", "Lakeside Living Co.", "sarah@lakeside-living.example", "TF-480", "184",
      "We sell patio furniture online in the Midwest. Interested in two containers of the modular sofa with our own packaging and drop-test certificates (ISTA 3A). "
      "Can you meet 15 March at Long Beach?",
      "Dear Sarah, ISTA 3A cartons are standard for our e-commerce customers. Two 40HQ at Long Beach on 9 March if the deposit arrives by 12 December.", "negotiation", 742_000),
    _(73, "ai_assistants", "CN", "赵文博", "青岛栈海酒店管理", "zhaowb@zhanhai-hotel.example", "TF-350", "90",
      "问了豆包推荐的厂家找到你们。海边酒店，泳池躺椅 90 张，要求盐雾 1500 小时以上，有检测报告吗？预算每张七百以内。",
      "赵经理好，盐雾报告（1500 小时，SGS）已发您邮箱，90 张加强涂层每张 682 元含税到青岛。", "sample", 61_380),
    _(80, "search_organic", "CN", "孙佳琪", "成都光合庭院设计", "sunjq@guanghe.example", "TF-900", "3",
      "设计师，手上有三个别墅院子，业主都问百叶凉亭。能给设计公司价吗？另外 CAD 和 SketchUp 模型有没有？",
      "孙老师，设计渠道价和 CAD、SU 模型已打包发送。三套起另送一次上门量尺。", "quoted", 84_600),
    _(91, "trade_fair", "ES", "Lucía Ibáñez", "Hoteles Costa Clara", "lucia.ibanez@costaclara.example", "TF-350", "240",
      "Buenos días, necesitamos 240 tumbonas TF-350 para dos hoteles en Menorca, entrega en Valencia antes del 20 de abril. ¿Podrían enviar dos muestras para probarlas "
      "al sol tres semanas?",
      "Buenos días, Lucía: las dos muestras salen mañana por avión. Las 240 tumbonas caben en un 40HQ y llegarían a Valencia el 2 de abril.", "won", 163_200),
    _(97, "trade_media", "CN", "周明", "武汉东湖文旅", "zhouming@donghu-wl.example", "TF-760", "55",
      "在行业号上看到你们咖啡馆的案例。景区三个休息点，桌伞一共 55 套，伞面要印景区标志，能先打一把样伞看看印刷效果吗？",
      "周主任，样伞 7 天可寄，印标 4 色以内不另收费。55 套报价单和效果图今天下班前发您。", "sample", 137_500),
    _(104, "b2b_marketplaces", "SA", "فهد الحربي", "Rimal Outdoor", "fahad@rimal-outdoor.example", "TF-900", "26",
      "السلام عليكم، نحن موزعون في الرياض ونريد حاوية كاملة من البرجولات TF-900 عدد 26، CIF الدمام. هل تتحمل المحركات حرارة 50 درجة؟ ونحتاج دليل تركيب بالعربية.",
      "وعليكم السلام أستاذ فهد، المحرك مختبر من ‎-20 إلى 65 درجة. دليل التركيب بالعربية مرفق، والحاوية جاهزة للشحن في 18 يناير.", "negotiation", 611_000),
    _(110, "search_organic", "RU", "Ольга Соколова", "Дача Стиль", "o.sokolova@dacha-style.example", "TF-210", "760",
      "Здравствуйте! Интересует контейнер стульев TF-210, цвет антрацит, поставка CIF Восточный к 1 марта. Выдерживает ли ротанг и покрытие мороз до −30?",
      "Здравствуйте, Ольга! В 40HQ входит 760 стульев. Покрытие испытано при −35 °C, сетка не твердеет; протокол приложен.", "quoted", 228_000),
    _(118, "google_organic", "BR", "João Ferreira", "Varanda Brasil", "joao@varandabrasil.example", "TF-480", "60",
      "Bom dia, somos uma rede de lojas em Santa Catarina. Precisamos de 60 conjuntos TF-480 e 80 caixas TF-120, CIF Itajaí. Qual o prazo e é possível pagar 30/70?",
      "Bom dia, João. O conjunto misto enche um 40HQ, prazo de 40 dias, 30/70 contra cópia do BL está bem para nós.", "quoted", 264_000),
    _(125, "wechat_account", "CN", "何春燕", "温州雁荡民宿协会", "hechunyan@yandang.example", "TF-120", "70",
      "公众号里讲装柜的那篇很实用。我们协会 14 家民宿一起团购储物箱 70 只，送到 14 个地址，运费怎么算？",
      "何会长好，14 个地址我们按德邦零担统一发，运费合计 3,150 元，五十只以上我们承担一半。", "won", 38_500),
    _(133, "direct", "NL", "Jan van Dijk", "Van Dijk Tuinmeubelen", "jan@vandijk-tuin.example", "TF-210", "760",
      "Hello again, we want to repeat the spring container of chairs, same colours, but please pack them 4 per carton with our new labels. Which week can you load?",
      "Hello Jan, week 50 is possible. Please send the label artwork by Friday; everything else as last time.", "won", 214_000),
    _(140, "b2b_marketplaces", "IT", "Giulia Conti", "Conti Arredo Esterni", "giulia@contiarredo.example", "TF-760", "30",
      "Good afternoon, we would like a sample of the ceramic top in the colour Sahara before ordering 30 tables without parasol. Is the glass below tempered?",
      "Good afternoon Giulia, yes, 8 mm tempered glass to EN 12150. The Sahara sample left today by courier.", "sample", 69_000),
    _(149, "search_organic", "CN", "马国栋", "郑州绿博园林", "maguodong@lvbo.example", "TF-760", "100",
      "公园招标用，100 套桌椅带伞，要求出具 FSC 和 EN 581 报告，开标在下月五号。贵司能不能授权并配合标书？",
      "马工好，授权书和两份检测报告盖章件明天寄出，标书里的技术偏离表我们帮您填。", "lost", 235_000),
    _(157, "ai_assistants", "CA", "Emily Wright", "Muskoka Dock & Deck", "emily@muskokadock.example", "TF-350", "60",
      "Hello, ChatGPT listed you as a factory that does small mixed orders. Could we combine 60 loungers, 20 boxes and 4 pergolas in one 40 ft to Vancouver?",
      "Hello Emily, that mix fills about 58 m³, so one 40HQ takes it. Vancouver is 24 days by sea; the pergola needs CSA-approved motors, which we fit.", "quoted", 172_000),
    _(163, "trade_fair", "TH", "Nattaya Suwan", "Samui Pool Supply", "nattaya@samuipool.example", "TF-350", "200",
      "We scanned your code at the Canton Fair. Please quote 200 loungers CIF Laem Chabang, teak colour frame, and tell us whether the mesh can be replaced on site.",
      "Dear Nattaya, slings slide out with one screw, spare slings are 96 yuan each. 200 pieces CIF Laem Chabang: see attached.", "negotiation", 138_000),
    _(171, "google_ads", "DE", "Florian Lang", "Café Lang & Söhne", "florian@cafe-lang.example", "TF-210", "120",
      "Hallo, für unsere vier Cafés am Bodensee suchen wir 120 stapelbare Stühle und 30 Schirmtische. Geht eine Teillieferung im April und der Rest im Mai?",
      "Hallo Herr Lang, zwei Teillieferungen sind kein Problem; die Schirme lagern wir bis Mai kostenfrei.", "quoted", 96_000),
    _(178, "wechat_shares", "CN", "郭子涵", "长沙岳麓书屋", "guozihan@yuelu-book.example", "TF-210", "36",
      "书店露台三十六把椅子，冬天也放外面，会不会开裂？想要墨绿色，数量少能做吗？",
      "您好，铝框不怕冻，柚木扶手入冬前擦一遍油就好。墨绿是现有色，36 把可以做，交期三周。", "won", 14_400),
    _(186, "b2b_marketplaces", "IN", "Arjun Patel", "Coromandel Hospitality", "arjun@coromandel.example", "TF-480", "24",
      "Please share your best price for 24 sets of sofa for a rooftop bar in Chennai, CIF Chennai port. Payment by LC at sight. Fire-retardant foam is mandatory.",
      "Dear Arjun, CMHR foam to BS 5852 Crib 5 adds 6 percent. LC at sight is fine from 30,000 dollars; below that we ask for 30/70.", "lost", 98_000),
    _(195, "email", "CN", "徐丽华", "上海外滩源餐饮", "xulihua@waitan-cy.example", "TF-760", "22",
      "我们露台在二十一层，伞要能抗八级风，你们写的是六级，有没有加强方案？数量二十二套。",
      "徐总好，高楼层建议双层透风伞面加 75 公斤底座，实测八级。每套加 420 元，方案图已发。", "sample", 61_600),
    _(203, "google_organic", "CL", "Diego Morales", "Terraza Sur", "diego@terrazasur.example", "TF-900", "10",
      "Estimados, buscamos 10 pérgolas TF-900 para un condominio en Viña del Mar, CIF San Antonio. ¿El precio incluye luces LED y sensor de lluvia?",
      "Estimado Diego: el sensor de lluvia viene incluido, las luces LED perimetrales son opcionales. Cotización adjunta, válida 30 días.", "quoted", 236_000),
    _(214, "search_organic", "CN", "罗振宇", "三亚海棠湾度假村", "luozy@haitang.example", "TF-350", "410",
      "整柜四百一十张躺椅，直接从宁波港走海运到三亚还是陆运划算？另外要一比一赠送备用网布二十条。",
      "罗总好，三亚走内贸海运每张省 11 元，十天到。备用网布二十条没问题，随柜带上。", "won", 246_000),
    _(223, "b2b_marketplaces", "ID", "Siti Rahma", "Bali Villa Project", "siti@balivilla.example", "TF-480", "35",
      "Hi, we furnish villas in Canggu. 35 sofa sets, beige ropes if possible, port Benoa or Surabaya. How do cushions hold up in tropical rain?",
      "Hello Siti, quick-dry foam drains within half an hour and the fabric is mould-resistant. Rope arms in beige are possible from 30 sets.", "quoted", 154_000),
    _(231, "direct", "CN", "吴一鸣", "宁波南塘老街管委会", "wuyiming@nantang.example", "TF-760", "48",
      "老街改造，48 套桌伞，颜色要配灰砖，能不能带几块色板到现场看？我们在海曙区，很近。",
      "吴主任，明天上午十点我带六块色板过去，另带一套成品给您坐坐看。", "negotiation", 115_000),
    _(240, "google_ads", "US", "Daniel Hartley", "Sonoma Terrace Supply", "dan@sonomaterrace.example", "TF-900", "12",
      "Looking for louvered pergolas rated for 115 mph gusts in California. Do you have stamped engineering drawings? 12 units to start, port of Oakland.",
      "Hi Dan, the reinforced version is rated 120 mph; stamped drawings for California come from our partner engineer within ten days at 850 dollars.", "lost", 312_000),
    _(252, "search_organic", "KZ", "Айгерим Нурланова", "Алатау Резорт", "aigerim@alatau-resort.example", "TF-350", "80",
      "Добрый день, нужны 80 шезлонгов для бассейна в горах под Алматы. Доставка поездом до Алматы возможна? Нужны также чехлы на зиму.",
      "Добрый день! Поездом через Хоргос 18 дней. Чехлы делаем из той же ткани, 80 штук, образец ткани вышлем.", "sample", 57_000),
    _(263, "linkedin", "SE", "Ingrid Lindqvist", "Skärgård Spa", "ingrid@skargardspa.example", "TF-120", "50",
      "Hello, do the cushion boxes stay dry when snow melts against them? We would take 50 in white, Gothenburg, together with 30 loungers.",
      "Hello Ingrid, the lid overlaps by 25 mm all round, so melt water runs off; IPX4 report attached. White is in stock.", "quoted", 61_000),
    _(275, "wechat_account", "CN", "郑思远", "厦门鹭岛策展", "zhengsy@ludao.example", "TF-210", "300",
      "做户外音乐节，想租 300 把椅子三天，能租吗？不能租的话，买下来用完你们回收怎么算？",
      "郑老师，我们不做租赁，但可以九折买入、节后按五折回收，运费各半。您核一下合不合算。", "lost", 117_000),
    _(287, "b2b_marketplaces", "TR", "Elif Demir", "Ege Otel Ekipmanları", "elif@ege-otel.example", "TF-350", "160",
      "Dear team, 160 loungers for two hotels in Bodrum, CIF Izmir. We bought elsewhere last year and the wheels broke after two months. What are yours made of?",
      "Dear Elif, solid PU on steel bearings, tested for 20 km with 80 kg. We add 2 % spare wheels free of charge.", "won", 109_000),
    _(298, "trade_media", "CN", "刘建国", "西安曲江会展", "liujg@qujiang-hz.example", "TF-210", "500",
      "展馆休息区 500 把椅子，需要连排扣件，疏散要求。有没有类似项目？检测报告要 CMA 章的。",
      "刘部长，连排扣件有成品，深圳会展中心用过 1,200 把。CMA 报告扫描件附上。", "negotiation", 191_000),
    _(310, "google_organic", "PT", "Beatriz Almeida", "Quinta do Mar", "beatriz@quintadomar.example", "TF-760", "18",
      "Boa tarde, temos um restaurante em Cascais com muito vento. 18 conjuntos TF-760 em branco, entrega em Lisboa. É possível fixar o chapéu ao pavimento?",
      "Boa tarde, Beatriz. Sim, temos base de chumbar em inox por mais 38 euros por chapéu. Segue o desenho.", "won", 66_000),
    _(322, "search_organic", "CN", "胡雪梅", "昆明花间堂", "huxuemei@huajian.example", "TF-480", "14",
      "客栈天台十四套沙发，昆明紫外线强，面料多久会褪色？可不可以先寄面料小样？",
      "您好，面料日晒 7 级，昆明实测两年色差小于 1.5。24 色小样本已顺丰寄出。", "sample", 62_000),
    _(335, "ai_assistants", "US", "Emily Cooper", "Magnolia Events", "emily@magnolia-events.example", "TF-210", "200",
      "Perplexity says you stack six high. Could your chair go eight high with a dolly? We do weddings and every inch in the truck counts. 200 pieces, Savannah.",
      "Hi Emily, eight high is safe on our dolly TF-D8 but not without it. 200 chairs plus 25 dollies to Savannah: price attached.", "quoted", 83_000),
    _(348, "b2b_marketplaces", "EG", "أحمد حسن", "Red Sea Hotel Supply", "ahmed@redseasupply.example", "TF-350", "600",
      "مرحباً، نحتاج 600 شيزلونج لثلاثة فنادق في الغردقة على دفعتين، CIF الإسكندرية. ما أفضل سعر عند دفع 50% مقدماً؟",
      "مرحباً أستاذ أحمد، عند دفع 50% مقدماً نخصم 3%. الدفعة الأولى 410 قطع في حاوية كاملة، والثانية 190 مع صناديق.", "negotiation", 352_000),
    _(361, "direct", "CN", "朱俊杰", "南京河西物业", "zhujj@hexi-wy.example", "TF-760", "16",
      "小区会所泳池边，桌伞十六套，业主投诉旧伞被风吹跑。麻烦推荐底座重量。",
      "朱经理，泳池边建议 60 公斤花岗岩底座带轮，十六套一车送到，旧伞我们帮您拉走。", "won", 39_000),
    _(374, "google_ads", "FR", "Julien Lefèvre", "Camping Les Pins", "julien@camping-lespins.example", "TF-120", "85",
      "Bonjour, 85 coffres pour nos mobil-homes en Vendée, livraison avant Pâques. Peut-on graver le numéro de chaque emplacement ?",
      "Bonjour Julien, la gravure laser des numéros est offerte à partir de 50 coffres. Livraison semaine 11 sans difficulté.", "quoted", 58_000),
    _(388, "trade_fair", "CN", "张晓燕", "广州长隆采购", "zhangxy@clpark.example", "TF-350", "150",
      "展会上聊过的，水上乐园用 150 张，要求圆角无夹手，儿童区。你们有没有 EN 1176 或类似的测试？",
      "张经理，躺椅不属于 EN 1176 范围，我们按 EN 581 加夹手测试做了第三方报告，发您审核。", "sample", 102_000),
    _(402, "search_organic", "VN", "Minh Nguyen", "Phu Quoc Resort Supply", "minh@pqresort.example", "TF-480", "45",
      "Dear Tingfield, we need 45 sofas and 60 tables for a resort opening in June. Is delivery through the Pingxiang border cheaper than by sea to Ho Chi Minh City?",
      "Dear Minh, for Phu Quoc the sea route via Cat Lai is about 22 percent cheaper and gentler to the cartons. Both prices are attached.", "quoted", 207_000),
    _(419, "email", "AT", "Stefan Aigner", "Seehotel Aigner", "stefan@seehotel-aigner.example", "TF-900", "4",
      "Grüß Gott, vier Pergolen für die Seeterrasse, Schneelast hier 2,5 kN/m². Ihre Angabe sind 80 kg/m², reicht das mit Verstärkung?",
      "Grüß Gott Herr Aigner, mit Doppelträgern schaffen wir 1,6 kN/m², nicht 2,5. Ehrlich gesagt brauchen Sie dort eine Stahlkonstruktion.", "lost", 108_000),
    _(433, "wechat_shares", "CN", "李秀英", "绍兴安昌古镇酒坊", "lixiuying@anchang.example", "TF-120", "12",
      "酒坊门口放十二只箱子收坐垫，会不会被雨泡？要能上锁。",
      "李姐好，IPX4 防雨，锁扣能挂普通挂锁。十二只有现货，后天送到。", "won", 6_900),
    _(448, "b2b_marketplaces", "AR", "Ricardo Vega", "Patio Pampa", "ricardo@patiopampa.example", "TF-210", "380",
      "Hola, medio contenedor de sillas y medio de mesas, CIF Buenos Aires. Hay demoras con los permisos, ¿pueden guardar la mercadería hasta febrero?",
      "Hola Ricardo, guardamos la mercadería sin costo hasta el 15 de febrero si el anticipo es del 40 %. Va la proforma.", "negotiation", 176_000),
    _(466, "search_organic", "CN", "陈永明", "大连棒棰岛宾馆", "chenym@bangchui.example", "TF-210", "220",
      "老宾馆翻新，餐厅平台 220 把椅子，要求和旧款颜色一致，能寄一把旧椅子去配色吗？",
      "陈科长，寄来即可，到付。配好的色板三天内回寄，您签字后开工。", "won", 88_000),
    _(480, "google_organic", "AU", "Thomas Reid", "Coogee Pavilion Hire", "tom@coogeehire.example", "TF-760", "60",
      "G'day, do you ship to Sydney with the fumigation certificate for timber? 60 parasol sets, event hire, need replaceable canopies.",
      "Hello Tom, treatment to ISPM 15 and the certificate are included; canopies change in a minute with a clip.", "quoted", 171_000),
    _(495, "linkedin", "CH", "Nadine Frey", "Frey Objekt AG", "n.frey@frey-objekt.example", "TF-480", "20",
      "Guten Tag, für einen Firmencampus in Winterthur: 20 Loungegruppen, Bezug in Pantone 7476. Gibt es eine EPD oder CO₂-Angaben?",
      "Guten Tag Frau Frey, eine EPD haben wir noch nicht; die CO₂-Rechnung je Set (86 kg bis Ningbo) legen wir offen bei.", "sample", 118_000),
    _(512, "direct", "CN", "林佳琪", "珠海横琴招商", "linjq@hengqin.example", "TF-900", "8",
      "滨海步道八个凉亭，要抗台风。请问抗风 110 公里/小时对应几级？能否拆装？",
      "林主管，110 公里/小时约 11 级。台风预警时建议收叶片并加拉索，拆装一套两小时。", "quoted", 226_000),
    _(530, "b2b_marketplaces", "ZA", "Thabo Mokoena", "Garden Route Lodges", "thabo@gardenroute.example", "TF-350", "75",
      "Good day, we need 75 loungers at Durban by August. Baboons open every box at our lodge, so is there a stronger latch for the cushion box?",
      "Good day Thabo, we had not heard that one before! A two-point steel latch is ready, tested by our two strongest colleagues.", "sample", 64_000),
    _(548, "search_organic", "CN", "周国栋", "义乌跨境优选", "zhougd@yw-select.example", "TF-120", "268",
      "亚马逊卖家，想做储物箱小号，外箱要过跌落，尺寸控制在 FBA 大件以内。能开模改到 300 升吗？",
      "周总，300 升模具费 4.8 万，三千只内退。FBA 大件尺寸我们画了两版，您选。", "lost", 161_000),
    _(566, "google_ads", "MX", "Paola Hernández", "Riviera Muebles", "paola@rivieramuebles.example", "TF-480", "92",
      "Buenas tardes, distribuimos en Cancún y Tulum. ¿Qué margen recomiendan para mayoreo y hay exclusividad por zona a partir de dos contenedores?",
      "Buenas tardes, Paola: exclusividad por estado a partir de tres contenedores al año; adjunto la lista de mayoreo.", "negotiation", 395_000),
    _(590, "trade_media", "CN", "孙海峰", "天津滨海图书馆", "sunhf@bh-lib.example", "TF-210", "64",
      "屋顶花园阅读区，椅子 64 把，希望轻、安静，拖动不响。脚垫是什么材料？",
      "孙馆长，脚垫是 TPU，静音且不留印。寄一把给您在屋顶拖拖看，满意再订。", "won", 24_300),
    _(610, "ai_assistants", "AE", "سلمى المنصوري", "Dune Camp", "salma@dunecamp.example", "TF-480", "30",
      "تحية طيبة، مخيم صحراوي يحتاج 30 جلسة خارجية مقاومة للرمل والحرارة، الشارقة. هل يمكن تركيب أغطية بسحاب؟",
      "تحية طيبة أستاذة سلمى، نعم، أغطية بسحاب مخفي ومنافذ تهوية. عرض السعر مرفق مع صور مشروع مشابه.", "quoted", 129_000),
]  # fmt: skip

ELSEWHERE = [
    _(29, "", "CN", "郭春燕", "嘉兴月河客栈", "guocy@yuehe.example", "TF-210", "48", "来电：客栈后院四十八把椅子，要旧铜色，问能不能自提。",
      "已回电，旧铜色两周，可以到北仑自提。", "quoted", 18_700, way="phone"),
    _(120, "b2b_marketplaces", "KR", "Ji-hoon Kim", "Hanok Stay", "jihoon@hanokstay.example", "TF-760", "14",
      "Hello, message from the marketplace: 14 table sets to Busan, low seats if you have, for hanok courtyards.",
      "Hello Ji-hoon, we can shorten the legs to 380 mm; Busan is only three days by sea.", "sample", 41_000, way="marketplace"),
    _(84, "b2b_marketplaces", "JP", "山本健太", "瀬戸内リゾート", "yamamoto@setouchi-resort.example", "TF-350", "40",
      "こんにちは。瀬戸内海のリゾートで、プール用に TF-350 を 40 台探しています。神戸港 CIF の価格と納期を教えてください。",
      "お問い合わせありがとうございます。TF-350 は 1 台 96 ドル、CIF 神戸港です。納期は 30 日です。", "quoted", 27_600, way="marketplace"),
    _(190, "b2b_marketplaces", "JP", "佐藤由美", "喫茶みなと", "sato@cafe-minato.example", "TF-210", "60",
      "はじめまして。大阪でカフェを 3 店舗経営しています。TF-210 を 60 脚、濃いグレーでお願いできますか？",
      "はい、濃いグレーは在庫があります。60 脚は 10 日で出荷できます。", "sample", 19_800, way="marketplace"),
    _(260, "", "CN", "何志强", "台州椒江海鲜城", "hezq@jiaojiang.example", "TF-760", "30", "微信转来：海鲜城露台三十套桌子，油污要好擦，价格实在点。",
      "何老板，陶板桌面不吸油，抹布一擦就净。三十套给您整车价。", "won", 72_000, way="wechat"),
]  # fmt: skip

SPAM = [
    _(9, "", "", "Olivia", "", "olivia@rankfast.example", "", "",
      "Your site deserves page one! See https://rankfast.example/a , https://rankfast.example/b and https://rankfast.example/c for SEO service packages."),
    _(34, "", "", "财税小张", "", "zhang@piaoju.example", "", "", "专业代开发票，各行业都有，先开后付，详情加微信领取优惠。"),
    _(61, "", "", "xRtQvLmKpZ", "", "kq@throw.example", "", "", "hTrQweVbnMkLpoIuY"),
    _(102, "", "", "Guest Post Team", "", "hello@linkfarm.example", "", "",
      "We offer a guest post with three backlinks on gardening blogs, prices at https://linkfarm.example"),
    _(155, "", "", "Crypto Desk", "", "desk@coinfast.example", "", "", "Bitcoin doubled again, join our crypto trading group today, limited seats."),
    _(212, "", "", "优化王", "", "wang@seo-go.example", "", "", "百度排名优化三天上首页，不上首页不收费，关键词排名包年只要 998。"),
    _(301, "", "", "Best Leads", "", "best@leadlist.example", "", "", "Buy email lists of furniture importers in 40 countries, fresh this week, sample on request."),
    _(420, "", "", "Casino Royal", "", "play@royal.example", "", "", "Casino bonus 300%, no deposit, betting tips every day."),
]  # fmt: skip

INQUIRIES = [*WAITING, *ANSWERED, *ELSEWHERE, *SPAM]
