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
MICROSOFT_UI = (
    '\ufeff"Report Name: Campaign performance"\n"Report Time: 9/13/2026,9/14/2026"\n"Time Zone: (GMT+01:00) Berlin"\n'
    '"Last Completed Available Day: 9/20/2026 11:50:00 PM (GMT)"\n"Report Aggregation: Daily"\n"Report Filter: "\n\n'
    '"GregorianDate","AccountName","CampaignName","CurrencyCode","Impressions","Clicks","Spend"\n'
    '"9/13/2026","Tidelane","Search DE","EUR","1,640","22","48.12"\n'
    '"9/14/2026","Tidelane","Search DE","EUR","1,502","19","40.00"\n\n'
    '"©2026 Microsoft Corporation. All rights reserved. "\n'
).encode()
MICROSOFT_CHINESE = (
    "公历日期,帐户名称,广告系列,货币代码,展示次数,点击次数,花费\n2026-09-01,Tidelane,搜索 德国,EUR,640,22,48.12\n合计,,,,640,22,48.12\n"
).encode()
LINKEDIN_CHINESE = (
    "广告系列成效报告\n开始日期（UTC 时间）\t账户名称\t货币\t广告系列组名称\t广告系列名称\t总支出\t曝光次数\t点击次数\n"
    "2026-09-01\tTidelane\tUSD\t全部\t工程师\t45.10\t1,820\t12\n"
).encode("utf-16")
TENCENT = (
    "日期,账户ID,推广计划名称,曝光次数,点击次数,花费(元)\n2026-09-01,123,朋友圈-码垛,8200,96,260.40\n合计,,,8200,96,260.40\n"
).encode("gb18030")
TENCENT_API = (
    b"date,account_id,adgroup_id,adgroup_name,view_count,valid_click_count,cost,conversions_count\n"
    b"2026-09-01,123,9007199254740993,Moments,8200,96,26040,2\n"
)
TENCENT_FEN = "日期,推广计划名称,曝光次数,点击次数,花费(分)\n2026-09-01,朋友圈,8200,96,26040\n".encode()
KUAISHOU_API = (
    b"stat_date,campaign_id,campaign_name,charge,photo_show,aclick\n2026-09-01,77,Films,88.6,12000,300\n"
)
XIAOHONGSHU_UI = (
    "时间,计划名称,消费(元),展现量,点击量,点击率,平均点击成本,互动量\n2026-09-01,种草-码垛,59.90,4200,130,3.1%,0.46,41\n总计,,59.90,4200,130,,,41\n"
).encode()
XIAOHONGSHU_API = b"time,campaign_id,campaign_name,fee,impression,click,interaction\n2026-09-01,5,Seeding,59.9,4200,130,41\n"
TIKTOK = (
    b"Campaign name,By Day,Cost,Currency,Impressions,Clicks (destination),CPC (destination),Results\n"
    b"Films EU,2026-09-01,31.20,USD,9100,210,0.15,3\n"
    b"Films US,2026-09-01,12.00,USD,4100,80,0.15,1\n"
    b"Total of 2 results,-,43.20,USD,13200,290,0.15,4\n"
)
TIKTOK_CHINESE = (
    "推广系列名称,按天,消耗,货币,展示量,点击量（目标页面）\n短片 欧洲,2026-09-01,31.20,USD,9100,210\n总计,-,31.20,USD,9100,210\n"
).encode()
SINGER = b"""{"type": "SCHEMA", "stream": "ads_insights", "schema": {"properties": {}}, "key_properties": ["ad_id", "date_start"]}
{"type": "RECORD", "stream": "ads_insights", "record": {"date_start": "2026-09-01", "date_stop": "2026-09-01", "account_name": "Tidelane", "campaign_name": "Robots EU", "ad_id": "1", "spend": 12.34, "impressions": 900, "inline_link_clicks": 11, "clicks": 14, "account_currency": "USD"}, "time_extracted": "2026-09-04T00:00:00Z"}
{"type": "RECORD", "stream": "ads_insights", "record": {"date_start": "2026-09-01", "date_stop": "2026-09-01", "account_name": "Tidelane", "campaign_name": "Robots EU", "ad_id": "2", "spend": 7.66, "impressions": 100, "inline_link_clicks": 1, "clicks": 2, "account_currency": "USD"}}
{"type": "SCHEMA", "stream": "ads_insights_age_and_gender", "schema": {}, "key_properties": []}
{"type": "RECORD", "stream": "ads_insights_age_and_gender", "record": {"date_start": "2026-09-01", "spend": 20.0, "age": "25-34"}}
{"type": "SCHEMA", "stream": "adsets", "schema": {}, "key_properties": ["id"]}
{"type": "RECORD", "stream": "adsets", "record": {"id": "9", "name": "Engineers"}}
{"type": "STATE", "value": {"bookmarks": {"ads_insights": {"date_start": "2026-09-01"}}}}
"""
SINGER_MANY = b"""{"type": "SCHEMA", "stream": "campaign_performance_report", "schema": {}, "key_properties": []}
{"type": "RECORD", "stream": "campaign_performance_report", "record": {"date": "2026-09-01T00:00:00.000000Z", "campaign_name": "Brand", "customer_descriptive_name": "Tidelane", "customer_currency_code": "EUR", "cost_micros": 12345678, "impressions": 500, "clicks": 20}}
{"type": "RECORD", "stream": "campaign_performance_report", "record": {"TimePeriod": "2026-09-01", "CampaignName": "Search DE", "AccountName": "Tidelane", "CurrencyCode": "EUR", "Spend": 48.12, "Impressions": 640, "Clicks": 22}}
{"type": "SCHEMA", "stream": "ad_group_performance_report", "schema": {}, "key_properties": []}
{"type": "RECORD", "stream": "ad_group_performance_report", "record": {"date": "2026-09-01", "campaign_name": "Brand", "cost_micros": 12345678, "impressions": 500, "clicks": 20}}
{"type": "SCHEMA", "stream": "accounts", "schema": {}, "key_properties": ["id"]}
{"type": "RECORD", "stream": "accounts", "record": {"id": 5, "name": "Tidelane", "currency": "GBP"}}
{"type": "SCHEMA", "stream": "ad_analytics_by_campaign", "schema": {}, "key_properties": []}
{"type": "RECORD", "stream": "ad_analytics_by_campaign", "record": {"campaign_id": 88, "start_at": "2026-09-01T00:00:00.000000Z", "end_at": "2026-09-01T00:00:00.000000Z", "cost_in_local_currency": 45.10000000, "cost_in_usd": 60.0, "impressions": 1820, "clicks": 12}}
{"type": "SCHEMA", "stream": "ad_insights", "schema": {}, "key_properties": []}
{"type": "RECORD", "stream": "ad_insights", "record": {"advertiser_id": "7", "campaign_name": "Films EU", "stat_time_day": "2026-09-01T00:00:00.000000Z", "spend": 31.2, "currency": "USD", "impressions": 9100, "clicks": 210}}
"""
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
