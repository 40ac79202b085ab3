"""Six products of Tidelane Robotics, with the sheets a buyer's engineer would ask for."""

from yangfan.demo.content import Product

MEASURED = ("额定负载、25 °C 环境下实测。", "Measured at rated load and 25 °C.")
FLANGE = "ISO 9409-1-50-4-M6"
PERFORMANCE, MECHANICS = ("性能", "Performance"), ("机械", "Mechanics")
SAFETY, ELECTRICAL = ("安全", "Safety"), ("电气与通信", "Electrical and communication")

A12 = Product(
    slug="a12",
    model="A12",
    kind=("协作机械臂", "collaborative robot arm"),
    summary=(
        "全臂展可举 12 公斤，前方有人时 8 毫秒内停下。一个人一天就能开箱、安装并教会它第一个动作。",
        "Lifts 12 kg at full reach and stops within 8 ms when somebody is in the way. One person unpacks, mounts and "
        "teaches it in a day.",
    ),
    key_line=("负载 12 kg，臂展 1300 mm，±0.03 mm", "12 kg payload, 1,300 mm reach, ±0.03 mm"),
    figures=[
        (("负载", "Payload"), "12 kg"),
        (("臂展", "Reach"), ("1300 mm", "1,300 mm")),
        (("重复定位精度", "Repeatability"), "±0.03 mm"),
        (("自重", "Weight"), "33.5 kg"),
    ],
    measured=MEASURED,
    specification=[
        (PERFORMANCE, [
            (("额定负载", "Rated payload"), "12 kg"),
            (("臂展", "Reach"), ("1300 mm", "1,300 mm")),
            (("重复定位精度（ISO 9283）", "Repeatability (ISO 9283)"), "±0.03 mm"),
            (("末端最大速度", "Tool speed, maximum"), "3.2 m/s"),
            (("自由度", "Axes"), ("6 轴，每轴 ±360°", "6, each ±360°")),
        ]),
        (MECHANICS, [
            (("自重", "Weight"), "33.5 kg"),
            (("底座直径", "Footprint"), "Ø 190 mm"),
            (("安装方式", "Mounting"), ("地面、壁挂或吊装", "Floor, wall or ceiling")),
            (("末端法兰", "Tool flange"), FLANGE),
            (("防护等级", "Protection"), ("IP54，可选 IP65", "IP54, IP65 optional")),
            (("工作温度", "Operating temperature"), "0 – 45 °C"),
        ]),
        (SAFETY, [
            (("安全等级", "Safety level"), ("PL d，3 类（ISO 13849-1）", "PL d, category 3 (ISO 13849-1)")),
            (("安全功能", "Safety functions"), ("17 项，可设置", "17, adjustable")),
            (("人机协作", "Collaboration"), ("按 ISO/TS 15066 限力限速", "Force and speed limited to ISO/TS 15066")),
            (("噪声", "Noise"), ("低于 65 dB(A)", "below 65 dB(A)")),
        ]),
        (ELECTRICAL, [
            (("电源", "Supply"), "100 – 240 V AC, 50 – 60 Hz"),
            (("典型功耗", "Typical power"), "350 W"),
            (("末端接口", "Tool I/O"), ("4 入 4 出，24 V，RS-485", "4 in, 4 out, 24 V, RS-485")),
            (("总线", "Fieldbus"), "PROFINET, EtherNet/IP, Modbus TCP"),
        ]),
    ],
    questions=[
        (("A12 需要加装围栏吗？", "Does the A12 need a safety fence?"), (
            "多数工位不需要。它按 ISO/TS 15066 限制力和速度，但要看整个工位：锋利的工件或夹具仍可能需要防护。"
            "每份报价都附风险评估模板。",
            "Often not. It limits force and speed according to ISO/TS 15066, but the whole cell counts: a sharp part or "
            "tool can still need protection. We send a template for the risk assessment with every offer.",
        )),
        (("能装哪些夹爪？", "Which grippers fit?"), (
            f"凡是 {FLANGE} 法兰的末端工具都能装。G2 电动夹爪即插即用，不用另外布线。",
            f"Any tool with an {FLANGE} flange. The G2 connects without extra cables.",
        )),
        (("培训要多久？", "How long does training take?"), (
            "操作工半天，编程人员两天。线上课程两年内免费。",
            "Operators need half a day, programmers two days. Online courses are free of charge for two years.",
        )),
        (("要备哪些备件？", "Which spare parts should we keep?"), (
            "五台以内，每种规格关节备一个、示教器备一台即可。其余备件国内次日达，欧洲从鹿特丹仓 48 小时发出。",
            "For up to five arms: one joint of each size and one pendant. Other parts leave our Rotterdam store within "
            "48 hours.",
        )),
    ],
    delivery=("交期 6 周，FOB 上海或 DAP，1 台起订。", "Delivery 6 weeks, FOB Shanghai or DAP. Minimum order: 1 unit."),
    goes_with=["g2", "v3", "c1"],
)  # fmt: skip

