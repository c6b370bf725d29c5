// 4-charts.js - the charts, each with what it says in a sentence and a table of its numbers

let drawn = [];
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
const palette = () => ["c1", "c2", "c3", "c4", "c5", "c6"].map(colour);
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

// A figure: plot is the configuration for Chart.js, null when there is nothing to draw.
function chart(title, says, plot, sheet, size) {
	const place = make("div", { class: plot ? "plot " + (size || "") : "plot empty" });
	const made = make("figure", { class: "chart" }, make("figcaption", {}, make("h3", { text: title }), make("p", { class: "says", text: says })), place);
	if (plot) {
		const canvas = make("canvas", { role: "img", "aria-label": title + ". " + says + " The numbers are in the table below." });
		place.append(canvas);
		made.append(make("details", {}, make("summary", {}, "Numbers", make("span", { class: "unseen", text: " of " + title })), scrolling(title + ", as a table", sheet)));
		drawn.push({ canvas, plot });
	} else {
		place.append(make("p", { text: "Nothing to draw." }));
	}
	return made;
}

// A month on an axis, with its year where that is new.
const monthLabel = (day, nth) => (nth === 0 || day.slice(5, 7) === "01" ? monthInWords(day).split(" ") : monthInWords(day).slice(0, 3));

// An age on an axis, which has room for all of them.
const ageLabel = (age) => age.replace(" and more", "+").split(" ");

// (a dashed line's sign in the legend is whole)
const legendLabels = (made) => Chart.defaults.plugins.legend.labels.generateLabels(made).map((label) => Object.assign(label, { lineDash: [] }));

// What all charts have: no motion, quiet lines, money or percent on the axis.
function options(more) {
	const axis = (extra) => Object.assign({ grid: { color: colour("faint"), borderColor: colour("line"), drawTicks: false }, ticks: { color: colour("soft"), padding: 6, maxRotation: 0 } }, extra);
	const crosswise = more.crosswise;
	const value = axis({ beginAtZero: true, stacked: more.stacked, max: more.max });
	value.ticks = Object.assign(value.ticks, { callback: more.ticks, maxTicksLimit: 6 });
	const name = axis({ stacked: more.stacked });
	name.ticks.autoSkip = !crosswise && !more.ages;
	name.grid = { display: false, borderColor: colour("line") };
	if (more.tickLabel) {
		name.ticks.callback = more.tickLabel;
	}
	return {
		animation: false, responsive: true, maintainAspectRatio: false, indexAxis: crosswise ? "y" : "x",
		interaction: { mode: "index", axis: crosswise ? "y" : "x", intersect: false },
		scales: Object.assign(crosswise ? { x: value, y: name } : { x: name, y: value }, more.scales && more.scales(axis)),
		plugins: {
			legend: { display: more.legend !== false, position: "bottom", labels: { color: colour("ink"), usePointStyle: true, boxWidth: 8, boxHeight: 8, padding: 14, generateLabels: legendLabels } },
			tooltip: { callbacks: { title: (items) => [].concat(items.length > 0 ? items[0].label.replace(/,/g, " ") : []), label: (item) => item.dataset.label + ": " + more.words(crosswise ? item.parsed.x : item.parsed.y) } },
		},
	};
}

const bars = (label, data, fill, more) => Object.assign({ type: "bar", label, data, backgroundColor: fill, borderWidth: 0, pointStyle: "rect", order: 1, maxBarThickness: 34, categoryPercentage: 0.72, barPercentage: 0.92 }, more);
const line = (label, data, stroke, more) => Object.assign({ type: "line", label, data, borderColor: stroke, backgroundColor: stroke, borderWidth: 2, pointRadius: 2.5, order: 0, tension: 0, spanGaps: false }, more);

function moneyChart(page) {
	const months = page.series.money;
	const all = (key) => cents(sum(months.map((month) => month[key])));
	const none = months.every((month) => month.charges === 0 && month.payments === 0);
	const says = none ? "Nothing was charged and nothing was paid in twelve months."
		: "Twelve months: " + dollars(all("charges")) + " charged, " + dollars(all("payments")) + " paid" + (all("charges") > 0 ? ", " + figure(100 * all("payments") / all("charges"), "percent") + " % of charges." : ".");
	const paid = (key) => months.map((month) => month[key]);
	return chart("Charges and payments", says, none ? null : () => ({
		data: { labels: months.map((month, nth) => monthLabel(month.month, nth)), datasets: [
			line("Charges", paid("charges"), colour("c5"), { borderDash: [5, 4] }),
			bars("Payers", paid("from_payers"), colour("c1"), { stack: "paid" }), bars("Patients", paid("from_patients"), colour("c2"), { stack: "paid" }),
			...(all("recovered") !== 0 ? [bars("Agencies", paid("recovered"), colour("c4"), { stack: "paid" })] : [])] },
		options: options({ ticks: shortDollars, words: (n) => dollars(n, 2), stacked: true }),
	}), table("By month, by the day on which each counts, less what was given or taken back; the last month until " + dayInWords(page.as_of),
		[{ head: "Month" }, ...["Charges", "From payers", "From patients", "Recovered", "Payments"].map((head) => ({ head, number: true }))],
		months.map((month) => [monthInWords(month.month), ...["charges", "from_payers", "from_patients", "recovered", "payments"].map((key) => dollars(month[key], 2))]),
		[["Sum", ...["charges", "from_payers", "from_patients", "recovered", "payments"].map((key) => dollars(all(key), 2))]]));
}

