// 2-tables.js - tables: behind each chart, of rows behind a number, of all other KPIs

// columns: [{head, number}], rows: arrays of text or elements; the first cell of a row is its head.
function table(caption, columns, rows, feet) {
	const cell = (name, column, content, scope) => make(name, { class: columns[column].number ? "number" : columns[column].class, scope }, content);
	return make("table", {},
		make("caption", { text: caption }),
		make("thead", {}, make("tr", {}, ...columns.map((column, nth) => cell("th", nth, column.head, "col")))),
		make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map((content, nth) => (nth === 0 ? cell("th", nth, content, "row") : cell("td", nth, content)))))),
		feet ? make("tfoot", {}, ...feet.map((row) => make("tr", {}, ...row.map((content, nth) => (nth === 0 ? cell("th", nth, content, "row") : cell("td", nth, content)))))) : null);
}

// A wide table scrolls by itself, with the keyboard too.
function scrolling(name, content) {
	return make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": name }, content);
}

// ---- the rows behind a number ----

function rowsPanel(card, nth) {
	const rows = card.rows;
	const panel = make("div", { class: "panel", role: "tabpanel", id: "panel-" + nth, "aria-labelledby": "tab-" + nth, tabindex: "0", hidden: nth > 0 },
		make("h3", { text: card.name }),
		make("p", { class: "working", text: card.working === null ? "No value: " + card.reason + "." : card.working }));
	if (!rows || rows.total === 0) {
		panel.append(make("p", { class: "note", text: "No row is counted for it." }));
		return panel;
	}
	const shown = rows.shown.reduce((sum, row) => [sum[0] + row.numerator, sum[1] + row.denominator], [0, 0]);
	const rest = rows.total - rows.shown.length;
	// one column, one number of digits
	const digits = (key) => (Number.isInteger(rows[key]) && rows.shown.every((row) => Number.isInteger(row[key])) ? 0 : 2);
	const above = digits("numerator");
	const below = digits("denominator");
	const foot = (words, numerator, denominator) => [words, "", "", "", "", grouped(numerator, above), grouped(denominator, below)];
	const feet = [foot("All " + grouped(rows.total, 0) + " rows", rows.numerator, rows.denominator)];
	if (rest > 0) {
		feet.unshift(foot("Shown here", cents(shown[0]), cents(shown[1])), foot(grouped(rest, 0) + " more", cents(rows.numerator - shown[0]), cents(rows.denominator - shown[1])));
	}
	panel.append(scrolling("Rows behind " + card.name, table(
		"Numerator: " + card.numerator_is + ". Denominator: " + card.denominator_is + ".",
		[{ head: "Row", class: "key" }, { head: "Counted as" }, { head: "Day", class: "day" }, { head: "Payer" }, { head: "Provider" }, { head: "Numerator", number: true }, { head: "Denominator", number: true }],
		rows.shown.map((row) => [row.key, row.source, row.day || "", row.payer || "", row.provider || "", grouped(row.numerator, above), grouped(row.denominator, below)]),
		feet)));
	return panel;
}

// Sums of cents, without what floating point adds to them.
const cents = (amount) => Math.round(amount * 100) / 100;

function selectTab(nth, focus) {
	document.querySelectorAll("#tabs [role=tab]").forEach((tab, i) => {
		tab.setAttribute("aria-selected", i === nth ? "true" : "false");
		tab.tabIndex = i === nth ? 0 : -1;
		document.getElementById("panel-" + i).hidden = i !== nth;
		if (i === nth && focus) {
			tab.focus();
		}
	});
}

function drawRows(page) {
	const tabs = document.getElementById("tabs");
	const last = page.cards.length - 1;
	tabs.replaceChildren(...page.cards.map((card, nth) => {
		const tab = make("button", { type: "button", role: "tab", id: "tab-" + nth, "aria-controls": "panel-" + nth, "aria-selected": nth === 0 ? "true" : "false", tabindex: nth === 0 ? "0" : "-1", text: shortName(card) });
		tab.addEventListener("click", () => selectTab(nth, false));
		tab.addEventListener("keydown", (event) => {
			const to = { ArrowRight: nth === last ? 0 : nth + 1, ArrowLeft: nth === 0 ? last : nth - 1, Home: 0, End: last }[event.key];
			if (to !== undefined) {
				event.preventDefault();
				selectTab(to, true);
			}
		});
		return tab;
	}));
	document.getElementById("panels").replaceChildren(...page.cards.map(rowsPanel));
}

// ---- all other KPIs ----

function drawOthers(page) {
	const all = document.getElementById("sourceless").checked;
	const chosen = page.others.filter((kpi) => all || kpi.value !== null);
	const sheet = make("div", { class: "sheet" });
	if (chosen.length === 0) {
		sheet.append(make("p", { class: "note", text: "None of the " + page.others.length + " other KPIs has anything to count yet." }));
	} else {
		sheet.append(scrolling("All other KPIs, as a table", table(
			chosen.length + " of " + page.others.length + " KPIs and variants, over " + page.days + " days unless the definition says otherwise",
			[{ head: "KPI" }, { head: "Light" }, { head: "Value", number: true }, { head: "Before", number: true }, { head: "Target" }, { head: "Why", class: "reason" }],
			chosen.map((kpi) => [kpi.name, light(kpi.light), withUnit(kpi.value, kpi.unit), withUnit(kpi.before, kpi.unit), kpi.target || "",
				make("div", {}, make("div", { text: kpi.reason }), make("details", {}, make("summary", {}, "Definition", make("span", { class: "unseen", text: " of " + kpi.name })), definition(kpi)))]))));
	}
	document.getElementById("others").replaceChildren(sheet);
}