M600 = Product(
    slug="m600",
    model="M600",
    kind=("移动机器人", "mobile robot"),
    summary=(
        "载 600 公斤，激光导航，不贴磁条、不画线。地图一小时建好，产线改了，路线跟着改。",
        "Carries 600 kg and finds its way by laser: no magnetic tape, no floor markings. The map is ready in an hour, "
        "and when the line moves, the route moves with it.",
    ),
    key_line=("载重 600 kg，1.8 m/s，续航 10 小时", "600 kg load, 1.8 m/s, 10 h per charge"),
    figures=[
        (("载重", "Load"), "600 kg"),
        (("最高速度", "Top speed"), "1.8 m/s"),
        (("续航", "Run time"), ("10 小时", "10 h")),
        (("通道宽度", "Aisle width"), ("1200 mm", "1,200 mm")),
    ],
    measured=("载重 600 kg、平整水泥地面实测。", "Measured with 600 kg on level concrete."),
    specification=[
        (PERFORMANCE, [
            (("额定载重", "Rated load"), "600 kg"),
            (("最高速度，满载", "Top speed, loaded"), "1.8 m/s"),
            (("停靠精度", "Docking accuracy"), "±5 mm"),
            (("爬坡", "Gradient"), "5 %"),
            (("顶升行程", "Lift stroke"), "60 mm"),
        ]),
        (MECHANICS, [
            (("外形尺寸", "Size"), ("980 × 680 × 290 mm", "980 × 680 × 290 mm")),
            (("自重", "Weight"), "165 kg"),
            (("转弯半径", "Turning radius"), ("原地旋转", "turns on the spot")),
            (("最小通道", "Narrowest aisle"), ("1200 mm", "1,200 mm")),
            (("防护等级", "Protection"), "IP42"),
        ]),
        (("电池", "Battery"), [
            (("类型", "Type"), ("磷酸铁锂，48 V 40 Ah", "LiFePO4, 48 V 40 Ah")),
            (("续航，满载", "Run time, loaded"), ("10 小时", "10 h")),
            (("充电", "Charging"), ("自动，55 分钟充至 90%", "automatic, 55 min to 90 %")),
            (("循环寿命", "Cycle life"), ("2500 次", "2,500 cycles")),
        ]),
        (SAFETY, [
            (("标准", "Standard"), "ISO 3691-4"),
            (("安全激光", "Safety scanners"), ("前后各一，PL d", "front and rear, PL d")),
            (("急停", "Emergency stop"), ("四个", "four")),
            (("上位系统", "Fleet interface"), "VDA 5050 2.0, REST"),
        ]),
    ],
    questions=[
        (("叉车和人混行可以吗？", "May it share aisles with fork lifts?"), (
            "可以。安全激光看到人会减速、停下；和叉车共用的路口，我们建议加信号灯，M600 会自己等灯。",
            "Yes. It slows and stops for people. At crossings shared with fork lifts we suggest a light, which the M600 "
            "obeys by itself.",
        )),
        (("接我们的 WMS 要多久？", "How long until it talks to our WMS?"), (
            "VDA 5050 接口随机提供，常见 WMS 两到五天联调完成；没有 WMS 也能用按钮盒叫车。",
            "VDA 5050 is included; with the usual systems it takes two to five days. Without a WMS, call boxes do.",
        )),
        (("几台起要用调度系统？", "From how many robots do we need fleet control?"), (
            "两台起。十台以内的调度软件装在一台 C1 上，不另收授权费。",
            "From two. For up to ten it runs on a C1 and costs no licence.",
        )),
    ],
    delivery=("交期 6 周，FOB 上海或 DAP，1 台起订。", "Delivery 6 weeks, FOB Shanghai or DAP. Minimum order: 1 unit."),
    goes_with=["a12", "c1", "p30"],
)  # fmt: skip