function agingChart(page) {
	const { buckets, payers } = page.series.aging;
	const total = sum(payers.map((one) => one.total));
	const old = sum(payers.map((one) => sum(one.amounts.filter((amount, nth) => Number.parseInt(buckets[nth], 10) > 90))));
	const credits = sum(payers.map((one) => one.credits));
	const says = total === 0 ? "Nobody owes anything." : dollars(total) + " is owed; " + dollars(old) + " (" + figure(100 * old / total, "percent") + " %) for more than 90 days." + (credits < 0 ? " Credits of " + dollars(-credits) + " stand apart." : "");
	return chart("Aging by payer", says, total === 0 ? null : () => ({
		data: { labels: buckets.map(ageLabel), datasets: payers.filter((one) => one.total > 0).map((one, nth) => bars(one.payer, one.amounts, palette()[nth % 6], { stack: "owed" })) },
		options: options({ ages: true, ticks: shortDollars, words: (n) => dollars(n, 2), stacked: true }),
	}), table("Dollars owed, as days in A/R counts them, by age in days: payers from the first bill, patients from the day it became theirs",
		[{ head: "Payer" }, ...buckets.map((head) => ({ head, number: true })), { head: "No day", number: true }, { head: "Owed", number: true }, { head: "Credits", number: true }],
		payers.map((one) => [one.payer, ...one.amounts.map((amount) => dollars(amount, 2)), dollars(one.undated, 2), dollars(one.total, 2), dollars(one.credits, 2)]),
		[["Sum", ...buckets.map((bucket, nth) => dollars(cents(sum(payers.map((one) => one.amounts[nth]))), 2)), dollars(cents(sum(payers.map((one) => one.undated))), 2), dollars(cents(total), 2), dollars(cents(credits), 2)]]));
}

function denialChart(page) {
	const causes = page.series.denials;
	const top = causes.slice(0, 7);
	const total = sum(causes.map((cause) => cause.amount));
	const five = causes[Math.min(4, causes.length - 1)];
	const says = causes.length === 0 ? "Nothing was denied in 90 days."
		: dollars(total) + " denied in 90 days; " + (causes.length > 5 ? "the first five of " + causes.length + " causes are " + figure(five.share_so_far, "percent") + " % of it." : "the first cause is " + figure(causes[0].share, "percent") + " % of it.");
	const label = (cause) => [capital(cause.root.replace(/_/g, " ")) + ":", cause.leaf.replace(/_/g, " ")];
	return chart("Denials by cause", says, causes.length === 0 ? null : () => ({
		data: { labels: top.map(label), datasets: [
			bars("Still open", top.map((cause) => cause.open_amount), colour("c2"), { stack: "denied" }),
			bars("Settled", top.map((cause) => cents(cause.amount - cause.open_amount)), colour("c5"), { stack: "denied" })] },
		options: options({ crosswise: true, ticks: shortDollars, words: (n) => dollars(n, 2), stacked: true }),
	}), table("Denials of 90 days by cause, the dearest first",
		[{ head: "Cause" }, { head: "Denials", number: true }, { head: "Denied", number: true }, { head: "Share", number: true }, { head: "With those above", number: true }, { head: "Open", number: true }, { head: "Recovered", number: true }, { head: "Preventable" }],
		causes.map((cause) => [capital(cause.cause), grouped(cause.denials, 0), dollars(cause.amount, 2), figure(cause.share, "percent") + " %", figure(cause.share_so_far, "percent") + " %", dollars(cause.open_amount, 2), dollars(cause.recovered, 2), cause.preventable]),
		[["Sum", grouped(sum(causes.map((cause) => cause.denials)), 0), dollars(cents(total), 2), "", "", dollars(cents(sum(causes.map((cause) => cause.open_amount))), 2), dollars(cents(sum(causes.map((cause) => cause.recovered))), 2), ""]]), "tall");
}

function payerChart(page) {
	const payers = page.series.payers;
	const total = sum(payers.map((payer) => payer.charges));
	const name = (payer) => payer.payer_id || "No payer";
	const top = payers.slice(0, 7);
	const others = payers.slice(7);
	const says = payers.length === 0 ? "Nothing was charged in 90 days." : name(payers[0]) + " is charged the most, " + figure(payers[0].share, "percent") + " % of " + dollars(total) + " in 90 days.";
	return chart("Payer mix", says, payers.length === 0 ? null : () => ({
		data: { labels: top.map(name).concat(others.length > 0 ? [others.length + " others"] : []),
			datasets: [bars("Charges", top.map((payer) => payer.charges).concat(others.length > 0 ? [cents(sum(others.map((payer) => payer.charges)))] : []), colour("c1"))] },
		options: options({ crosswise: true, legend: false, ticks: shortDollars, words: (n) => dollars(n, 2) + (total > 0 ? ", " + figure(100 * n / total, "percent") + " %" : "") }),
	}), table("Charges of 90 days by payer", [{ head: "Payer" }, { head: "Lines", number: true }, { head: "Charges", number: true }, { head: "Share", number: true }],
		payers.map((payer) => [name(payer), grouped(payer.lines, 0), dollars(payer.charges, 2), payer.share === null ? "–" : figure(payer.share, "percent") + " %"]),
		[["Sum", "", dollars(cents(total), 2), ""]]));
}
