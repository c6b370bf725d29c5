-- 70-edit.sql - the site's own say on edits: modes, overrides, custom edits

CREATE TABLE @library@.edit_mode (
	edit     text COLLATE "C" NOT NULL DEFAULT '*',
	payer_id text COLLATE "C" NOT NULL DEFAULT '*',
	practice text COLLATE "C" NOT NULL DEFAULT '*',
	mode     text COLLATE "C" NOT NULL CHECK (mode IN ('off', 'log', 'warn', 'enforce')),
	eff      date,
	term     date,
	reason   text,
	set_by   text NOT NULL DEFAULT CURRENT_USER,
	set_at   timestamptz NOT NULL DEFAULT pg_catalog.now(),
	CONSTRAINT edit_mode_one UNIQUE NULLS NOT DISTINCT (edit, payer_id, practice, eff),
	CHECK (term >= eff)
);
COMMENT ON TABLE @library@.edit_mode IS 'How an edit is treated: off (not run), log (info), warn, enforce (reject). The row that says most decides: an edit before its family before *, then a practice before *, then a payer before *. Off for everything (three times *) goes before all: it is the switch for an incident. eff and term are days of submission. rcm.set_edit_mode writes here.';
COMMENT ON COLUMN @library@.edit_mode.edit IS 'Edit id, family, or *.';
COMMENT ON COLUMN @library@.edit_mode.payer_id IS 'Payer id, or *.';
COMMENT ON COLUMN @library@.edit_mode.practice IS 'The practice as the caller names it, or *.';
COMMENT ON COLUMN @library@.edit_mode.mode IS 'off, log, warn or enforce.';
COMMENT ON COLUMN @library@.edit_mode.reason IS 'Why.';

CREATE TABLE @library@.edit_override (
	claim_id text COLLATE "C" NOT NULL,
	edit     text COLLATE "C" NOT NULL,
	line     integer,
	payer_id text COLLATE "C" NOT NULL DEFAULT '*',
	practice text COLLATE "C" NOT NULL DEFAULT '*',
	reason   text NOT NULL CHECK (btrim(reason) <> ''),
	person   text NOT NULL DEFAULT CURRENT_USER,
	eff      date,
	term     date NOT NULL,
	set_at   timestamptz NOT NULL DEFAULT pg_catalog.now()
);
CREATE INDEX edit_override_key ON @library@.edit_override (claim_id);
COMMENT ON TABLE @library@.edit_override IS 'A person lets one claim pass one edit, for a reason and until a day. The finding stays, as info.';
COMMENT ON COLUMN @library@.edit_override.claim_id IS 'The claim''s own number.';
COMMENT ON COLUMN @library@.edit_override.edit IS 'Edit id.';
COMMENT ON COLUMN @library@.edit_override.line IS 'Line number; null: the whole claim.';
COMMENT ON COLUMN @library@.edit_override.payer_id IS 'Payer id, or *.';
COMMENT ON COLUMN @library@.edit_override.practice IS 'The practice as the caller names it, or *.';
COMMENT ON COLUMN @library@.edit_override.reason IS 'Why the claim may pass.';
COMMENT ON COLUMN @library@.edit_override.person IS 'Who says so.';
COMMENT ON COLUMN @library@.edit_override.eff IS 'First day of submission it holds for.';
COMMENT ON COLUMN @library@.edit_override.term IS 'Last day of submission it holds for.';

CREATE TABLE @library@.custom_edit (
	edit        text COLLATE "C" NOT NULL CHECK (edit ~ '^[A-Z0-9]+(-[A-Z0-9]+)+$'),
	name        text NOT NULL,
	level       text COLLATE "C" NOT NULL DEFAULT 'line' CHECK (level IN ('claim', 'line')),
	expression  text NOT NULL,
	severity    text COLLATE "C" NOT NULL DEFAULT 'reject' CHECK (severity IN ('reject', 'warn', 'info')),
	message     text NOT NULL,
	fix         text,
	carc        text COLLATE "C",
	rarc        text COLLATE "C",
	payers      text[],
	states      text[],
	forms       text[],
	specialties text[],
	eff         date,
	term        date,
	created_by  text NOT NULL DEFAULT CURRENT_USER,
	created_at  timestamptz NOT NULL DEFAULT pg_catalog.now(),
	UNIQUE NULLS NOT DISTINCT (edit, eff),
	CHECK (term >= eff)
);
CREATE TRIGGER check_expression BEFORE INSERT OR UPDATE ON @library@.custom_edit
	FOR EACH ROW EXECUTE FUNCTION rcm.check_custom_edit();
COMMENT ON TRIGGER check_expression ON @library@.custom_edit IS 'Refuses an expression that is not allowed, with the position of the fault.';
COMMENT ON TABLE @library@.custom_edit IS 'The site''s own edits: a boolean SQL expression over the columns of the claim or the line (rcm.custom_edit_columns()); it fires where the expression is true. eff and term are dates of service.';
COMMENT ON COLUMN @library@.custom_edit.edit IS 'Id, such as OUR-FLU25.';
COMMENT ON COLUMN @library@.custom_edit.name IS 'Short title.';
COMMENT ON COLUMN @library@.custom_edit.level IS 'claim: asked once for the claim; line: asked for each line.';
COMMENT ON COLUMN @library@.custom_edit.expression IS 'Immutable functions of pg_catalog and rcm only, no sub-query.';
COMMENT ON COLUMN @library@.custom_edit.severity IS 'reject, warn or info.';
COMMENT ON COLUMN @library@.custom_edit.message IS 'What is wrong, in plain words; no patient data.';
COMMENT ON COLUMN @library@.custom_edit.fix IS 'What to do about it.';
COMMENT ON COLUMN @library@.custom_edit.payers IS 'Payer ids it is for; null: all.';
COMMENT ON COLUMN @library@.custom_edit.states IS 'States of the billing address it is for; null: all.';
COMMENT ON COLUMN @library@.custom_edit.forms IS 'P, I; null: both.';
COMMENT ON COLUMN @library@.custom_edit.specialties IS 'CMS specialties of the rendering provider it is for; null: all.';