G2 = Product(
    slug="g2",
    model="G2",
    kind=("电动夹爪", "electric gripper"),
    summary=(
        "一副手指，纸箱、铸件、瓶子都能夹。夹没夹住、夹了多宽，它自己知道。",
        "Holds cartons, castings and bottles with one set of fingers, and knows whether it holds something and how wide "
        "it is.",
    ),
    key_line=("行程 0 – 110 mm，夹持力 20 – 160 N", "0 – 110 mm stroke, 20 – 160 N"),
    figures=[
        (("行程", "Stroke"), "0 – 110 mm"),
        (("夹持力", "Grip force"), "20 – 160 N"),
        (("闭合时间", "Closing time"), "0.6 s"),
        (("自重", "Weight"), "1.05 kg"),
    ],
    measured=("行程 50 mm、夹持力 100 N 时实测。", "Measured at 50 mm stroke and 100 N."),
    specification=[
        (PERFORMANCE, [
            (("行程，可调", "Stroke, adjustable"), "0 – 110 mm"),
            (("夹持力，可调", "Grip force, adjustable"), "20 – 160 N"),
            (("建议工件重量", "Recommended workpiece"), ("摩擦夹持 4 kg，形状配合 8 kg", "4 kg by friction, 8 kg by form")),
            (("手指重复精度", "Finger repeatability"), "±0.02 mm"),
            (("宽度测量", "Width measurement"), ("精度 0.1 mm", "to 0.1 mm")),
        ]),
        (MECHANICS, [
            (("自重", "Weight"), "1.05 kg"),
            (("高度，含法兰", "Height with flange"), "148 mm"),
            (("法兰", "Flange"), FLANGE),
            (("防护等级", "Protection"), "IP54"),
            (("寿命", "Service life"), ("500 万次夹持", "5 million cycles")),
        ]),
        (ELECTRICAL, [
            (("供电", "Supply"), "24 V DC, 1.2 A"),
            (("通信", "Communication"), "RS-485, Modbus RTU"),
            (("断电保持", "Hold on power loss"), ("有，机械自锁", "yes, self-locking")),
        ]),
    ],
    questions=[
        (("能用在别家机械臂上吗？", "Does it work on other makers' arms?"), (
            "能。我们提供 UR、发那科 CRX、节卡和越疆的插件，其余机型走 Modbus RTU。",
            "Yes. There are plug-ins for UR, FANUC CRX, JAKA and Dobot; others use Modbus RTU.",
        )),
        (("软包装会夹坏吗？", "Will it crush soft packs?"), (
            "最小夹持力 20 N，并有硅胶手指可选；寄样品来，我们免费试夹并回传视频。",
            "The lowest force is 20 N and there are silicone fingers. Send us samples; we test free of charge and send "
            "you the film.",
        )),
        (("手指要自己加工吗？", "Do we have to machine our own fingers?"), (
            "标准手指随机附带两副；STEP 模型可下载，也可以按图代加工，5 天交货。",
            "Two standard pairs are included. The STEP model is free to download, or we machine yours in 5 days.",
        )),
    ],
    delivery=("现货，3 个工作日发出；EXW 苏州或快递到门。", "In stock, leaves within 3 working days. EXW Suzhou or by courier."),
    goes_with=["a12", "v3", "c1"],
)  # fmt: skip

