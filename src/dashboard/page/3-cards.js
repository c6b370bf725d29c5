// 3-cards.js - the cards of the seven core KPIs

const SHORT = { 1: "Days in A/R", 2: "Clean claims", 3: "First pass", 4: "Denials", 5: "Net collection", 6: "Patient pay", 7: "No-shows" };
const shortName = (card) => SHORT[card.number] || card.name;

// What is counted, from where: for whoever asks.
function definition(kpi) {
	const list = make("dl", { class: "definition" });
	const say = (term, text) => {
		if (text) {
			list.append(make("dt", { text: term }), make("dd", { text }));
		}
	};
	say("Formula", kpi.formula);
	say("Here", kpi.working);
	say("Date basis", kpi.basis);
	say("Left out", kpi.exclusions);
	say("Target", kpi.target && kpi.target + (kpi.own_limits ? " (the practice's own)" : "") + (kpi.red === null ? "" : "; red " + (kpi.better === "up" ? "below " : "above ") + kpi.red + (kpi.unit === "percent" ? " %" : " " + kpi.unit)));
	say("Source", kpi.source);
	return list;
}

function variants(card) {
	return make("ul", { class: "variants" }, ...card.variants.map((variant) => make("li", {},
		make("span", { text: variant.name }), light(variant.light), make("span", { class: "number", text: withUnit(variant.value, variant.unit) }),
		make("span", { class: "formula", text: variant.formula }))));
}

// Twelve months as a line, the last one with a dot; the numbers are in the definition.
function spark(card) {
	const months = (card.months || []).map((month) => month.value);
	const known = months.filter((value) => value !== null);
	if (known.length < 3) {
		return null;
	}
	const low = Math.min(...known);
	const high = Math.max(...known);
	const at = months.map((value, nth) => (value === null ? null : [4 + nth * 112 / (months.length - 1), high === low ? 14 : 25 - 22 * (value - low) / (high - low)]));
	const space = "http://www.w3.org/2000/svg";
	const drawing = document.createElementNS(space, "svg");
	const draw = (name, attributes) => {
		const drawn = document.createElementNS(space, name);
		Object.entries(attributes).forEach(([key, value]) => drawn.setAttribute(key, value));
		drawing.append(drawn);
	};
	drawing.setAttribute("viewBox", "0 0 120 28");
	drawing.setAttribute("class", "spark");
	drawing.setAttribute("aria-hidden", "true");
	draw("path", { d: at.map((point, nth) => (point === null ? "" : (nth === 0 || at[nth - 1] === null ? "M" : "L") + point.map((n) => n.toFixed(1)).join(" "))).join(""), fill: "none", stroke: "var(--c1)", "stroke-width": "1.8", "stroke-linejoin": "round" });
	const last = at.filter((point) => point !== null).pop();
	draw("circle", { cx: last[0], cy: last[1], r: "2.6", fill: "var(--c1)" });
	return drawing;
}

function monthTable(card) {
	const months = (card.months || []).filter((month) => month.value !== null);
	return months.length === 0 ? null : table("By month, each by itself", [{ head: "Month" }, { head: "Value", number: true }], months.map((month) => [monthInWords(month.month), withUnit(month.value, card.unit)]));
}

function cardOf(card, nth) {
	const name = shortName(card);
	const go = make("a", { class: "go", href: "#rows-heading", text: card.rows ? grouped(card.rows.total, 0) + (card.rows.total === 1 ? " row" : " rows") + " behind it" : "Rows behind it" },
		make("span", { class: "unseen", text: ": " + card.name }));
	go.addEventListener("click", (event) => {
		event.preventDefault();
		selectTab(nth, true);
		document.getElementById("rows-heading").scrollIntoView();
	});
	return make("li", { class: "card is-" + card.light, id: "card-" + card.id },
		make("div", { class: "head" }, make("h3", { text: card.name }), light(card.light, capital(card.light), true)),
		make("div", { class: "figures" }, make("p", { class: "value" }, figure(card.value, card.unit), card.value === null ? "" : make("small", { text: " " + unitOf(card.unit) })), spark(card)),
		make("dl", { class: "facts" },
			make("dt", { text: "Target" }), make("dd", { text: card.target || "none" }), make("dd", {}, light(card.level)),
			make("dt", { text: "Trend" }), make("dd", { text: trendInWords(card) }), make("dd", {}, light(card.trend))),
		make("p", { class: "reason", text: capital(card.reason) + "." }),
		make("div", { class: "foot" }, go,
			make("details", {}, make("summary", {}, "Definition", make("span", { class: "unseen", text: " of " + card.name })), definition(card), monthTable(card)),
			card.variants.length === 0 ? null : make("details", {},
				make("summary", {}, card.variants.length + (card.variants.length === 1 ? " other definition" : " other definitions"), make("span", { class: "unseen", text: " of " + name })), variants(card))));
}

// The eighth field: how many of each, and what the shapes say.
function sumCard(page) {
	const count = (colour) => page.cards.filter((card) => card.light === colour).length;
	return make("li", { class: "card sum" },
		make("h3", { text: "How to read the lights" }),
		make("ul", {}, ...Object.keys(WORDS).map((colour) => make("li", {}, light(colour, count(colour) + " " + colour), make("span", { text: WORDS[colour] })))),
		make("p", { class: "reason", text: "A light is the worse of two: the level against the target, and the trend against the 90 days before." }));
}

function drawCards(page) {
	document.getElementById("cards").replaceChildren(...page.cards.map(cardOf), sumCard(page));
}
