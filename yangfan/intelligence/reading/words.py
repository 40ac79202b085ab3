"""The trade's words in the buyers' languages: units, currencies, certificates. Data alone."""

COUNTING = (
    r"units?|pcs?|pieces?|sets?|robots?|machines?|systems?|arms?|grippers?|cells?|pallets?|boxes|box|cartons?|ctns?|"
    r"containers?|pairs?|rolls?|licen[cs]es?|seats?|students?|bottles?|bags?|packs?|cases?|drums?|sheets?|samples?|items?|each|ea|"
    r"people|persons?|guests?|tables?|FCL|dozens?|"
    r"unidades|unidad|uds?\.?|piezas?|equipos?|máquinas?|brazos?|juegos?|cajas?|pares|rollos?|botellas?|muestras?|personas|docenas?|"
    r"unités?|pièces?|ensembles?|exemplaires?|cartons?|paires?|rouleaux|bouteilles|lots?|échantillons?|personnes|douzaines?|"
    r"stück|stk\.?|st\.|einheiten|roboter|anlagen|geräte|kartons?|paar|rollen|flaschen|muster|personen|sätze|maschinen|paletten|dutzend|"
    r"unità|pezzi|unidade|peças?|conjuntos?|caixas?|pares|rolos|garrafas|amostras?|pessoas|máquinas?|dúzias?|"
    r"stuks|sztuk|adet|штук[аи]?|шт\.?|единиц[аы]?|комплект(?:а|ов)?|робот(?:а|ов)?|короб(?:ок|ки|ка)|пар[аы]?|рулон(?:а|ов)?|бутыл(?:ок|ки)|"
    r"образ(?:ец|ца|цов)|человек|упаков(?:ок|ки)|станк(?:а|ов)|машин[аы]?|паллет|контейнер(?:а|ов)?|"
    r"وحدات|وحدة|قطعة|قطع|روبوتات|روبوت|جهاز|أجهزة|حبة|كرتون|كراتين|علبة|علب|صندوق|زوج|عينة|عينات|حاوية|حاويات|طقم|أطقم|ماكينة|ماكينات|آلة|آلات|أشخاص|"
    r"台|套|件|个|個|只|隻|条|條|箱|组|批|把|辆|具|瓶|包|双|对|卷|张|片|支|根|袋|盒|罐|块|枚|顶|柜|托|人|位|名|份|"
    r"대|세트|개|本|"
)
MEASURING = (
    r"(?:metric\s+)?tons?|tonnes?|mt|kgs?|kilos?|kilograms?|lit(?:er|re)s?|met(?:er|re)s?|yards?|sqm|m2|m²|square met(?:er|re)s?|"
    r"toneladas?|kilogramos?|metros?|litros?|quilos?|tonnen|meter|liter|mètres?|litres?|тонн[аы]?|кг|метр(?:а|ов)?|литр(?:а|ов)?|т|"
    r"طن|أطنان|كيلو|كجم|متر|أمتار|لتر|吨|公斤|千克|米|平方米|平米|升|斤|码|"
)
COUNTING, MEASURING = COUNTING.rstrip("|"), MEASURING.rstrip("|")
# Words before or after a measure that make it a property of the machine, not a quantity.
PROPERTY = (
    r"payload|capacity|load|weigh(?:s|ing|t)|reach|height|width|length|diameter|up to|per|speed|stroke|depth|size|tank|volume|thick|wide|long|high|"
    r"carga|alcance|altura|peso|capacidad|ancho|largo|largura|traglast|reichweite|gewicht|höhe|breite|länge|kapazität|charge|portée|poids|hauteur|capacité|"
    r"грузопод|нагрузк|вес|высот|длин|ширин|вылет|حمولة|وزن|ارتفاع|طول|سعة|负载|载重|承重|重量|高度|长度|宽度|臂展|行程|容量|每|单重|规格"
)
QUANTITY_LABEL = (
    r"q(?:uanti)?ty|quantity|order quantity|volume|cantidad|quantidade|qtde?\.?|quantité|qté|menge|anzahl|stückzahl|bedarf|количество|кол-во|объ[её]м|الكمية|العدد|الكميه|"
    r"数量|数目|采购量|需求量|订购量|用量"
)
BUYING = (
    r"need|needs|want|wants|buy|buying|order|ordering|purchase|purchasing|require|requires|looking for|quote for|quote on|price for|interested in|offer for|supply of|"
    r"necesit(?:o|amos)|quer(?:emos|o)|compr(?:ar|amos)|busc(?:o|amos)|pedir|cotizar|requ(?:erimos|iero)|"
    r"brauchen|benötigen|suchen|bestellen|kaufen|über|für|precis(?:o|amos)|quer(?:emos|o)|encomendar|adquirir|comprar|"
    r"besoin (?:de|d')|cherch(?:e|ons)|commander|acheter|souhait(?:e|ons)|voudri(?:ons|ais)|"
    r"нуж(?:но|ны|ен|на)|купить|заказать|приобрести|требу(?:ется|ются)|закупить|ищем|на|نحتاج|أحتاج|شراء|نريد|أريد|طلب|"
    r"采购|购买|订购|需要|想要|要|买|订|求购|预订|进"
)