P30 = Product(
    slug="p30",
    model="P30",
    kind=("码垛工作站", "palletizing cell"),
    summary=(
        "单箱 30 公斤，垛高 2400 毫米。出厂前接好线、跑完您的箱型，到厂第二天就能码垛。",
        "Stacks 30 kg boxes up to 2,400 mm. Wired and run with your own boxes before it leaves us, so it works on the "
        "second day.",
    ),
    key_line=("30 kg，垛高 2400 mm，11 次/分钟", "30 kg, stack height 2,400 mm, 11 cycles/min"),
    figures=[
        (("单次抓取", "Per pick"), "30 kg"),
        (("垛高", "Stack height"), ("2400 mm", "2,400 mm")),
        (("节拍", "Rate"), ("11 次/分钟", "11 cycles/min")),
        (("占地", "Floor space"), ("3.2 × 2.6 m", "3.2 × 2.6 m")),
    ],
    measured=("箱重 15 kg、400 × 300 mm 纸箱、标准 1200 × 1000 托盘实测。",
              "Measured with 15 kg boxes of 400 × 300 mm on a 1,200 × 1,000 mm pallet."),
    specification=[
        (PERFORMANCE, [
            (("最大抓取重量", "Pick weight, maximum"), ("30 kg，含吸具", "30 kg including the tool")),
            (("节拍", "Rate"), ("11 次/分钟，一次两箱时 22 箱/分钟", "11 cycles/min, 22 boxes/min at two a time")),
            (("最大垛高", "Stack height, maximum"), ("2400 mm，含托盘", "2,400 mm including the pallet")),
            (("托盘位", "Pallet places"), ("两个，不停机换垛", "two, changed without stopping")),
            (("换型", "Changeover"), ("触屏选择，少于 2 分钟", "chosen on the screen, under 2 min")),
        ]),
        (MECHANICS, [
            (("占地", "Floor space"), "3.2 × 2.6 m"),
            (("整机重量", "Weight"), ("780 kg", "780 kg")),
            (("运输", "Shipping"), ("整机装箱，叉车卸下即可", "in one piece; a fork lift unloads it")),
            (("压缩空气", "Compressed air"), "6 bar, 320 l/min"),
        ]),
        (SAFETY, [
            (("安全等级", "Safety level"), ("PL d，3 类", "PL d, category 3")),
            (("区域防护", "Area protection"), ("两台安全激光，无围栏", "two scanners, no fence")),
            (("认证", "Conformity"), ("CE 整机声明", "CE as a complete machine")),
        ]),
        (ELECTRICAL, [
            (("电源", "Supply"), "400 V AC, 3P+N+PE, 16 A"),
            (("平均功耗", "Average power"), "1.4 kW"),
            (("与产线握手", "Line interface"), "PROFINET, EtherNet/IP, 24 V I/O"),
        ]),
    ],
    questions=[
        (("箱子大小不一样能混码吗？", "Can it stack mixed boxes?"), (
            "加一台 V3 就能。它读出箱型和方向，控制器按您设的垛型摆放；一垛最多 12 种箱子。",
            "With a V3, yes. It reads size and orientation, and the controller places up to 12 kinds in one stack.",
        )),
        (("我们产量还不大，划算吗？", "We are not that large yet. Does it pay?"), (
            "一班每天 800 箱以上，通常 14 到 18 个月回本。把箱重和班次发来，我们替您算，算出来不划算也会直说。",
            "From about 800 boxes per shift it usually pays back in 14 to 18 months. Send us weight and shifts; if the "
            "sum does not work we say so.",
        )),
        (("谁来安装？", "Who installs it?"), (
            "国内派工程师，一般两天；海外视频指导或当地合作伙伴上门，调试和三天培训含在报价内。",
            "Our partner in your region, or your fitter with us on video. Commissioning and three days of training are "
            "in the price.",
        )),
    ],
    delivery=("交期 8 周，含出厂验收；FOB 上海、CIF 或 DAP。",
              "Delivery 8 weeks including the acceptance test. FOB Shanghai, CIF or DAP."),
    goes_with=["v3", "m600", "c1"],
)  # fmt: skip

