"""Six products of Tingfield Outdoor."""

from yangfan.demo.content import Product

MATERIAL, SIZE, PACKING = (
    ("材料", "Materials"),
    ("尺寸与重量", "Size and weight"),
    ("包装与装柜", "Packing and loading"),
)


def furniture(
    slug, model, kind, summary, key_line, figures, materials, size, packing, questions, delivery, goes_with
):
    groups = [(MATERIAL, materials), (SIZE, size), (PACKING, packing)]
    return Product(slug, model, kind, summary, key_line, figures, groups, questions, delivery, goes_with,
                   measured=("数据取自大货抽检平均值。", "Averages of production samples."))  # fmt: skip


WEATHER = (
    ("放室外能用几年？", "How long does it last outdoors?"),
    ("框架质保五年。粉末涂层通过 1500 小时盐雾，面料日晒色牢度 7 级；海边项目请选加强涂层。",
     "The frame carries a five-year warranty. Coating passes 1,500 h of salt spray, fabric light fastness is 7. For seaside "
     "projects ask for the marine coating."),
)  # fmt: skip
SAMPLE = (
    ("可以先要样品吗？", "May we have a sample first?"),
    ("可以，10 天寄出。样品费在首张整柜订单里退还，运费到付。",
     "Yes, it leaves within 10 days. The fee is returned with your first container; freight is collect."),
)  # fmt: skip
COLOURS = (
    ("颜色和面料能换吗？", "Can we choose colours and fabrics?"),
    ("框架 6 色、面料 24 色现有；每款 100 件起可按潘通色号定做。",
     "Six frame and 24 fabric colours are in stock; from 100 pieces per item we match a Pantone colour."),
)  # fmt: skip