# Currency: code -> how it is written. Longer writings first where one is part of another.
CURRENCIES = {
    "USD": r"US\$|USD|U\.S\. ?dollars?|US ?dollars?|dólares?(?: americanos?| estadounidenses)?|dollars? américains?|US-Dollar|美元|美金|долларов(?: США)?|доллара?|دولار(?: أمريكي)?|dollars?|bucks",
    "EUR": r"EUR|€|euros?|欧元|евро|يورو",
    "CNY": r"CNY|RMB|￥|¥|人民币|元|块钱|юаней|يوان",
    "GBP": r"GBP|£|pounds? sterling|英镑",
    "BRL": r"BRL|R\$|reais|real",
    "RUB": r"RUB|₽|руб(?:лей|\.|ля)?|рублей|卢布",
    "AED": r"AED|د\.إ|درهم|dirhams?|迪拉姆",
    "SAR": r"SAR|ريال(?: سعودي)?|riyals?|里亚尔",
    "MXN": r"MXN|pesos? mexicanos?|MX\$",
    "JPY": r"JPY|日元|円",
    "INR": r"INR|₹|rupees?|Rs\.?",
    "CHF": r"CHF|Franken",
    "TRY": r"TRY|₺|lira",
    "KRW": r"KRW|₩|韩元",
    "AUD": r"AUD|A\$", "CAD": r"CAD|C\$", "SGD": r"SGD|S\$", "HKD": r"HKD|HK\$|港币|港元", "PLN": r"PLN|zł",
    "EGP": r"EGP|جنيه", "ZAR": r"ZAR", "VND": r"VND|₫", "THB": r"THB|฿", "IDR": r"IDR|Rp",
    "USD ": r"\$|刀",
}  # fmt: skip
PER_UNIT = r"\s*(?:/|per|each|a piece|apiece|por|cada|c/u|pro|je|par|l'unité|за|each|للقطعة|لكل|للوحدة|للواحدة|一[台件个套双]|每)\s*"
PER_UNIT_BEFORE = r"unit price|price per|per (?:unit|piece|pc|set)|each|precio unitario|preço unitário|prix unitaire|stückpreis|цена за|单价|每[台件个套双只吨]|سعر (?:القطعة|الوحدة)"
TOTAL = r"budget|total|in all|altogether|presupuesto|orçamento|gesamt|im ganzen|бюджет|итого|всего|ميزانية|إجمالي|预算|总价|总额|总共|共计|合计"
TARGET = rf"target|price|budget|max(?:imum)?|below|under|not more than|up to|around|precio|preço|prix|preis|objetivo|alvo|cible|ziel|höchstens|цена|не дороже|до|السعر|سعر|المستهدف|目标价|心理价|价位|价格|单价|不超过|以内|{TOTAL}"
NOT_A_PRICE = r"revenue|turnover|annual sales|sales of|capital|facturación|faturamento|umsatz|chiffre d'affaires|оборот|выручк|营业额|年销售额|注册资金|注册资本|年产值|رأس المال|إيرادات|loan|salary|salario|gehalt|工资|月薪"

