"""Small files as the platforms hand them out, made for the tests: encodings, preambles, totals rows and all."""

import io

import xlsxwriter

GOOGLE = (
    b'Campaign report\n"September 1, 2026 - September 3, 2026"\n'
    b"Day,Campaign,Campaign type,Currency code,Cost,Impr.,Clicks,Conversions\n"
    b'2026-09-01,Brand EN,Search,USD,$172.45,"1,204",31,2.00\n'
    b"2026-09-02,Brand EN,Search,USD,$98.10,866,17,0.00\n"
    b"2026-09-02,Palletizer,Search,USD,--,--,0,0.00\n"
    b'Total: Campaigns, , ,USD,$270.55,"2,070",48,2.00\n'
    b'Total: Account, , ,USD,$270.55,"2,070",48,2.00\n'
)
GOOGLE_EXCEL = (
    "广告系列报告\n2026年9月1日至2026年9月3日\n"
    "天\t广告系列\t广告系列类型\t货币代码\t费用\t展示次数\t点击次数\n"
    "2026-09-01\t品牌词\t搜索\tCNY\t1,172.45\t1,204\t31\n"
    "总计：广告系列\t\t\tCNY\t1,172.45\t1,204\t31\n"
).encode("utf-16")
GOOGLE_WEEKS = (
    b"Campaign report\nWeek,Campaign,Currency code,Cost,Impr.,Clicks\n2026-08-31,Brand,EUR,70.00,700,7\n"
)
GOOGLE_WHOLE = (
    b'Campaign report\n"September 1, 2026 - September 30, 2026"\n'
    b"Campaign,Currency code,Cost,Impr.,Clicks\nBrand,EUR,300.00,900,30\n"
)
META = (
    "\ufeffReporting starts,Reporting ends,Campaign name,Ad set name,Ad name,Amount spent (USD),Impressions,Reach,"
    "Link clicks,Results,Frequency\n"
    "2026-09-01,2026-09-30,,,,310.20,15400,9000,210,4,1.71\n"
    "2026-09-01,2026-09-30,Robots EU,Engineers,Film A,200.20,10000,6000,150,3,1.6\n"
    "2026-09-01,2026-09-30,Robots EU,Engineers,Film B,110.00,5400,3000,60,1,1.8\n"
).encode()
META_FRENCH = (
    "\ufeffDébut des rapports;Fin des rapports;Nom de la campagne;Montant dépensé (EUR);Impressions;Clics sur un lien\n"
    "2026-09-01;2026-09-01;Robots;1\u202f234,56;15\u00a0400;210\n"
).encode()
BAIDU = (
    "数据生成时间：2026-09-04 09:12:00\n数据生成条件：\n1. 时间范围：2026-09-01至2026-09-03\n2. 推广方式：全部\n3. 设备：全部\n"
    "4. 数据类型：分日\n\n日期,账户,推广计划,展现,点击,消费,点击率,平均点击价格,网页转化\n"
    "2026-09-01,baidu-tuolan,品牌词,320,12,168.00,3.75%,14.00,1\n"
    "2026-09-01,baidu-tuolan,码垛机器人,410,15,225.50,3.66%,15.03,0\n"
    "合计,,,730,27,393.50,3.70%,14.57,1\n"
).encode("gb18030")
OCEAN_CSV = (
    "\ufeff时间,项目id,项目名称,展示数,点击数,点击率(%),平均点击单价(元),平均千次展现费用(元),消耗(元),转化数\n"
    "2026-09-01 ~ 2026-09-01,7412345678901234567,机器人-通投,15230,310,2.04,1.13,23.05,351.07,3\n"
    "总计,,,15230,310,2.04,1.13,23.05,351.07,3\n"
).encode()
MICROSOFT = (
    b"Gregorian date,Campaign name,Campaign ID,Impressions,Clicks,Spend,Conversions\n"
    b"2026-09-01,Search DE,123456789,640,22,48.12,1\n"
)
LINKEDIN = (
    "Campaign Performance Report\tReport Start: September 1, 2026\n"
    "Start Date (in UTC)\tAccount Name\tCurrency\tCampaign Group Name\tCampaign Name\tTotal Spent\tImpressions\tClicks\n"
    "9/1/2026\tTidelane\tUSD\tAll\tEngineers DACH\t45.10\t1820\t12\n"
    "9/13/2026\tTidelane\tUSD\tAll\tEngineers DACH\t40.00\t1500\t9\n"
).encode("utf-16")
KUAISHOU = "日期,计划名称,花费(元),封面曝光数,封面点击数\n2026-09-01,短视频,88.60,12000,300\n".encode(
    "gb18030"
)
XIAOHONGSHU = (
    "时间,计划名称,笔记ID,消费,展现量,点击量,互动量\n2026-09-01,种草,66a1,59.90,4200,130,41\n".encode()
)
GENERIC = b"Date,Channel,Cost,Currency\n2026-09-01,LinkedIn,300,CNY\n2026-09-02,,120.5,CNY\n"


def workbook(rows, *, sheet="Report") -> bytes:
    """Return an XLSX file of these rows; dates are written as dates."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    page = book.add_worksheet(sheet)
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            page.write(y, x, value)
    book.close()
    return buffer.getvalue()