PRODUCTS = [
    furniture(
        "teak-chair", "TF-210", ("柚木铝框扶手椅", "teak and aluminium armchair"),
        ("柚木扶手配粉末涂层铝框，能叠六把，餐厅露台一天搬两次也不晃。",
         "Teak arms on a powder-coated aluminium frame. Stacks six high and stays tight when a restaurant moves it twice a day."),
        ("4.6 kg，可叠放 6 把，一柜 760 把", "4.6 kg, stacks 6 high, 760 per 40HQ"),
        [(("单重", "Weight"), "4.6 kg"), (("叠放", "Stacking"), ("6 把", "6 high")), (("40HQ 装量", "Per 40HQ"), ("760 把", "760 pcs")),
         (("承重", "Load"), "160 kg")],
        [(("框架", "Frame"), ("铝管 Ø 25 × 1.8 mm", "aluminium tube Ø 25 × 1.8 mm")), (("扶手", "Arms"), ("FSC 柚木", "FSC teak")),
         (("坐面", "Seat"), ("Textilene 网布 600 g/m²", "Textilene mesh 600 g/m²"))],
        [(("宽 × 深 × 高", "W × D × H"), "620 × 600 × 880 mm"), (("座高", "Seat height"), "440 mm"), (("单重", "Weight"), "4.6 kg")],
        [(("包装", "Packing"), ("4 把一箱，扶手套棉", "4 per carton, arms wrapped")), (("40HQ", "40HQ"), ("760 把", "760 pcs")),
         (("起订量", "MOQ"), ("100 把", "100 pcs"))],
        [WEATHER, SAMPLE, COLOURS],
        ("交期 35 天，FOB 宁波，100 把起订。", "35 days, FOB Ningbo. Minimum order 100 pieces."), ["dining-set", "lounge-sofa", "storage-box"],
    ),
    furniture(
        "lounge-sofa", "TF-480", ("模块休闲沙发", "modular lounge sofa"),
        ("三种模块拼出九种摆法，快干海绵，雨停半小时就能坐。",
         "Three modules make nine layouts. Quick-dry foam: half an hour after the rain you can sit down."),
        ("双人位 2180 mm，快干海绵，免工具拼接", "2,180 mm two-seater, quick-dry foam, no tools"),
        [(("宽度", "Width"), ("2180 mm", "2,180 mm")), (("干透", "Dry after rain"), ("30 分钟", "30 min")), (("40HQ 装量", "Per 40HQ"), ("92 套", "92 sets")),
         (("框架质保", "Frame warranty"), ("5 年", "5 years"))],
        [(("框架", "Frame"), ("铝合金，粉末涂层", "aluminium, powder-coated")), (("海绵", "Foam"), ("快干 30 kg/m³", "quick-dry 30 kg/m³")),
         (("面料", "Fabric"), ("丙烯腈色纺，7 级", "solution-dyed acrylic, grade 7"))],
        [(("宽 × 深 × 高", "W × D × H"), "2180 × 860 × 720 mm"), (("重量", "Weight"), "41 kg")],
        [(("包装", "Packing"), ("两箱一套", "two cartons per set")), ("40HQ", ("92 套", "92 sets")), (("起订量", "MOQ"), ("30 套", "30 sets"))],
        [WEATHER, COLOURS, SAMPLE],
        ("交期 40 天，FOB 宁波，30 套起订。", "40 days, FOB Ningbo. Minimum order 30 sets."), ["pergola", "storage-box", "teak-chair"],
    ),
    furniture(
        "dining-set", "TF-760", ("餐桌与遮阳伞套装", "dining table and parasol set"),
        ("2 米陶板桌面配 3 米中柱伞，八人一桌；伞面可印您的标。",
         "A two-metre ceramic top with a three-metre parasol seats eight. Your logo on the canopy if you like."),
        ("八人位，伞径 3 m，陶板桌面", "Seats eight, 3 m parasol, ceramic top"),
        [(("人数", "Seats"), "8"), (("伞径", "Canopy"), "3.0 m"), (("抗风", "Wind"), ("6 级", "Beaufort 6")), (("40HQ 装量", "Per 40HQ"), ("118 套", "118 sets"))],
        [(("桌面", "Top"), ("陶板 6 mm + 玻璃", "6 mm ceramic on glass")), (("伞面", "Canopy"), ("涤纶 250 g/m²，UPF 50+", "polyester 250 g/m², UPF 50+")),
         (("伞座", "Base"), ("花岗岩 40 kg", "granite, 40 kg"))],
        [(("桌长 × 宽 × 高", "Table L × W × H"), "2000 × 950 × 745 mm"), (("伞高", "Parasol height"), ("2450 mm", "2,450 mm")), (("重量", "Weight"), "96 kg")],
        [(("包装", "Packing"), ("木架加蜂窝纸", "wooden frame and honeycomb board")), ("40HQ", ("118 套", "118 sets")), (("起订量", "MOQ"), ("20 套", "20 sets"))],
        [WEATHER, COLOURS, SAMPLE],
        ("交期 45 天，FOB 宁波，20 套起订。", "45 days, FOB Ningbo. Minimum order 20 sets."), ["teak-chair", "sun-lounger", "pergola"],
    ),
    furniture(
        "sun-lounger", "TF-350", ("轮式躺椅", "sun lounger on wheels"),
        ("五档靠背，后轮一抬就走。酒店泳池边一排排开，收起来只占一半地方。",
         "Five positions and wheels at the foot. Made for hotel pools; stacked it takes half the room."),
        ("1980 mm，五档，可叠放 8 张", "1,980 mm, five positions, stacks 8"),
        [(("长度", "Length"), ("1980 mm", "1,980 mm")), (("叠放", "Stacking"), ("8 张", "8 high")), (("承重", "Load"), "180 kg"),
         (("40HQ 装量", "Per 40HQ"), ("410 张", "410 pcs"))],
        [(("框架", "Frame"), ("铝合金 1.6 mm", "aluminium 1.6 mm")), (("躺面", "Sling"), ("Textilene 网布", "Textilene mesh")), (("轮", "Wheels"), ("PU 静音轮", "quiet PU wheels"))],
        [(("长 × 宽 × 高", "L × W × H"), "1980 × 680 × 350 mm"), (("重量", "Weight"), "9.8 kg")],
        [(("包装", "Packing"), ("2 张一箱", "2 per carton")), ("40HQ", ("410 张", "410 pcs")), (("起订量", "MOQ"), ("60 张", "60 pcs"))],
        [WEATHER, SAMPLE, COLOURS],
        ("交期 35 天，FOB 宁波，60 张起订。", "35 days, FOB Ningbo. Minimum order 60 pieces."), ["storage-box", "dining-set", "pergola"],
    ),
    furniture(
        "pergola", "TF-900", ("电动百叶凉亭", "louvre pergola"),
        ("叶片转 135 度，雨感自动合上，水从立柱里排走。三个人一天装完。",
         "Louvres turn by 135°, close by themselves in rain and drain through the posts. Three people build it in a day."),
        ("4.0 × 3.0 m，雨感自动关闭，抗风 110 km/h", "4.0 × 3.0 m, closes in rain, wind to 110 km/h"),
        [(("尺寸", "Size"), "4.0 × 3.0 m"), (("抗风", "Wind"), "110 km/h"), (("雪载", "Snow load"), "80 kg/m²"), (("安装", "Assembly"), ("1 天，3 人", "1 day, 3 people"))],
        [(("型材", "Profiles"), ("铝 6063-T5", "aluminium 6063-T5")), (("立柱", "Posts"), "150 × 150 × 3 mm"), (("驱动", "Drive"), ("24 V，静音", "24 V, quiet"))],
        [(("长 × 宽 × 高", "L × W × H"), "4000 × 3000 × 2600 mm"), (("重量", "Weight"), "320 kg")],
        [(("包装", "Packing"), ("四箱，最长 4.1 m", "four cartons, longest 4.1 m")), ("40HQ", ("26 套", "26 sets")), (("起订量", "MOQ"), ("5 套", "5 sets"))],
        [WEATHER, SAMPLE, COLOURS],
        ("交期 40 天，FOB 宁波，5 套起订。", "40 days, FOB Ningbo. Minimum order 5 sets."), ["lounge-sofa", "dining-set", "storage-box"],
    ),
    furniture(
        "storage-box", "TF-120", ("坐垫储物箱", "cushion box"),
        ("570 升，气撑杆，盖上能坐两个人；雨水进不去，坐垫不发霉。",
         "570 litres with gas struts; two people can sit on the lid. Rain stays out and cushions stay dry."),
        ("570 L，防雨，可坐两人", "570 l, rainproof, seats two"),
        [(("容积", "Volume"), "570 L"), (("坐人", "Seats"), "2"), (("防雨", "Rain"), "IPX4"), (("40HQ 装量", "Per 40HQ"), ("268 只", "268 pcs"))],
        [(("箱体", "Body"), ("PP 木纹板", "wood-look PP")), (("支杆", "Struts"), ("不锈钢气撑", "stainless gas struts")), (("锁", "Lock"), ("可挂锁", "takes a padlock"))],
        [(("长 × 宽 × 高", "L × W × H"), "1520 × 720 × 640 mm"), (("重量", "Weight"), "24 kg")],
        [(("包装", "Packing"), ("平板装，一箱一只", "flat-packed, one per carton")), ("40HQ", ("268 只", "268 pcs")), (("起订量", "MOQ"), ("50 只", "50 pcs"))],
        [WEATHER, SAMPLE, COLOURS],
        ("交期 30 天，FOB 宁波，50 只起订。", "30 days, FOB Ningbo. Minimum order 50 pieces."), ["lounge-sofa", "sun-lounger", "teak-chair"],
    ),
]  # fmt: skip
