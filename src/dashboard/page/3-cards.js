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
	say("Target", kpi.target && kpi.target + (kpi.red === null ? "" : "; red " + (kpi.better === "up" ? "below " : "above ") + kpi.red + (kpi.unit === "percent" ? " %" : " " + kpi.unit)));
	say("Source", kpi.source);
	return list;
}

function variants(card) {
	return make("ul", { class: "variants" }, ...card.variants.map((variant) => make("li", {},
		make("span", { text: variant.name }), light(variant.light), make("span", { class: "number", text: withUnit(variant.value, variant.unit) }),
		make("span", { class: "formula", text: variant.formula }))));
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
		make("p", { class: "value" }, figure(card.value, card.unit), card.value === null ? "" : make("small", { text: " " + unitOf(card.unit) })),
		make("dl", { class: "facts" },
			make("dt", { text: "Target" }), make("dd", { text: card.target || "none" }), make("dd", {}, light(card.level)),
			make("dt", { text: "Trend" }), make("dd", { text: trendInWords(card) }), make("dd", {}, light(card.trend))),
		make("p", { class: "reason", text: capital(card.reason) + "." }),
		make("div", { class: "foot" }, go,
			make("details", {}, make("summary", {}, "Definition", make("span", { class: "unseen", text: " of " + card.name })), definition(card)),
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
