"""The next question to a buyer, in their language: short, polite, ready to be sent."""

QUESTIONS = ("product", "quantity", "destination", "deadline", "order", "time", "market", "address")
_IN = {
    "en": {
        "product": "Which product or model do you have in mind, and what will it be used for?",
        "quantity": "How many do you need?",
        "destination": "Which port or address should we quote delivery to?",
        "deadline": "By when do you need the goods?",
        "order": "Could you tell us the order number or the serial number?",
        "time": "Which day and time would suit you?",
        "market": "Which region do you cover, and which brands do you sell today?",
        "address": "Which address should we send the sample to?",
    },
    "zh": {
        "product": "请问您需要哪款产品或型号，用在什么场合？", "quantity": "请问您需要多少数量？",
        "destination": "请问货物运到哪个港口或地址？我们好核算运费。", "deadline": "请问您希望什么时候收到货？",
        "order": "麻烦提供一下订单号或机器序列号。", "time": "请问您哪天、几点方便？",
        "market": "请问您主要做哪个区域，目前代理哪些品牌？", "address": "请问样品寄到哪个地址？",
    },
    "es": {
        "product": "¿Qué producto o modelo le interesa y para qué uso?", "quantity": "¿Qué cantidad necesita?",
        "destination": "¿A qué puerto o dirección debemos cotizar la entrega?", "deadline": "¿Para qué fecha necesita la mercancía?",
        "order": "¿Podría indicarnos el número de pedido o de serie?", "time": "¿Qué día y hora le conviene?",
        "market": "¿Qué región cubre y qué marcas vende actualmente?", "address": "¿A qué dirección enviamos la muestra?",
    },
    "pt": {
        "product": "Qual produto ou modelo lhe interessa e para que uso?", "quantity": "Qual quantidade precisa?",
        "destination": "Para qual porto ou endereço devemos cotar a entrega?", "deadline": "Para quando precisa da mercadoria?",
        "order": "Poderia nos informar o número do pedido ou de série?", "time": "Qual dia e horário são convenientes?",
        "market": "Qual região atende e quais marcas vende hoje?", "address": "Para qual endereço enviamos a amostra?",
    },
    "de": {
        "product": "Welches Produkt oder Modell benötigen Sie und für welchen Einsatz?", "quantity": "Welche Menge benötigen Sie?",
        "destination": "An welchen Hafen oder welche Adresse sollen wir liefern?", "deadline": "Bis wann benötigen Sie die Ware?",
        "order": "Könnten Sie uns die Auftrags- oder Seriennummer nennen?", "time": "Welcher Tag und welche Uhrzeit passen Ihnen?",
        "market": "Welche Region betreuen Sie und welche Marken führen Sie heute?", "address": "An welche Adresse dürfen wir das Muster senden?",
    },
    "fr": {
        "product": "Quel produit ou modèle souhaitez-vous, et pour quel usage ?", "quantity": "Quelle quantité vous faut-il ?",
        "destination": "Vers quel port ou quelle adresse devons-nous chiffrer la livraison ?", "deadline": "Pour quand avez-vous besoin de la marchandise ?",
        "order": "Pourriez-vous nous indiquer le numéro de commande ou de série ?", "time": "Quel jour et quelle heure vous conviennent ?",
        "market": "Quelle région couvrez-vous et quelles marques vendez-vous aujourd'hui ?", "address": "À quelle adresse devons-nous envoyer l'échantillon ?",
    },
    "ru": {
        "product": "Какой товар или модель вас интересует и для каких задач?", "quantity": "Какое количество вам нужно?",
        "destination": "В какой порт или по какому адресу рассчитать доставку?", "deadline": "К какому сроку нужен товар?",
        "order": "Сообщите, пожалуйста, номер заказа или серийный номер.", "time": "Какой день и время вам удобны?",
        "market": "В каком регионе вы работаете и какие марки продаёте сейчас?", "address": "На какой адрес отправить образец?",
    },
    "ar": {
        "product": "ما المنتج أو الطراز المطلوب، ولأي استخدام؟", "quantity": "ما الكمية المطلوبة؟",
        "destination": "إلى أي ميناء أو عنوان نحسب تكلفة الشحن؟", "deadline": "متى تحتاجون البضاعة؟",
        "order": "نرجو تزويدنا برقم الطلب أو الرقم التسلسلي.", "time": "ما اليوم والوقت المناسب لكم؟",
        "market": "ما المنطقة التي تغطونها وما العلامات التي تبيعونها حاليا؟", "address": "إلى أي عنوان نرسل العينة؟",
    },
}  # fmt: skip


def question_in(key: str, language: str) -> str:
    """Return the question in the buyer's language; empty where we have no words of that language."""
    return _IN.get(language.partition("-")[0], {}).get(key, "")