V3 = Product(
    slug="v3",
    model="V3",
    kind=("视觉单元", "vision unit"),
    summary=(
        "从料筐里认出一个个工件，哪怕堆得乱、沾着油。自带计算，不用另配工控机。",
        "Finds single parts in a bin, even when they are mixed and oily. It computes on board; no extra PC.",
    ),
    key_line=("600 mm 处精度 0.1 mm，0.4 秒成像", "0.1 mm at 600 mm, 3D image in 0.4 s"),
    figures=[
        (("精度", "Accuracy"), ("0.1 mm", "0.1 mm")),
        (("成像时间", "3D image"), "0.4 s"),
        (("视野", "Field of view"), "480 × 360 mm"),
        (("工作距离", "Distance"), "400 – 900 mm"),
    ],
    measured=("工作距离 600 mm 实测。", "Measured at a distance of 600 mm."),
    specification=[
        (PERFORMANCE, [
            (("测量精度，Z 向", "Accuracy, Z"), "0.1 mm"),
            (("视野", "Field of view"), "480 × 360 mm"),
            (("工作距离", "Working distance"), "400 – 900 mm"),
            (("三维成像", "3D image"), "0.4 s"),
            (("识别到抓取点", "Image to grasp point"), "0.9 s"),
        ]),
        (("成像", "Imaging"), [
            (("原理", "Principle"), ("蓝光结构光，双目", "blue structured light, two cameras")),
            (("分辨率", "Resolution"), ("500 万像素", "5 megapixels")),
            (("环境光", "Ambient light"), ("最高 20000 lx", "up to 20,000 lx")),
            (("激光等级", "Laser class"), ("LED，免检", "LED, exempt group")),
        ]),
        (MECHANICS, [
            (("尺寸", "Size"), "230 × 90 × 75 mm"),
            (("自重", "Weight"), "1.6 kg"),
            (("安装", "Mounting"), ("固定支架或末端", "on a frame or on the arm")),
            (("防护等级", "Protection"), "IP65"),
        ]),
        (ELECTRICAL, [
            (("供电", "Supply"), "24 V DC, 2.5 A"),
            (("接口", "Interfaces"), "Gigabit Ethernet, 2 × I/O"),
            (("训练新工件", "Teaching a new part"), ("STEP 模型，或拍 20 张照片", "from STEP, or from 20 pictures")),
        ]),
    ],
    questions=[
        (("反光件行不行？", "Does it cope with shiny parts?"), (
            "多数行。抛光不锈钢这类强反光件先寄样测试，五个工作日给出视频和成功率，不行会告诉您。",
            "With most. For polished steel please send samples: within five working days you get a film and the success "
            "rate, also when it is poor.",
        )),
        (("换工件要请人来编程吗？", "Do we need a specialist for every new part?"), (
            "不用。导入 STEP 或拍 20 张照片，一小时内教完，操作工自己就能做。",
            "No. Load the STEP file or take 20 pictures; an operator does it within an hour.",
        )),
        (("相机标定会跑吗？", "Does the calibration drift?"), (
            "每天开机自动校验一次，偏差超过 0.2 mm 会提示重标，全程 3 分钟。",
            "It checks itself at every start. Beyond 0.2 mm it asks for a new calibration, which takes 3 minutes.",
        )),
    ],
    delivery=("交期 2 周，EXW 苏州或 DAP。", "Delivery 2 weeks, EXW Suzhou or DAP."),
    goes_with=["a12", "g2", "p30"],
)  # fmt: skip

