// 6-page.js - the page: which practice, which colours, print

const pages = JSON.parse(document.getElementById("data").textContent);
const THEMES = ["auto", "light", "dark"];

// What the reader chose last, where the browser keeps it.
function remembered() {
	try {
		return THEMES.includes(localStorage.getItem("rcm-theme")) ? localStorage.getItem("rcm-theme") : "auto";
	} catch (refused) {
		return "auto";
	}
}

let theme = remembered();

function wear(name) {
	if (name === "auto") {
		delete document.documentElement.dataset.theme;
	} else {
		document.documentElement.dataset.theme = name;
	}
}

function setTheme(name) {
	theme = name;
	wear(name);
	document.getElementById("theme").textContent = "Colours: " + name;
	plotAll();
	try {
		localStorage.setItem("rcm-theme", name);
	} catch (refused) {
		// it is kept for this visit
	}
}

function draw(page) {
	document.title = page.name + ": revenue cycle, " + page.as_of;
	document.getElementById("practice").textContent = page.name;
	document.getElementById("when").textContent = "Revenue cycle as of " + dayInWords(page.as_of) + ", the " + page.days + " days since " + dayInWords(page.since);
	document.getElementById("made").textContent = "Made at " + page.generated_at + " (time of the practice). This file asks for nothing from any network.";
	drawCards(page);
	drawCharts(page);
	drawRows(page);
	drawOthers(page);
}

function begin() {
	const select = document.getElementById("practices");
	const chosen = () => pages[select.selectedIndex < 0 ? 0 : select.selectedIndex];
	pages.forEach((page) => select.append(make("option", { text: page.name })));
	document.getElementById("chooser").hidden = pages.length < 2;
	select.addEventListener("change", () => draw(chosen()));
	document.getElementById("sourceless").addEventListener("change", () => drawOthers(chosen()));
	document.getElementById("theme").addEventListener("click", () => setTheme(THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]));
	document.getElementById("print").addEventListener("click", () => window.print());
	matchMedia("(prefers-color-scheme: dark)").addEventListener("change", plotAll);
	// paper is white
	window.addEventListener("beforeprint", () => { wear("light"); plotAll(); });
	window.addEventListener("afterprint", () => { wear(theme); plotAll(); });
	wear(theme);
	draw(chosen());
	setTheme(theme);
}

begin();
