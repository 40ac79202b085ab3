"""What buyers count, in the languages we read: units of trade and the goods themselves ("320 كرسي"). Data alone.

A kind is the same thing under many names, so that it can be shown in the reader's language and matched with a product.
"""

from functools import cache

UNITS = {
    "machine": "unit units robot robots machine machines system systems arm arms unidad unidades equipo equipos máquina máquinas brazo brazos unité unités "
               "stück stk einheit einheiten roboter anlage anlagen unità unidade stuks шт штук штука штуки единица единиц единицы робот робота роботов "
               "وحدات وحدة روبوتات روبوت جهاز أجهزة 台 대",
    "piece": "pc pcs piece pieces pieza piezas pièce pièces pezzi peça peças sztuk adet قطعة قطع حبة 件 个 只 개 個 隻",
    "set": "set sets juego juegos ensemble ensembles conjunto conjuntos satz sätze комплект комплекта комплектов طقم أطقم 套 세트",
    "pair": "pair pairs par pares paire paires paar пара пары пар زوج أزواج 双 对",
    "box": "box boxes carton cartons ctn ctns caja cajas caixa caixas karton kartons коробка коробки коробок كرتون كراتين علبة علب صندوق صناديق 箱 盒",
    "container": "container containers contenedor contenedores conteneur conteneurs contêiner contêineres контейнер контейнера контейнеров حاوية حاويات 柜",
    "roll": "roll rolls rollo rollos rouleau rouleaux rolle rollen rolo rolos рулон рулона рулонов لفة لفات 卷",
    "person": "person persons people guest guests persona personas pessoa pessoas personne personnes personen человек أشخاص شخص 人 位 名",
}  # fmt: skip
GOODS = {
    "lounger": "lounger loungers sun_lounger sun_loungers sunlounger sunloungers sunbed sunbeds daybed daybeds 躺椅 沙滩椅 tumbona tumbonas espreguiçadeira espreguiçadeiras sonnenliege sonnenliegen liegestuhl liegestühle "
               "bain_de_soleil bains_de_soleil chaise_longue chaises_longues transat transats шезлонг шезлонга шезлонги шезлонгов كرسي_تشمس كراسي_تشمس كرسي_استرخاء كراسي_استرخاء شيزلونج شيزلونغ",
    "chair": "chair chairs armchair armchairs stool stools 椅 椅子 扶手椅 silla sillas sillón sillones stuhl stühle sessel chaise chaises fauteuil fauteuils cadeira cadeiras poltrona poltronas стул стула стулья стульев кресло кресла кресел كرسي كراسي",
    "table": "table tables 桌 桌子 餐桌 mesa mesas tisch tische стол стола столы столов طاولة طاولات",
    "sofa": "sofa sofas couch couches 沙发 sofá sofás canapé canapés диван дивана диваны диванов أريكة أرائك كنبة كنب",
    "parasol": "parasol parasols 遮阳伞 太阳伞 sombrilla sombrillas sonnenschirm sonnenschirme guarda-sol guarda-sóis пляжный_зонт مظلة مظلات شمسية",
    "pergola": "pergola pergolas 凉亭 pérgola pérgolas pergolen pergole пергола перголы пергол برجولة برجولات",
    "pump": "pump pumps 泵 水泵 bomba bombas pumpe pumpen pompe pompes насос насоса насосы насосов مضخة مضخات",
    "bag": "bag bags handbag handbags backpack backpacks 包 背包 手提包 mochila mochilas bolso bolsos tasche taschen rucksack rucksäcke sac sacs bolsa bolsas сумка сумки сумок рюкзак рюкзака рюкзаков حقيبة حقائب",
    "lamp": "lamp lamps light lights luminaire luminaires 灯 灯具 lámpara lámparas luminaria luminarias luminária luminárias leuchte leuchten lampe lampen lampes светильник светильника светильников لمبة مصباح مصابيح",
    "valve": "valve valves 阀 阀门 válvula válvulas ventil ventile vanne vannes клапан клапана клапанов صمام صمامات",
    "bottle": "bottle bottles 瓶 瓶子 botella botellas flasche flaschen bouteille bouteilles garrafa garrafas бутылка бутылки бутылок زجاجة زجاجات قارورة قوارير",
    "battery": "battery batteries 电池 batería baterías batterie batterien batteries bateria baterias аккумулятор аккумулятора аккумуляторов بطارية بطاريات",
    "camera": "camera cameras 相机 cámara cámaras kamera kameras caméra caméras câmera câmeras камера камеры камер كاميرا كاميرات",
    "panel": "panel panels 面板 paneles panneau panneaux painel painéis paneele панель панели панелей لوح ألواح",
    "motor": "motor motors 电机 电动机 motores moteur moteurs motoren двигатель двигателя двигателей мотор моторов محرك محركات",
    "bed": "bed beds cama camas bett betten lit lits кровать кровати кроватей سرير أسرة",
    "shirt": "shirt shirts t-shirt t-shirts 衬衫 T恤 camisa camisas camiseta camisetas hemd hemden chemise chemises рубашка рубашки рубашек футболка футболки футболок قميص قمصان",
    "shoe": "shoe shoes 鞋 鞋子 zapato zapatos schuh schuhe chaussure chaussures sapato sapatos обувь حذاء أحذية",
    "tyre": "tyre tyres tire tires 轮胎 neumático neumáticos llanta llantas reifen pneu pneus шина шины шин إطار إطارات",
}  # fmt: skip


@cache
def kinds() -> dict[str, str]:
    """Return every name, lower case, with its kind; names of several words are written with spaces."""
    return {
        name.replace("_", " ").lower(): kind
        for kind, names in (*GOODS.items(), *UNITS.items())
        for name in names.split()
    }


def counted_kind(counted: str) -> str:
    """Return the kind of what is counted ("كرسي" is chair); empty for a word we do not know."""
    return kinds().get(counted.strip().lower().rstrip("."), "")


@cache
def goods() -> frozenset[str]:
    """Return the names of goods that are no unit of trade."""
    return frozenset(name for name, kind in kinds().items() if kind in GOODS)
