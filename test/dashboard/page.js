// page.js PAGE EXPECTED PICTURES - opens the page of rcm dashboard in Chromium, from disk, and tells in TAP what it finds.
//
// EXPECTED is what expected.sql says; PICTURES a directory for screenshots.  NODE_PATH leads to playwright-core and axe-core.
"use strict";

const fs = require("fs");
const path = require("path");
const { chromium } = require("playwright-core");
const axe = require.resolve("axe-core");

const [page, expectedFile, pictures] = process.argv.slice(2);
const address = "file://" + path.resolve(page);
const expected = JSON.parse(fs.readFileSync(expectedFile, "utf8"));
let failed = 0;

const began = Date.now();
function is(have, want, name) {
	if (process.env.DASHBOARD_TIMES) {
		console.log("# " + (Date.now() - began) + " ms");
	}
	const fine = JSON.stringify(have) === JSON.stringify(want);
	console.log((fine ? "ok - " : "not ok - ") + name);
	if (!fine) {
		failed++;
		console.log("#   have: " + JSON.stringify(have) + "\n#   want: " + JSON.stringify(want));
	}
}

// Opens the page; what it says to the console, does wrong or asks for ends up in "said".
async function open(browser, options, said) {
	const context = await browser.newContext(Object.assign({ viewport: { width: 1360, height: 900 }, offline: true }, options));
	const tab = await context.newPage();
	tab.on("console", (message) => said.push(message.type() + ": " + message.text()));
	tab.on("pageerror", (error) => said.push("error: " + error.message));
	tab.on("request", (request) => {
		if (request.url() !== address && !request.url().startsWith("data:")) {
			said.push("request: " + request.url());
		}
	});
	await tab.goto(address);
	return tab;
}

const choose = (tab, name) => tab.selectOption("#practices", { label: name });
const texts = (tab, selector) => tab.$$eval(selector, (all) => all.map((one) => one.textContent.trim()));
// a table's cells, found by its caption or its section's
const cells = (tab, title, part) => tab.$$eval("figure", (all, [name, which]) => {
	const figure = all.find((one) => one.querySelector("h3").textContent === name);
	return [...figure.querySelectorAll("table")[0].querySelectorAll(which + " tr")].map((row) => [...row.children].map((cell) => cell.textContent));
}, [title, part]);

