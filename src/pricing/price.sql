-- price.sql - what the Medicare physician fee schedule allows

CREATE FUNCTION rcm.medicare_allowed(
	hcpcs rcm.hcpcs, modifiers text[], on_date date, place text, facility boolean,
	qualifying_apm boolean DEFAULT false
) RETURNS rcm.usd
	AS 'MODULE_PATHNAME', 'rcm_medicare_allowed' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION rcm.medicare_allowed(rcm.hcpcs, text[], date, text, boolean, boolean) IS
'What the Medicare physician fee schedule allows for one unit of a service by itself, before deductible, coinsurance and sequestration (42 CFR part 414; Pub. 100-04, ch. 12). modifiers is {} for none; place a ZIP code of 5 or 9 digits, or contractor and locality as 7 digits such as 0111205; facility whether the place of service is one; qualifying_apm takes the conversion factor of qualifying APM participants (from 2026). Null where the schedule gives no amount: the contractor prices the code, it is not covered, the modifiers exclude payment, the library has no row for the day; rcm.explain_price says which. Reads the sets fee_schedule, gpci and zip_locality. Error 22023 for a place or modifier that is none.';

CREATE FUNCTION rcm.explain_price(
	hcpcs rcm.hcpcs, modifiers text[], on_date date, place text, facility boolean,
	qualifying_apm boolean DEFAULT false,
	OUT step integer, OUT what text, OUT value text, OUT rule text
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_explain_price' LANGUAGE C STABLE STRICT PARALLEL SAFE ROWS 12 COST 40;
COMMENT ON FUNCTION rcm.explain_price(rcm.hcpcs, text[], date, text, boolean, boolean) IS
'The working of rcm.medicare_allowed with the same arguments, one row for each step: locality, row of the fee schedule with its release, relative value units times index, conversion factor, what each modifier does, and the amount allowed with what who does not participate is allowed and may charge; or why there is no amount. Modifiers that are priced by report or by rules that are not applied are named. rule is where a step comes from.';

CREATE FUNCTION rcm.price_lines(
	codes rcm.hcpcs[], modifiers text[], units integer[], on_date date, place text, facility boolean,
	qualifying_apm boolean DEFAULT false,
	OUT line integer, OUT hcpcs rcm.hcpcs, OUT line_units integer, OUT amount rcm.usd,
	OUT rank integer, OUT percent integer, OUT allowed rcm.usd, OUT why text
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_price_lines' LANGUAGE C STABLE STRICT PARALLEL SAFE ROWS 5 COST 100;
COMMENT ON FUNCTION rcm.price_lines(rcm.hcpcs[], text[], integer[], date, text, boolean, boolean) IS
'What Medicare allows for the lines that one practitioner, or one group where the rule says so, bills for one patient, session and day: rcm.medicare_allowed with the multiple procedure rules (Pub. 100-04, ch. 12, 40.6; ch. 5, 10.7). The three arrays have an item for each line; an item of modifiers holds the line''s modifiers separated by blanks or commas. amount is one unit by itself, allowed all units of the line under the rules; rank is the line''s place among those that its rule ranks and percent what its first unit is paid of the part that the rule is about, both null where no rule ranks it; why says which rule, or why there is no amount. Modifier 51 is passed over, for the rank is worked out. Error 22023 when the arrays differ in length.';

CREATE FUNCTION rcm.medicare_anesthesia_allowed(
	hcpcs rcm.hcpcs, minutes integer, modifiers text[], on_date date, place text
) RETURNS rcm.usd
	AS 'MODULE_PATHNAME', 'rcm_medicare_anesthesia_allowed' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION rcm.medicare_anesthesia_allowed(rcm.hcpcs, integer, text[], date, text) IS
'What Medicare allows for anesthesia: base units and time units of 15 minutes, to one place, times the conversion factor of the locality (42 CFR 414.46, 414.60; Pub. 100-04, ch. 12, 50). AA and QZ are paid in full, QK, QX and QY half, AD three base units without time. Null where there is no amount: rcm.explain_anesthesia_price says why. Reads the sets procedure (base), anesthesia_factor and zip_locality.';

CREATE FUNCTION rcm.explain_anesthesia_price(
	hcpcs rcm.hcpcs, minutes integer, modifiers text[], on_date date, place text,
	OUT step integer, OUT what text, OUT value text, OUT rule text
) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'rcm_explain_anesthesia_price' LANGUAGE C STABLE STRICT PARALLEL SAFE ROWS 8 COST 40;
COMMENT ON FUNCTION rcm.explain_anesthesia_price(rcm.hcpcs, integer, text[], date, text) IS
'The working of rcm.medicare_anesthesia_allowed with the same arguments, one row for each step, in the manner of rcm.explain_price.';