C1 = Product(
    slug="c1",
    model="C1",
    kind=("控制器与示教器", "controller and pendant"),
    summary=(
        "整个系列共用一台控制器：操作只学一遍，备件只备一套。拖着教、搭图块、写 Python，随您。",
        "One controller for the whole family: one interface to learn, one set of spares. Teach by hand, by block or in "
        "Python.",
    ),
    key_line=("PROFINET、EtherNet/IP、Modbus TCP、OPC UA", "PROFINET, EtherNet/IP, Modbus TCP, OPC UA"),
    figures=[
        (("轴数", "Axes"), ("6 + 2 外部轴", "6 + 2 external")),
        (("控制周期", "Control cycle"), "1 ms"),
        (("数字 I/O", "Digital I/O"), ("16 入 16 出", "16 in, 16 out")),
        (("示教器", "Pendant"), ("10.1 英寸", "10.1 inch")),
    ],
    measured=("固件 4.2。", "Firmware 4.2."),
    specification=[
        (("控制", "Control"), [
            (("控制周期", "Control cycle"), "1 ms"),
            (("轴数", "Axes"), ("6 轴 + 2 外部轴", "6 + 2 external")),
            (("编程", "Programming"), ("拖动示教、图块、Python 3.11", "by hand, blocks, Python 3.11")),
            (("仿真", "Simulation"), ("浏览器离线仿真，免费", "offline in the browser, free")),
        ]),
        (ELECTRICAL, [
            (("电源", "Supply"), "100 – 240 V AC, 50 – 60 Hz"),
            (("数字 I/O", "Digital I/O"), ("16 入 16 出，24 V", "16 in, 16 out, 24 V")),
            (("模拟 I/O", "Analogue I/O"), ("2 入 2 出", "2 in, 2 out")),
            (("总线", "Fieldbus"), "PROFINET, EtherNet/IP, Modbus TCP"),
            (("数据接口", "Data"), "OPC UA, MQTT, REST"),
        ]),
        (MECHANICS, [
            (("尺寸", "Size"), "420 × 460 × 180 mm"),
            (("自重", "Weight"), ("13 kg，示教器 1.2 kg", "13 kg, pendant 1.2 kg")),
            (("防护等级", "Protection"), ("控制器 IP44，示教器 IP54", "controller IP44, pendant IP54")),
        ]),
        (SAFETY, [
            (("安全输入输出", "Safety I/O"), ("8 入 4 出，双通道", "8 in, 4 out, two-channel")),
            (("安全等级", "Safety level"), ("PL d，3 类", "PL d, category 3")),
            (("使能开关", "Enabling switch"), ("三位", "three positions")),
        ]),
    ],
    questions=[
        (("能接我们现有的 PLC 吗？", "Does it work with our PLC?"), (
            "能。西门子走 PROFINET，罗克韦尔走 EtherNet/IP，设备描述文件和示例程序都在下载区。",
            "Yes: PROFINET for Siemens, EtherNet/IP for Rockwell. Device files and sample programs are under downloads.",
        )),
        (("数据会传到外网吗？", "Does it send data out?"), (
            "默认不连外网。远程支持要由您在示教器上按下允许，每次最长两小时。",
            "Not by default. Remote support has to be allowed on the pendant, for two hours at most.",
        )),
        (("软件升级收费吗？", "Do updates cost anything?"), (
            "不收费，U 盘升级，10 分钟；旧程序继续能用，我们对每个版本都做回归测试。",
            "No. From a USB stick in 10 minutes. Older programs keep running; we test every release against them.",
        )),
    ],
    delivery=("交期 4 周；随机械臂一起订购时同批发货。", "Delivery 4 weeks; together with the arm when ordered with one."),
    goes_with=["a12", "m600", "g2"],
)  # fmt: skip

PRODUCTS = [A12, M600, G2, P30, V3, C1]
