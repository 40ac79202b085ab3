"""What people write to a robotics maker: composed of sentences that real buyers' letters are made of, each letter once."""

from dataclasses import dataclass
from random import Random

from yangfan.demo.season.crowd import Market

PRODUCTS = {"zh": {
    "A12": "A12 协作机械臂", "M600": "M600 移动机器人", "G2": "G2 电动夹爪", "P30": "P30 码垛工作站", "V3": "V3 视觉单元", "C1": "C1 控制器",
}}  # fmt: skip
MODELS = ["A12", "M600", "G2", "P30", "V3", "C1"]
LIKED = [34, 17, 12, 24, 9, 4]

PARTS = {
    "zh": {
        "hello": ["您好，", "你好，", "贵公司你好，", "请问，", "老师您好，"],
        "who": ["我们是做{trade}的，", "我司主营{trade}，", "我们厂在{city}，做{trade}，", "我这边是{city}一家{trade}企业的设备科，", ""],
        "need": ["想了解 {n} 台 {model} 的价格和交期。", "准备上 {n} 套 {model}，麻烦报个价。", "{model} 要 {n} 台，含安装调试多少钱？",
                 "打算先试 {n} 台 {model}，后面还有两条线。", "请报 {n} 台 {model} 的含税价。"],
        "case": ["工件大概 {kg} 公斤，两班倒。", "现在人工一小时做 {rate} 件，想提到 {rate2} 件。", "现场空间只有 {m} 米宽，能放下吗？",
                 "车间有切削液，防护够不够？", "要和西门子 PLC 通信，走 PROFINET。", "箱子有三种规格，混着来。", "节拍要求每分钟 {per} 次。"],
        "ask": ["能不能先来现场看一下？", "可以寄样件做测试吗？", "能看样机吗？我们下周有人去苏州。", "付款方式和质保怎么定？",
                "最快什么时候能交货？", "有没有同行案例？", "能否安排视频演示？"],
        "bye": ["谢谢。", "方便的话今天回电。", "盼复。", "麻烦加急。", ""],
    },
    "en": {
        "hello": ["Hello,", "Dear sales team,", "Good morning,", "Hi there,", "Dear Sir or Madam,"],
        "who": [" we make {trade} in {city}.", " our plant in {city} produces {trade}.", " I am a project engineer at a maker of {trade}.",
                " I work for an integrator; our customer makes {trade}.", ""],
        "need": [" We are looking for {n} units of the {model}.", " Please quote {n} x {model}.", " We plan {n} {model} for a new line.",
                 " Could you offer {n} pcs of {model}, including commissioning?", " We would start with {n} {model} and extend next year."],
        "case": [" Part weight is about {kg} kg, two shifts.", " Today we do {rate} parts per hour by hand and need {rate2}.",
                 " The aisle is only {m} m wide.", " There is coolant in the air; is the protection class sufficient?",
                 " Our PLC is Siemens, so PROFINET is a must.", " We have three box sizes, arriving mixed.", " We need {per} cycles per minute."],
        "ask": [" Can we send samples for a test?", " What is the lead time?", " Who does service in our region?",
                " Please include spare parts for two years.", " Could we have a video call this week?", " Do you have a reference in our trade?",
                " Please state delivery {terms}."],
        "bye": [" Thank you.", " Kind regards", " We decide at the end of the month.", " Best regards", " Looking forward to your offer."],
    },
    "de": {
        "hello": ["Guten Tag,", "Sehr geehrte Damen und Herren,", "Hallo,"],
        "who": [" wir fertigen {trade} in {city}.", " unser Werk in {city} stellt {trade} her.", ""],
        "need": [" Wir suchen {n} Stück {model}.", " Bitte um ein Angebot über {n} x {model}.", " Für eine neue Linie planen wir {n} {model}."],
        "case": [" Das Teilegewicht liegt bei {kg} kg, zwei Schichten.", " Platz haben wir nur {m} m in der Breite.",
                 " Die Anbindung muss über PROFINET laufen.", " Gefordert sind {per} Takte pro Minute.", " Drei Kartongrößen kommen gemischt an."],
        "ask": [" Liegt eine CE-Konformitätserklärung bei?", " Wie lange ist die Lieferzeit {terms}?", " Können wir Musterteile für einen Test schicken?",
                " Wer macht den Service in Deutschland?", " Gibt es eine Referenz in unserer Branche?"],
        "bye": [" Mit freundlichen Grüßen", " Besten Dank vorab.", " Viele Grüße"],
    },
    "es": {
        "hello": ["Buenos días,", "Hola,", "Estimados señores:"],
        "who": [" somos fabricantes de {trade} en {city}.", " nuestra planta en {city} produce {trade}.", ""],
        "need": [" Necesitamos {n} unidades de {model}.", " Favor de cotizar {n} {model} con puesta en marcha.", " Estamos buscando {n} equipos {model}."],
        "case": [" Las piezas pesan unos {kg} kg y trabajamos dos turnos.", " El pasillo mide solo {m} m.", " Requerimos {per} ciclos por minuto.",
                 " Hoy hacemos {rate} piezas por hora a mano.", " Son tres tamaños de caja mezclados."],
        "ask": [" ¿Cuál es el plazo de entrega {terms}?", " ¿Dan capacitación en español?", " ¿Podemos enviar muestras para una prueba?",
                " ¿Qué formas de pago aceptan?", " ¿Tienen servicio técnico en la región?"],
        "bye": [" Saludos cordiales", " Quedo atento.", " Muchas gracias."],
    },
    "ru": {
        "hello": ["Здравствуйте,", "Добрый день,"],
        "who": [" мы производим {trade}, город {city}.", " наш завод выпускает {trade}.", ""],
        "need": [" Интересует {n} шт. {model}.", " Просим коммерческое предложение на {model}, {n} шт.", " Планируем закупить {n} единиц {model}."],
        "case": [" Вес детали около {kg} кг, две смены.", " Нужно {per} циклов в минуту.", " Ширина прохода всего {m} м.", " Коробки трёх размеров, вперемешку."],
        "ask": [" Какой срок поставки {terms}?", " Есть ли пусконаладка на месте?", " Можно отправить образцы на испытание?", " Какие условия оплаты?"],
        "bye": [" Спасибо.", " С уважением", " Ждём ответа."],
    },
    "pt": {
        "hello": ["Bom dia,", "Olá,", "Prezados,"],
        "who": [" fabricamos {trade} em {city}.", " nossa fábrica em {city} produz {trade}.", ""],
        "need": [" Precisamos de {n} unidades do {model}.", " Favor cotar {n} {model} com instalação.", " Temos um projeto com {n} {model}."],
        "case": [" As peças pesam cerca de {kg} kg, dois turnos.", " O corredor tem só {m} m.", " Precisamos de {per} ciclos por minuto.", " São três tamanhos de caixa."],
        "ask": [" Qual o prazo de entrega {terms}?", " Há assistência técnica no Brasil?", " Podemos enviar amostras para teste?", " Quais as condições de pagamento?"],
        "bye": [" Obrigado.", " Atenciosamente", " Aguardo retorno."],
    },
    "fr": {
        "hello": ["Bonjour,", "Madame, Monsieur,"],
        "who": [" nous fabriquons des {trade} à {city}.", " notre usine de {city} produit des {trade}.", ""],
        "need": [" Nous cherchons {n} unités du {model}.", " Merci de nous faire une offre pour {n} {model}.", " Nous prévoyons {n} {model} sur une nouvelle ligne."],
        "case": [" Les pièces pèsent environ {kg} kg, deux équipes.", " L'allée fait seulement {m} m.", " Il nous faut {per} cycles par minute.", " Trois formats de cartons arrivent mélangés."],
        "ask": [" Quel est le délai {terms} ?", " La mise en service est-elle comprise ?", " Pouvons-nous envoyer des échantillons ?", " Avez-vous une référence dans notre métier ?"],
        "bye": [" Merci d'avance.", " Cordialement", " Bien à vous"],
    },
    "ar": {
        "hello": ["السلام عليكم،", "مرحباً،", "تحية طيبة،"],
        "who": [" نحن مصنع {trade} في {city}.", " شركتنا في {city} تعمل في {trade}.", ""],
        "need": [" نحتاج إلى {n} وحدات من {model}.", " نرجو عرض سعر لعدد {n} من {model}.", " نخطط لشراء {n} من {model}."],
        "case": [" وزن القطعة حوالي {kg} كجم ونعمل ورديتين.", " نحتاج {per} دورات في الدقيقة.", " عرض الممر {m} متر فقط.", " لدينا ثلاثة أحجام من الصناديق."],
        "ask": [" ما مدة التسليم {terms}؟", " هل تقدمون التركيب والتدريب محلياً؟", " هل يمكن إرسال عينات للاختبار؟", " ما شروط الدفع؟"],
        "bye": [" شكراً لكم.", " مع التحية", " بانتظار ردكم."],
    },
}  # fmt: skip

