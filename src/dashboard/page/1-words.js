// 1-words.js - numbers and days in words, lights, and making elements
"use strict";

const WORDS = { green: "on target", yellow: "watch", red: "act", grey: "not judged" };
const SHAPES = {
	green: ["M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1z", "M4.6 8.2l2.3 2.4 4.5-5"],
	yellow: ["M8 1.2L15.4 14.6H.6z", "M8 5.6v4.2M8 12v.7"],
	red: ["M4.9 1h6.2L15 4.9v6.2L11.1 15H4.9L1 11.1V4.9z", "M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2"],
	grey: ["M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1z", "M4.8 8h6.4"],
};
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

// An element with attributes ("text" is its text, null attributes are left out) and children.
function make(name, attributes, ...children) {
	const made = document.createElement(name);
	for (const [key, value] of Object.entries(attributes || {})) {
		if (key === "text") {
			made.textContent = value;
		} else if (value !== null && value !== undefined && value !== false) {
			made.setAttribute(key, value === true ? "" : value);
		}
	}
	made.append(...children.filter((child) => child !== null && child !== undefined));
	return made;
}

function grouped(number, digits) {
	return number.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function dollars(amount, digits = 0) {
	return (amount < 0 ? "−$" : "$") + grouped(Math.abs(amount), digits);
}

// $12.3k: for the axes of charts.
function shortDollars(amount) {
	const size = Math.abs(amount);
	if (size >= 1e6) {
		return (amount < 0 ? "−$" : "$") + grouped(size / 1e6, size < 1e7 ? 1 : 0) + "M";
	}
	return size >= 1e4 ? (amount < 0 ? "−$" : "$") + grouped(size / 1e3, 0) + "k" : dollars(amount);
}

// A KPI's value without its unit.
function figure(value, unit) {
	if (value === null || value === undefined) {
		return "–";
	}
	if (unit === "dollars") {
		return dollars(value, Math.abs(value) < 100 ? 2 : 0);
	}
	return grouped(value, unit === "items" ? (Number.isInteger(value) ? 0 : 1) : 1);
}

const unitOf = (unit) => (unit === "percent" ? "%" : unit === "dollars" ? "" : unit);

function withUnit(value, unit) {
	return value === null || value === undefined ? "–" : [figure(value, unit), unitOf(unit)].filter(Boolean).join(" ");
}

function dayInWords(day) {
	const [year, month, number] = day.split("-").map(Number);
	return number + " " + MONTHS[month - 1] + " " + year;
}

const monthInWords = (day) => MONTHS[Number(day.slice(5, 7)) - 1].slice(0, 3) + " " + day.slice(0, 4);

function capital(text) {
	return text === null || text === undefined ? "" : text.charAt(0).toUpperCase() + text.slice(1);
}

// A light: a shape and words beside the colour.
function light(colour, words, pill) {
	const space = "http://www.w3.org/2000/svg";
	const drawing = document.createElementNS(space, "svg");
	drawing.setAttribute("viewBox", "0 0 16 16");
	drawing.setAttribute("aria-hidden", "true");
	SHAPES[colour].forEach((d, nth) => {
		const path = document.createElementNS(space, "path");
		path.setAttribute("d", d);
		path.setAttribute("fill", nth === 0 && colour !== "grey" ? "currentColor" : "none");
		path.setAttribute("stroke", nth === 0 || colour === "grey" ? "currentColor" : "var(--card)");
		path.setAttribute("stroke-width", nth === 0 ? "1.2" : "1.8");
		path.setAttribute("stroke-linejoin", "round");
		drawing.append(path);
	});
	return make("span", { class: "light " + (pill ? "pill " : "") + colour }, drawing, words === undefined ? capital(colour) : words);
}

// Which way a value has gone, and whether that is good.
function trendInWords(card) {
	if (card.before === null || card.value === null) {
		return "–";
	}
	const change = card.value - card.before;
	if (Math.abs(change) < 0.05) {
		return "→ as before";
	}
	const judged = card.better === null ? "" : (change > 0) === (card.better === "up") ? ", better" : ", worse";
	return (change > 0 ? "▲ " : "▼ ") + figure(Math.abs(change), card.unit) + judged;
}