CERTIFICATES = {
    "CE": r"(?<![A-Za-z])CE(?:[- ]?(?:mark(?:ing|ed)?|certifi\w+|zertifi\w+|认证|证书|approved|konform\w*|marcado|marquage|\b))(?![A-Za-z])|маркировк\w+ CE|شهادة CE",
    "UL": r"(?<![A-Za-z])UL(?![A-Za-z])", "ETL": r"(?<![A-Za-z])ETL(?![A-Za-z])", "CSA": r"(?<![A-Za-z])CSA(?![A-Za-z])",
    "FDA": r"(?<![A-Za-z])FDA(?![A-Za-z])", "FCC": r"(?<![A-Za-z])FCC(?![A-Za-z])", "TÜV": r"(?<![A-Za-z])T[ÜUü]V(?![A-Za-z])",
    "RoHS": r"(?<![A-Za-z])RoHS(?![A-Za-z])", "REACH": r"(?<![A-Za-z])REACH(?=[^A-Za-z]|$)", "FSC": r"(?<![A-Za-z])FSC(?![A-Za-z])",
    "CCC": r"(?<![A-Za-z])(?:3C|CCC)(?![A-Za-z])", "BSCI": r"(?<![A-Za-z])BSCI(?![A-Za-z])", "SGS": r"(?<![A-Za-z])SGS(?![A-Za-z])",
    "HACCP": r"(?<![A-Za-z])HACCP(?![A-Za-z])", "GMP": r"(?<![A-Za-z])GMP(?![A-Za-z])", "Halal": r"(?<![A-Za-z])halal(?![A-Za-z])|清真|حلال|халяль",
    "Kosher": r"(?<![A-Za-z])kosher(?![A-Za-z])", "EAC": r"(?<![A-Za-z])EAC(?![A-Za-z])|(?<!\w)ЕАС(?!\w)|ТР ТС", "GOST": r"ГОСТ|(?<![A-Za-z])GOST(?![A-Za-z])",
    "SASO": r"(?<![A-Za-z])SASO(?![A-Za-z])|سابر|ساسو", "INMETRO": r"(?<![A-Za-z])INMETRO(?![A-Za-z])", "ANATEL": r"(?<![A-Za-z])ANATEL(?![A-Za-z])", "NOM": r"(?<![A-Za-z])NOM-\d+",
    "BIS": r"(?<![A-Za-z])BIS (?:certif\w+|mark)", "KC": r"(?<![A-Za-z])KC (?:mark|certif\w+)|KC认证", "PSE": r"(?<![A-Za-z])PSE(?![A-Za-z])", "ATEX": r"(?<![A-Za-z])ATEX(?![A-Za-z])",
    "GOTS": r"(?<![A-Za-z])GOTS(?![A-Za-z])", "OEKO-TEX": r"(?<![A-Za-z])OEKO[- ]?TEX(?![A-Za-z])", "GRS": r"(?<![A-Za-z])GRS(?![A-Za-z])", "MSDS": r"(?<![A-Za-z])MSDS(?![A-Za-z])",
}  # fmt: skip
ISO = r"(?<![A-Za-z])(?:ISO|IEC|EN|GB/T|GB|DIN|ASTM|IATF)[ -]?(\d{3,5}(?:-\d+)?)"
# Numbers behind which stands a measure of physics, time or a share: never a quantity.
PHYSICS = (
    r"(?-i:V|W|A|N|K|C|h|g|m|H|в|В|А|г|м|В)|volts?|kv|watts?|kw|mw|hz|khz|mhz|ghz|ph|phase|amps?|mah|ah|kva|mm|cm|dm|km|inch(?:es)?|\"|ft|feet|nm|n\.m|kn|bar|psi|mpa|kpa|rpm|"
    r"°c?|℃|degrees?|grad|%|percent|gsm|g/m2|mg|ml|cl|l/h|lpm|db|lux|lm|lumens?|gb|tb|px|dpi|axis|axes|axles?|ejes|eixos|achsen|axes|осей|оси|محاور|轴|"
    r"伏|瓦|千瓦|毫米|厘米|公里|赫兹|度|克|毫升|寸|英寸|转|相|层|вт|квт|гц|мм|см|км|бар|мл|фольт|фаз\w*|mm²|microns?|µm|丝|目|号|楼|室|"
    r"years?|yrs?|months?|weeks?|days?|hours?|hrs?|minutes?|min|seconds?|sec|años|año|meses|mes|semanas|días|horas|ans|années|mois|semaines|jours|heures|"
    r"jahren?|jahre|monaten?|monate|wochen?|tagen?|tage|stunden|anos|dias|лет|год[а]?|месяц\w*|недел\w*|дн\w+|час\w*|سنة|سنوات|أشهر|شهر|أيام|يوم|أسابيع|أسبوع|ساعة|عام|"
    r"年|个月|月|天|日|周|个?星期|小时|分钟|岁|多年|余年|th|st|nd|rd|pm|am|o'clock|点|项|次|times|veces|fois|раза?|号线|期|届|强|employees|mitarbeiter|empleados|employés|funcionários|сотрудник\w*|موظف\w*|员工|"
    r"stores?|shops?|tiendas|lojas|läden|filialen|magasins|магазин\w*|متاجر|متجر|家门店|家|countries|países|pays|länder\w*|стран\w*|دول|个国家|国|customers|clientes|clients|kunden"
)
URGENT = (
    r"\burgent(?:ly)?\b|\basap\b|as soon as possible|immediately|right away|尽快|急需|加急|很急|急用|立刻|马上|紧急|urgentemente|\burgente\b|cuanto antes|lo antes posible|"
    r"o mais rápido possível|quanto antes|dringend|schnellstmöglich|so schnell wie möglich|eilig|\burgent\w*|au plus vite|dès que possible|срочно|как можно скорее|عاجل|بأسرع وقت|مستعجل|بشكل عاجل"
)