TRADES = {
    "zh": ["汽车转向件", "注塑件", "饮料灌装", "小家电装配", "铝压铸", "瓶装调味品", "五金冲压", "电机壳体", "纸箱包装", "食品速冻", "锂电池包", "医疗耗材"],
    "en": ["steering parts", "injection-moulded caps", "bottled sauces", "small appliances", "aluminium castings", "frozen food", "battery packs",
           "hydraulic valves", "door handles", "medical disposables"],
    "de": ["Drehteile", "Spritzgussteile", "Getränke", "Aluminiumguss", "Ventile", "Tiefkühlkost"],
    "es": ["autopartes", "envases de plástico", "bebidas", "piezas de fundición", "alimentos congelados", "electrodomésticos"],
    "ru": ["литьё из алюминия", "упаковку", "напитки", "автокомпоненты", "бытовую технику"],
    "pt": ["autopeças", "embalagens plásticas", "bebidas", "fundidos de alumínio", "alimentos congelados"],
    "fr": ["pièces usinées", "boissons", "emballages", "pièces de fonderie", "surgelés"],
    "ar": ["المشروبات", "التعبئة والتغليف", "قطع الألمنيوم", "الأغذية المجمدة", "البلاستيك"],
}  # fmt: skip
CITIES = {
    "CN": ["苏州", "宁波", "东莞", "佛山", "青岛", "重庆", "合肥", "无锡", "常州", "武汉", "长沙", "温州"], "TW": ["台中", "新竹"], "HK": ["Kwai Chung"],
    "DE": ["Bielefeld", "Heilbronn", "Chemnitz"], "AT": ["Linz", "Graz"], "CH": ["Winterthur"], "PL": ["Poznań", "Łódź"], "CZ": ["Brno"],
    "HU": ["Győr"], "RO": ["Cluj"], "IT": ["Brescia", "Modena"], "FR": ["Lyon", "Nantes"], "BE": ["Liège"], "NL": ["Eindhoven"],
    "ES": ["Zaragoza", "Valencia"], "PT": ["Aveiro"], "GB": ["Coventry"], "IE": ["Cork"], "SE": ["Västerås"], "DK": ["Odense"],
    "TR": ["Bursa", "Kocaeli"], "RU": ["Казань", "Тверь"], "KZ": ["Алматы"], "US": ["Grand Rapids", "Greenville"], "CA": ["Guelph"],
    "MX": ["Querétaro", "Monterrey", "Puebla"], "CO": ["Medellín"], "PE": ["Lima"], "CL": ["Santiago"], "AR": ["Córdoba"],
    "BR": ["Joinville", "Campinas"], "AE": ["دبي", "الشارقة"], "SA": ["الرياض", "الدمام"], "EG": ["القاهرة"], "ZA": ["Durban"],
    "IN": ["Pune", "Chennai"], "TH": ["Rayong", "Chonburi"], "VN": ["Binh Duong"], "ID": ["Bekasi"], "MY": ["Penang"], "KR": ["Changwon"],
}  # fmt: skip
PORTS = {
    "CN": "", "DE": "DAP Bielefeld", "PL": "CIF Gdańsk", "MX": "CIF Manzanillo", "BR": "CIF Santos", "AE": "CIF Jebel Ali", "SA": "CIF Dammam",
    "RU": "CIF Vostochny", "TH": "CIF Laem Chabang", "TR": "CIF Gemlik", "US": "CIF Long Beach", "ES": "CIF Valencia", "IN": "CIF Nhava Sheva",
    "FR": "CIF Le Havre", "CL": "CIF San Antonio", "CO": "CIF Buenaventura", "EG": "CIF Alexandria", "VN": "CIF Cat Lai",
}  # fmt: skip
# How people are called, by country, else by the language they write: given names and family names.
NAMES = {
    "CN": (["建国", "志强", "晓燕", "立群", "海峰", "雪梅", "文博", "佳琪", "永明", "思远", "丽华", "一鸣", "国栋", "春燕", "子涵", "振宇", "秀英", "俊杰"],
           ["陈", "王", "李", "张", "刘", "赵", "周", "吴", "徐", "孙", "马", "朱", "胡", "郭", "何", "林", "罗", "郑"]),
    "en": (["Daniel", "Sarah", "James", "Emily", "Karen", "Michael", "Rachel", "Andrew"], ["Hartley", "Cooper", "Brooks", "Wright", "Foster", "Ellis"]),
    "de": (["Stefan", "Katrin", "Jürgen", "Nadine", "Florian", "Heike", "Matthias"], ["Brandt", "Hoffmann", "Lang", "Winkler", "Aigner", "Frey"]),
    "es": (["María", "José Luis", "Fernanda", "Diego", "Lucía", "Ricardo", "Paola"], ["Ríos", "Hernández", "Castro", "Morales", "Vega", "Ibáñez"]),
    "ru": (["Алексей", "Дмитрий", "Сергей", "Тимур"], ["Соколов", "Орлов", "Ким", "Лебедев", "Захаров"]),
    "pt": (["João", "Camila", "Rafael", "Beatriz", "Thiago"], ["Ferreira", "Almeida", "Souza", "Lima"]),
    "fr": (["Julien", "Sophie", "Thomas", "Camille"], ["Moreau", "Lefèvre", "Dubois", "Garnier"]),
    "ar": (["خالد", "فاطمة", "أحمد", "سلمى", "يوسف"], ["المنصوري", "الحربي", "حسن", "عبد الله"]),
    "PL": (["Tomasz", "Mateusz", "Paweł", "Piotr"], ["Nowak", "Wójcik", "Mazur", "Zając"]),
    "CZ": (["Jan", "Petr", "Tomáš", "Jakub"], ["Novák", "Dvořák", "Černý"]),
    "HU": (["Zoltán", "Eszter", "Gábor"], ["Szabó", "Nagy", "Kiss"]),
    "RO": (["Radu", "Ioana", "Andrei"], ["Popescu", "Ionescu", "Marin"]),
    "IT": (["Giulia", "Luca", "Marco", "Chiara"], ["Rossi", "Conti", "Ferrari", "Greco"]),
    "NL": (["Jan", "Sanne", "Pieter"], ["van Dijk", "de Vries", "Bakker"]),
    "SE": (["Johan", "Ingrid", "Erik"], ["Lindqvist", "Berg", "Holm"]),
    "DK": (["Mads", "Freja", "Lars"], ["Jensen", "Holm", "Krogh"]),
    "TR": (["Murat", "Elif", "Emre", "Zeynep"], ["Yılmaz", "Demir", "Kaya"]),
    "IN": (["Arjun", "Priya", "Rahul", "Kavita"], ["Patel", "Sharma", "Reddy", "Iyer"]),
    "TH": (["Somchai", "Nattaya", "Kittipong"], ["Suwan", "Chaiyasit", "Wongsa"]),
    "VN": (["Minh", "Lan", "Quang"], ["Nguyen", "Tran", "Pham"]),
    "ID": (["Siti", "Budi", "Dewi"], ["Rahma", "Santoso", "Wijaya"]),
    "MY": (["Wei Ming", "Aisyah", "Hafiz"], ["Tan", "Rahman", "Lim"]),
    "KR": (["Ji-hoon", "Min-seo", "Seung-woo"], ["Kim", "Park", "Choi"]),
    "ZA": (["Thabo", "Lerato", "Pieter"], ["Mokoena", "Dlamini", "Botha"]),
}  # fmt: skip
FIRMS = {
    "CN": ["恒润", "锐丰", "华越", "鑫达", "博程", "天禾", "联兴", "卓航", "东昊", "盛泰", "瑞科", "宏景", "优拓", "铭扬", "弘森"],
    "CN_end": ["注塑", "精密", "食品", "机电", "包装", "五金", "汽配", "饮料", "铸造", "电器"],
    "latin": ["Nordhaven", "Altamura", "Brightline", "Castor", "Delmare", "Everfield", "Fairmont", "Granville", "Helix", "Ironbridge", "Kestrel",
              "Lumina", "Meridian", "Novaport", "Orion", "Pinecrest", "Quartz", "Ridgeway", "Silverton", "Trident", "Ulmer", "Vantor", "Westbrook", "Zephyr"],
    "latin_end": ["Packaging", "Components", "Foods", "Industries", "Plastics", "Beverages", "Castings", "Automation", "Metals"],
}  # fmt: skip