async function numbers(tab) {
	await choose(tab, "Harbor View Clinic");
	is((await texts(tab, ".card:not(.sum) .value")).map((text) => text.split(" ")[0]), expected.cards.map((card) => card.value), "seven values are those of the ledger");
	is(await texts(tab, ".card:not(.sum) .head .light"), expected.cards.map((card) => card.light[0].toUpperCase() + card.light.slice(1)), "so are their lights, in words");
	is((await texts(tab, ".card .go")).map((text) => text.split(" ")[0].replace(/,/g, "")), expected.cards.map((card) => String(card.rows)), "and how many rows are behind them");
	is(await tab.$$eval("#panels .panel", (panels) => panels.map((panel) => [...panel.querySelectorAll("tfoot tr:last-child .number")].map((cell) => Number(cell.textContent.replace(/,/g, ""))))),
		expected.cards.map((card) => [card.numerator, card.denominator]), "the rows' sums are numerator and denominator");
	is(await tab.$$eval("#panels .panel", (panels) => panels.map((panel) => {
		const amounts = [...panel.querySelectorAll("tbody tr")].map((row) => Number(row.children[5].textContent.replace(/,/g, "")));
		const shown = panel.querySelectorAll("tfoot tr").length === 3 ? panel.querySelector("tfoot tr:first-child .number") : panel.querySelector("tfoot .number");
		return Math.round(100 * amounts.reduce((sum, amount) => sum + amount, 0)) === Math.round(100 * Number(shown.textContent.replace(/,/g, "")));
	})), expected.cards.map(() => true), "what is shown adds up to what is said to be shown");
	const aging = await cells(tab, "Aging by payer", "tfoot");
	is(aging[0].slice(1, -3), expected.owed_by_bucket, "aging: each bucket");
	is(aging[0][aging[0].length - 2], expected.owed, "aging: the sum");
	const money = (await cells(tab, "Charges and payments", "tbody")).filter((row) => expected.paid[row[0]] !== undefined);
	is(money.map((row) => row[5]), money.map((row) => expected.paid[row[0]]), "payments of each month");
	is(money.length >= 9, true, "there are many months");
	is((await cells(tab, "Denials by cause", "tbody")).slice(0, 5).map((row) => row[2]), expected.denied, "denials by cause");
	is((await cells(tab, "Work queue by age", "tfoot"))[0][1], String(expected.waiting), "work that waits");
	is(await tab.$$eval("canvas", (all) => all.map((one) => one.getContext("2d").getImageData(0, 0, one.width, one.height).data.some((byte) => byte !== 0))), Array(8).fill(true), "eight charts have something in them");
	is(await tab.$$eval("canvas", (all) => all.every((one) => one.getAttribute("role") === "img" && one.getAttribute("aria-label").length > 40 && one.closest("figure").querySelector("table") !== null)), true, "each is told in words, and as a table");
	await tab.check("#sourceless");
	is((await texts(tab, "#others tbody tr")).length, expected.others, "all other KPIs are there");
	await tab.uncheck("#sourceless");
	is((await tab.textContent("main")).match(/NaN|undefined|Infinity|\[object/), null, "nothing is not a number");
}

async function nothing(tab) {
	await choose(tab, "Nobody & Sons </script><b>");
	is(await tab.textContent("h1"), "Nobody & Sons </script><b>", "a practice's name is text, whatever is in it");
	is((await texts(tab, ".card:not(.sum) .value")), Array(7).fill("–"), "without rows there is no value");
	is(await texts(tab, ".card:not(.sum) .head .light"), Array(7).fill("Grey"), "but a grey light");
	is((await texts(tab, ".card:not(.sum) .reason")).filter((text) => text.length < 20), [], "and a reason");
	is((await tab.$$("canvas")).length, 0, "nothing is drawn");
	is((await tab.textContent("main")).match(/NaN|undefined|Infinity|\[object|100\.0 %/), null, "nothing is not a number here");
	await choose(tab, "Harbor View Clinic");
}

// What axe finds, of every weight, with everything unfolded.
async function accessible(tab, name) {
	await tab.$$eval("details", (all) => all.forEach((one) => { one.open = true; }));
	// one row of a table is like another
	await tab.$$eval("tbody", (all) => all.forEach((one) => [...one.rows].slice(4).forEach((row) => row.remove())));
	// (as the debugger does, past the page's policy)
	await tab.evaluate(fs.readFileSync(axe, "utf8"));
	const found = await tab.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
	is(found.violations.map((one) => one.impact + " " + one.id + " " + one.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ")), [], "axe has nothing to say: " + name);
	await tab.$$eval("details", (all) => all.forEach((one) => { one.open = false; }));
}

async function keyboard(tab) {
	await tab.reload();
	await tab.keyboard.press("Tab");
	is(await tab.evaluate(() => [document.activeElement.className, document.activeElement.getBoundingClientRect().left >= 0]), ["skip", true], "the first stop is a way past the head, and is seen");
	await choose(tab, "Harbor View Clinic");
	await tab.focus("#theme");
	const before = await tab.evaluate(() => getComputedStyle(document.body).color);
	for (let i = 0; i < 2; i++) {
		await tab.keyboard.press("Enter");
	}
	is([await tab.textContent("#theme"), await tab.evaluate(() => getComputedStyle(document.body).color) !== before], ["Colours: dark", true], "the colours are switched by key");
	await tab.keyboard.press("Enter");
	await tab.focus("#tab-0");
	await tab.keyboard.press("ArrowRight");
	await tab.keyboard.press("ArrowRight");
	is(await tab.evaluate(() => [document.activeElement.id, document.activeElement.getAttribute("aria-selected"), [...document.querySelectorAll("[role=tabpanel]")].map((panel) => panel.hidden)]),
		["tab-2", "true", [true, true, false, true, true, true, true]], "arrows go from tab to tab");
	await tab.keyboard.press("Home");
	await tab.keyboard.press("Tab");
	is(await tab.evaluate(() => document.activeElement.id), "panel-0", "the next stop is its panel");
	await tab.focus(".card details summary");
	await tab.keyboard.press("Enter");
	is(await tab.evaluate(() => document.querySelector(".card details").open && document.querySelector(".card .definition").textContent.includes("Formula")), true, "a definition opens by key");
	await tab.focus("#card-denial_initial_claims .go");
	await tab.keyboard.press("Enter");
	is(await tab.evaluate(() => document.activeElement.id), "tab-3", "from a card to its rows");
}

async function main() {
	const said = [];
	const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
	try {
		const wide = await open(browser, {}, said);
		await numbers(wide);
		await nothing(wide);
		await keyboard(wide);
		await wide.evaluate(() => window.scrollTo(0, 0));
		await wide.screenshot({ path: path.join(pictures, "light.png"), fullPage: true });
		await accessible(wide, "light");
		await wide.emulateMedia({ media: "print" });
		is(await wide.$$eval(".tools, .jump, .tabs, .card .go", (all) => all.filter((one) => one.offsetParent !== null).length), 0, "on paper there is nothing to press");
		is(await wide.$$eval(".card .value", (all) => all.filter((one) => one.offsetParent !== null).length), 7, "but the seven numbers");
		await wide.pdf({ path: path.join(pictures, "print.pdf"), format: "Letter" });
		const dark = await open(browser, { colorScheme: "dark" }, said);
		await choose(dark, "Harbor View Clinic");
		is(await dark.evaluate(() => getComputedStyle(document.documentElement).backgroundColor), "rgb(18, 23, 29)", "dark where the reader's system is");
		await dark.screenshot({ path: path.join(pictures, "dark.png"), fullPage: true });
		await accessible(dark, "dark");
		for (const width of [375, 320]) {
			const phone = await open(browser, { viewport: { width, height: 720 }, deviceScaleFactor: 2, hasTouch: true }, said);
			await choose(phone, "Harbor View Clinic");
			await phone.check("#sourceless");
			is(await phone.evaluate(() => document.documentElement.scrollWidth), width, "nothing is wider than a phone of " + width);
			is(await phone.$$eval("canvas", (all) => [1, 7].map((nth) => window.Chart.getChart(all[nth]).scales.x.ticks.length)), [6, 5], "every age has its name");
			await phone.$$eval("details", (all) => all.forEach((one) => { one.open = true; }));
			is(await phone.evaluate(() => document.documentElement.scrollWidth), width, "unfolded, too");
			await phone.$$eval("details", (all) => all.forEach((one) => { one.open = false; }));
			await phone.screenshot({ path: path.join(pictures, "phone-" + width + ".png") });
		}
		const plain = await open(browser, { javaScriptEnabled: false }, said);
		is((await plain.textContent("noscript")).includes("JavaScript"), true, "without scripts it says so");
		is(said, [], "no word to the console, no error, no request");
	} finally {
		await browser.close();
	}
	process.exitCode = failed > 0 ? 1 : 0;
}

main().catch((error) => {
	console.log("not ok - " + String(error.message).split("\n")[0]);
	console.log(String(error.stack).replace(/^/gm, "#   "));
	process.exitCode = 1;
});
