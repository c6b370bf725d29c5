#!/usr/bin/env node
/*
 * read.js - an X12 file through a reader of the npm registry.
 *
 *   node read.js WAY FILE [ROUNDS]
 *
 *   x12-parser    a stream of segments
 *   x12-grouper   a stream of claims (CLP or CLM), with their lines, and the segments that are in none
 *   node-x12      a stream of segments
 *   node-x12-all  the whole file as one object
 *
 * Prints segments|claims|CLP04|SVC03|CLM02|characters|MB/s|peak KiB: the sums in
 * cents; the characters of all elements but the ISA's and IEA's (which node-x12
 * takes for numbers), without separators, are counted in a round that is not timed.  The speed is that
 * of the best of the rounds, from opening the file to the last segment.  It runs
 * in a directory that has node_modules.
 */
'use strict';

const fs = require('fs');
const { createRequire } = require('module');

const wanted = createRequire(process.cwd() + '/');

function cents(text) {
	const m = /^(-?)(\d*)(?:\.(\d{0,2}))?$/.exec(text);

	if (!m)
		return 0n;
	const n = BigInt(m[2] || '0') * 100n + BigInt((m[3] || '').padEnd(2, '0'));
	return m[1] ? -n : n;
}

class Counts {
	/* "deep": the characters too. */
	constructor(deep) {
		this.deep = deep;
		this.characters = 0;
		this.segments = 0;
		this.claims = 0;
		this.clp04 = 0n;
		this.svc03 = 0n;
		this.clm02 = 0n;
	}

	/* "element" gives element i, counted from 1. */
	add(id, element) {
		this.segments++;
		if (id === 'CLP') {
			this.claims++;
			this.clp04 += cents(element(4));
		} else if (id === 'SVC')
			this.svc03 += cents(element(3));
		else if (id === 'CLM') {
			this.claims++;
			this.clm02 += cents(element(2));
		}
	}
}

/* What x12-parser makes: { name, '1': ..., '2-1': ... }, or a group of such. */
function addObject(counts, o) {
	if (o.isGroup)
		o.data.forEach((part) => addObject(counts, part));
	else if (o.name !== '') {
		counts.add(o.name, (i) => o[String(i)] || '');
		if (counts.deep && !/^I[SE]A$/.test(o.name))
			for (const value of Object.values(o))
				counts.characters += value.length;
	}
}

/* What node-x12 makes. */
function addSegment(counts, s) {
	counts.add(s.tag, (i) => s.valueOf(i, ''));
	if (counts.deep && !/^I[SE]A$/.test(s.tag))
		counts.characters += s.elements.reduce((n, e) => n + e.value.replaceAll(':', '').length, s.tag.length);
}

function drain(stream, add, counts) {
	return new Promise((resolve, reject) => {
		stream.on('error', reject);
		stream.on('data', (o) => add(counts, o));
		stream.on('end', resolve);
	});
}

function claimSchema(Schema, version, start, line) {
	return new Schema(version, {
		start, name: 'claim', terminators: ['HL', 'PLB', 'SE', 'LX'].filter((id) => id !== line),
		groups: [{ start: line, name: 'line' }],
	});
}

const ways = {
	'x12-parser': (file, counts) => {
		const { X12parser } = wanted('x12-parser');

		return drain(fs.createReadStream(file).pipe(new X12parser()), addObject, counts);
	},
	'x12-grouper': (file, counts) => {
		const { X12parser, X12grouper, Schema } = wanted('x12-parser');
		const grouper = new X12grouper([
			claimSchema(Schema, '005010X221A1', 'CLP', 'SVC'),
			claimSchema(Schema, '005010X222A1', 'CLM', 'LX'),
		]);

		return drain(fs.createReadStream(file).pipe(new X12parser()).pipe(grouper), addObject, counts);
	},
	'node-x12': (file, counts) => {
		const { X12Parser } = wanted('node-x12');

		return drain(fs.createReadStream(file).pipe(new X12Parser()), addSegment, counts);
	},
	'node-x12-all': async (file, counts) => {
		const { X12Parser } = wanted('node-x12');
		const whole = new X12Parser(true).parse(fs.readFileSync(file, 'utf8'));

		for (const interchange of whole.interchanges || [whole]) {
			addSegment(counts, interchange.header);
			for (const group of interchange.functionalGroups) {
				addSegment(counts, group.header);
				for (const transaction of group.transactions) {
					addSegment(counts, transaction.header);
					transaction.segments.forEach((s) => addSegment(counts, s));
					addSegment(counts, transaction.trailer);
				}
				addSegment(counts, group.trailer);
			}
			addSegment(counts, interchange.trailer);
		}
	},
};

async function main() {
	const [way, file, rounds] = process.argv.slice(2);
	const megabytes = fs.statSync(file).size / 1e6;
	const counts = new Counts(true);
	let best = 0;

	await ways[way](file, counts);
	for (let i = 0; i < Number(rounds || 1); i++) {
		const began = process.hrtime.bigint();

		await ways[way](file, new Counts(false));
		best = Math.max(best, megabytes / (Number(process.hrtime.bigint() - began) / 1e9));
	}
	console.log([counts.segments, counts.claims, counts.clp04, counts.svc03, counts.clm02, counts.characters,
		best.toFixed(2), process.resourceUsage().maxRSS].join('|'));
}

main().catch((error) => {
	console.error(String(error));
	process.exit(1);
});