@dataclass(frozen=True)
class Letter:
    name: str
    email: str
    phone: str
    company: str
    product: str
    quantity: str
    message: str
    language: str


class Letters:
    """Writes letters; no two are the same, no two people share an address."""

    def __init__(self, rng: Random):
        self.rng = rng
        self.seen: set[str] = set()
        self.count = 0

    def write(self, market: Market) -> Letter:
        """Return a letter such as somebody of this market sends."""
        rng, language = self.rng, market.writes
        self.count += 1
        model = rng.choices(MODELS, LIKED)[0]
        pieces = rng.choice([1, 1, 2, 2, 3, 4, 6, 8, 10, 12])
        message = self._fresh_text(market, model, pieces)
        name, company, domain = self._who(market)
        return Letter(
            name=name,
            email=f"{rng.choice(['info', 'purchasing', 'engineering', 'project', 'sales', 'me'])}{self.count}@{domain}.example",
            phone=self._phone(market),
            company=company if rng.random() < 0.86 else "",
            product=PRODUCTS["zh"][model] if language == "zh" else model,
            quantity=str(pieces) if rng.random() < 0.7 else "",
            message=message,
            language="zh-hans" if language == "zh" else "en",
        )

    def _fresh_text(self, market: Market, model: str, pieces: int) -> str:
        while True:
            text = self._text(market, model, pieces)
            if text not in self.seen:
                self.seen.add(text)
                return text

    def _text(self, market: Market, model: str, pieces: int) -> str:
        rng, parts = self.rng, PARTS[market.writes]
        facts = {
            "n": pieces, "model": model, "kg": rng.choice([2, 3.5, 4, 6, 8, 10, 12, 15, 18, 25]), "m": rng.choice([1.1, 1.3, 1.5, 1.8, 2.4]),
            "rate": rng.choice([40, 60, 80, 110, 150]), "rate2": rng.choice([180, 220, 260]), "per": rng.choice([4, 6, 8, 10, 11]),
            "trade": rng.choice(TRADES[market.writes]), "city": rng.choice(CITIES[market.country]),
            "terms": PORTS.get(market.country) or "FOB Shanghai",
        }  # fmt: skip
        text = "".join(rng.choice(parts[part]) for part in ("hello", "who", "need", "case", "ask", "bye"))
        return text.format(**facts).replace("  ", " ").strip()

    def _who(self, market: Market) -> tuple[str, str, str]:
        rng = self.rng
        given, family = NAMES.get(market.country) or NAMES["CN" if market.writes == "zh" else market.writes]
        first, last = rng.choice(given), rng.choice(family)
        if market.writes == "zh":
            return last + first, rng.choice(FIRMS["CN"]) + rng.choice(FIRMS["CN_end"]), f"qiye{self.count}"
        head, tail = rng.choice(FIRMS["latin"]), rng.choice(FIRMS["latin_end"])
        return f"{first} {last}", f"{head} {tail}", f"{head}-{tail}".lower()

    def _phone(self, market: Market) -> str:
        """A number that nobody has, and each only once: contacts are told apart by it."""
        return f"1390000{self.count:04d}" if market.country == "CN" and self.rng.random() < 0.4 else ""


SPAM = [
    "Rank #1 on Google in 30 days! See https://rank.example/a https://rank.example/b and our guest post list https://rank.example/c",
    "专业代开发票，百度排名优化，详情 https://fp.example/1 https://fp.example/2 https://fp.example/3 加微信领取报价",
    "We sell email leads of robotics buyers, samples: https://leads.example/x https://leads.example/y https://leads.example/z",
    "Casino bonus today only https://play.example/1 https://play.example/2 https://play.example/3",
    "Продвижение сайта, гарантия: https://seo.example/1 https://seo.example/2 https://seo.example/3",
    "Your website redesign offer https://web.example/1 https://web.example/2 portfolio https://web.example/3",
]
