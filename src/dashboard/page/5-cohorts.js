// 5-cohorts.js - the charts of what patients pay by when, and of the work queue

const HORIZONS = [30, 60, 90, 180];

function curveChart(page) {
	const rows = page.series.paid_by_month;
	const months = [...new Set(rows.map((row) => row.item))];
	const at = (month, day) => rows.find((row) => row.item === month && row.on_day === day && row.mature) || null;
	const ripe = months.filter((month) => at(month, 90) !== null && at(month, 90).yield !== null);
	const last = ripe[ripe.length - 1];
	const says = rows.length === 0 ? "Nothing has become patients' to pay." : last === undefined ? "No month is 90 days old yet."
		: "Of what became patients' in " + monthInWords(last) + ", " + figure(at(last, 90).yield, "percent") + " % was paid 90 days later.";
	return chart("Patient pay: share paid by day", says, rows.length === 0 ? null : () => ({
		data: { labels: months.map(monthLabel), datasets: HORIZONS.map((day, nth) => line("By day " + day, months.map((month) => { const row = at(month, day); return row && row.yield; }), palette()[[2, 0, 1, 3][nth]],
			{ pointStyle: ["circle", "rect", "triangle", "rectRot"][nth], pointRadius: 3.5 })) },
		options: options({ ticks: (n) => n + " %", words: (n) => figure(n, "percent") + " %" }),
	}), table("By the month in which balances became the patient's. A dash: the month is not old enough.",
		[{ head: "Month" }, { head: "Became theirs", number: true }, ...HORIZONS.map((day) => ({ head: "By day " + day, number: true }))],
		months.map((month) => [monthInWords(month), dollars((rows.find((row) => row.item === month) || {}).moved || 0, 2), ...HORIZONS.map((day) => { const row = at(month, day); return row === null || row.yield === null ? "–" : figure(row.yield, "percent") + " %"; })])));
}

function channelChart(page) {
	const rows = page.series.paid_by_channel;
	const channels = [...new Set(rows.map((row) => row.item))];
	const at = (channel, day) => rows.find((row) => row.item === channel && row.on_day === day) || null;
	const whole = (day) => sum(channels.map((channel) => { const row = at(channel, day); return row && row.yield !== null ? row.yield : 0; }));
	const reached = HORIZONS.filter((day) => rows.some((row) => row.on_day === day));
	const best = channels.slice().sort((a, b) => ((at(b, reached[reached.length - 1]) || {}).yield || 0) - ((at(a, reached[reached.length - 1]) || {}).yield || 0))[0];
	const says = rows.length === 0 ? "No patient has paid yet." : "By day " + reached[reached.length - 1] + " patients have paid " + figure(whole(reached[reached.length - 1]), "percent") + " %; most of it by " + best + ".";
	return chart("Patient pay by channel", says, rows.length === 0 ? null : () => ({
		data: { labels: reached.map((day) => "By day " + day), datasets: channels.map((channel, nth) => bars(capital(channel), reached.map((day) => { const row = at(channel, day); return row ? row.yield : 0; }), palette()[nth % 6], { stack: "paid" })) },
		options: options({ stacked: true, ticks: (n) => n + " %", words: (n) => figure(n, "percent") + " %" }),
	}), table("Share of what became patients' that came by each channel, of all balances old enough",
		[{ head: "Channel" }, ...reached.map((day) => ({ head: "By day " + day, number: true }))],
		channels.map((channel) => [capital(channel), ...reached.map((day) => { const row = at(channel, day); return row === null || row.yield === null ? "–" : figure(row.yield, "percent") + " %"; })]),
		[["All", ...reached.map((day) => figure(whole(day), "percent") + " %")]]));
}

function queueChart(page) {
	const days = page.series.queue.days;
	const now = days.length === 0 ? null : days[days.length - 1];
	const then = days.length === 0 ? null : days[0];
	const says = now === null ? "No work has been queued." : grouped(now.size, 0) + " items wait; " + grouped(then.size, 0) + " on " + dayInWords(then.day) + ".";
	return chart("Work queue by day", says, now === null ? null : () => ({
		data: { labels: days.map((day) => day.day), datasets: [
			line("Waiting at the end of the day", days.map((day) => day.size), colour("c1"), { pointRadius: 0, fill: { target: "origin" }, backgroundColor: colour("c1") + "30", stepped: "middle" }),
			bars("Came", days.map((day) => day.came), colour("c2")), bars("Done", days.map((day) => day.went), colour("c3"))] },
		options: options({ ticks: (n) => grouped(n, Number.isInteger(n) ? 0 : 1), words: (n) => grouped(n, 0), tickLabel(value) { const day = this.getLabelForValue(value); return Number(day.slice(8)) + " " + MONTHS[Number(day.slice(5, 7)) - 1].slice(0, 3); } }),
	}), table("Items in all queues, from the touch log", [{ head: "Day" }, { head: "Waiting", number: true }, { head: "Came", number: true }, { head: "Done", number: true }],
		days.map((day) => [day.day, grouped(day.size, 0), grouped(day.came, 0), grouped(day.went, 0)])));
}

function queueAgeChart(page) {
	const { ages, queues } = page.series.queue;
	const items = sum(ages.map((age) => age.items));
	const says = items === 0 ? "Nothing waits." : grouped(items, 0) + " items with " + dollars(sum(ages.map((age) => age.amount))) + " at stake; " + grouped(sum(ages.slice(3).map((age) => age.items)), 0) + " opened more than 30 days ago.";
	return chart("Work queue by age", says, items === 0 ? null : () => ({
		data: { labels: ages.map((age) => ageLabel(age.label + " days")), datasets: [bars("Items", ages.map((age) => age.items), colour("c1"))] },
		options: options({ legend: false, ages: true, ticks: (n) => (Number.isInteger(n) ? grouped(n, 0) : ""), words: (n) => grouped(n, 0) }),
	}), make("div", {},
		table("Open items by days since they were opened", [{ head: "Days" }, { head: "Items", number: true }, { head: "At stake", number: true }],
			ages.map((age) => [age.label, grouped(age.items, 0), dollars(age.amount, 2)]), [["Sum", grouped(items, 0), dollars(cents(sum(ages.map((age) => age.amount))), 2)]]),
		table("The same by queue", [{ head: "Queue" }, { head: "Items", number: true }, { head: "At stake", number: true }, { head: "Oldest, days", number: true }],
			queues.map((queue) => [capital(queue.queue.replace(/_/g, " ")), grouped(queue.items, 0), dollars(queue.amount, 2), grouped(queue.oldest, 0)]))));
}

// ---- all of them ----

// Draws (again) what is in drawn, in the colours of now.
function plotAll() {
	Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
	Chart.defaults.font.size = 12;
	for (const one of drawn) {
		if (one.made) {
			one.made.destroy();
		}
		one.made = new Chart(one.canvas, one.plot());
	}
}

function drawCharts(page) {
	drawn.forEach((one) => one.made && one.made.destroy());
	drawn = [];
	document.getElementById("charts").replaceChildren(...[moneyChart, agingChart, denialChart, payerChart, curveChart, channelChart, queueChart, queueAgeChart].map((draw) => draw(page)));
	plotAll();
}
