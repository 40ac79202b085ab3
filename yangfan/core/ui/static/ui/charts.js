/* Draws every [data-chart] from the JSON beside it with ECharts: lines, bars, and small charts on one time axis ("panes"). */
(function () {
  "use strict";
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(name).trim();
  const TONES = { sea: token("--yf-sea-600"), sky: token("--yf-sea-400"), sail: token("--yf-sail-500"), grey: token("--yf-ink-3"), pale: token("--yf-sea-200") };
  const ORDER = ["sea", "sail", "sky", "grey", "pale"];
  const AREA = token("--yf-sea-100"), LINE = token("--yf-line"), HAIR = token("--yf-line-2"), INK = token("--yf-ink-3"), INK2 = token("--yf-ink-2");
  const language = document.documentElement.lang || "zh-hans";
  const zh = language.startsWith("zh");
  const font = token("--yf-font");
  const figures = new Intl.NumberFormat(zh ? "zh-CN" : "en", { maximumFractionDigits: 2 });
  const isDay = (label) => /^\d{4}-\d{2}-\d{2}$/.test(label);
  const dayOf = (label) => new Date(label + "T00:00:00Z");
  const short = new Intl.DateTimeFormat(zh ? "zh-CN" : "en", { month: "short", day: "numeric", timeZone: "UTC" });
  const long = new Intl.DateTimeFormat(zh ? "zh-CN" : "en", { year: "numeric", month: "short", day: "numeric", weekday: "short", timeZone: "UTC" });
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const escaped = (text) => { const span = document.createElement("span"); span.textContent = text; return span.innerHTML; };
  const write = (value, unit) => (value === null || value === undefined ? "—" : (unit && unit !== "%" ? unit : "") + figures.format(value) + (unit === "%" ? "%" : ""));

  const tip = (data) => (points) => {
    const list = Array.isArray(points) ? points : [points];
    const label = list[0].axisValue || list[0].name;
    const lines = list.map((point) => `<span>${escaped(point.seriesName)}<b>${write(Array.isArray(point.value) ? point.value[1] : point.value, data.series[point.seriesIndex] && data.series[point.seriesIndex].unit || data.unit)}</b></span>`);
    const box = document.createElement("div"); box.className = "yf-tip";
    box.innerHTML = `<b>${isDay(label) ? long.format(dayOf(label)) : escaped(String(label))}</b>${lines.join("")}`;
    return box;
  };
  const xAxis = (data, extra) => Object.assign({
    type: "category", data: data.labels, boundaryGap: data.series.some((one) => one.look === "bar") || data.kind === "bar",
    axisLine: { lineStyle: { color: LINE } }, axisTick: { show: false },
    axisLabel: { color: INK, fontFamily: font, hideOverlap: true, formatter: (label) => (isDay(label) ? short.format(dayOf(label)) : label) },
  }, extra);
  const yAxis = (data, extra) => Object.assign({
    type: "value", splitNumber: 3, minInterval: data.whole === false ? 0 : 1, axisLabel: { color: INK, fontFamily: font, formatter: (value) => write(value, data.unit) }, splitLine: { lineStyle: { color: HAIR } },
  }, extra);
  const oneSeries = (one, i, data, extra) => {
    const colour = TONES[one.tone] || TONES[ORDER[i % ORDER.length]];
    const look = one.look || (data.kind === "bar" ? "bar" : "line");
    const made = { name: one.name, data: one.values, type: look === "bar" ? "bar" : look === "marks" ? "scatter" : "line", itemStyle: { color: colour, borderRadius: look === "bar" ? [2, 2, 0, 0] : 0 }, animation: !still, animationDuration: 300 };
    if (look === "bar") made.barMaxWidth = 22;
    if (look === "marks") { made.symbol = "triangle"; made.symbolSize = 10; made.data = one.values.map((value) => value || null); }
    if (made.type === "line") { made.showSymbol = one.values.filter((value) => value !== null).length === 1; made.symbolSize = 6; made.lineStyle = { width: 2, color: colour, type: one.dashed ? "dashed" : "solid" }; if (look === "area") made.areaStyle = { color: AREA }; }
    if (one.stack) made.stack = one.stack;
    if (data.line && i === 0) made.markLine = { silent: true, symbol: "none", lineStyle: { color: TONES.sail, type: "solid", width: 1.5 }, label: { formatter: data.line.name, color: token("--yf-sail-700"), fontFamily: font, position: "insideEndTop" }, data: [{ yAxis: data.line.value }] };
    return Object.assign(made, extra);
  };
  const base = (data) => ({ textStyle: { fontFamily: font }, aria: { enabled: false }, tooltip: { trigger: "axis", confine: true, borderColor: LINE, textStyle: { color: token("--yf-ink"), fontFamily: font }, formatter: tip(data), axisPointer: { type: "line", lineStyle: { color: TONES.sky } } } });

  function simple(data) {
    const many = data.series.length > 1;
    const lying = data.kind === "bar" && data.lying;
    const x = xAxis(data), y = yAxis(data);
    return Object.assign(base(data), {
      grid: { left: 4, right: 12, top: many ? 36 : 14, bottom: 4, containLabel: true },
      legend: many ? { top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 8, textStyle: { color: INK2, fontFamily: font } } : undefined,
      xAxis: lying ? y : x, yAxis: lying ? Object.assign(x, { inverse: true }) : y,
      series: data.series.map((one, i) => oneSeries(one, i, data)),
    });
  }
  function panes(data, height) {
    const n = data.series.length, foot = 24, gap = 34;
    const weights = data.series.map((one) => one.weight || 1), total = weights.reduce((a, b) => a + b, 0);
    const room = height - foot - gap * n; let top = 0;
    const grids = data.series.map((one, i) => { const h = room * weights[i] / total; const grid = { left: 48, right: 12, top: top + gap - 6, height: h }; top += h + gap; return grid; });
    return Object.assign(base(data), {
      axisPointer: { link: [{ xAxisIndex: "all" }] },
      title: data.series.map((one, i) => ({ text: one.name, left: 0, top: grids[i].top - 28, textStyle: { fontSize: 13, fontWeight: 600, color: INK2, fontFamily: font } })),
      grid: grids,
      xAxis: data.series.map((one, i) => xAxis(data, Object.assign({ gridIndex: i, boundaryGap: true }, i < n - 1 ? { axisLabel: { show: false } } : {}))),
      yAxis: data.series.map((one, i) => yAxis({ unit: one.unit || data.unit, whole: data.whole }, Object.assign({ gridIndex: i, splitNumber: 2 }, one.look === "marks" ? { axisLabel: { show: false }, splitLine: { show: false } } : {}))),
      series: data.series.map((one, i) => oneSeries(one, i, data, { xAxisIndex: i, yAxisIndex: i })),
    });
  }
  function draw(box) {
    if (box.dataset.drawn) return;
    const source = document.getElementById(box.dataset.chart); if (!source) return;
    box.dataset.drawn = "1";
    const data = JSON.parse(source.textContent);
    const chart = echarts.init(box, null, { renderer: "canvas", locale: zh ? "ZH" : "EN" });
    const paint = () => chart.setOption(data.kind === "panes" ? panes(data, box.clientHeight) : simple(data), true);
    paint(); new ResizeObserver(() => { chart.resize(); if (data.kind === "panes") paint(); }).observe(box);
  }
  const drawAll = (root) => root.querySelectorAll("[data-chart]").forEach(draw);
  drawAll(document);
  document.body.addEventListener("htmx:load", (event) => drawAll(event.detail.elt.parentElement || document));
})();
