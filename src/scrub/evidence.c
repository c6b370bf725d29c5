/*
 * evidence.c - see evidence.h.
 */
#include "scrub/evidence.h"

#include "codes/npi.h"

const char *
rcm_severity_name(RcmSeverity severity)
{
	return severity == RCM_REJECT ? "reject" : severity == RCM_WARN ? "warn" : "info";
}

RcmFindingTexts
rcm_finding_texts(const RcmFinding *f)
{
	RcmFindingTexts t;

	if (f->custom != NULL)
	{
		t.id = f->custom->edit;
		t.family = rcm_edit_family(f->custom->edit.data);
		t.name = f->custom->name;
		t.fix = f->custom->fix;
		t.carc = f->custom->carc;
		t.rarc = f->custom->rarc;
	}
	else
	{
		const RcmEdit *edit = rcm_edit(f->edit);

		t.id = rcm_text_of(edit->id);
		t.family = rcm_edit_family(edit->id);
		t.name = rcm_text_of(edit->name);
		t.fix = rcm_text_of(edit->fix);
		t.carc = rcm_text_of(edit->carc);
		t.rarc = rcm_text_of(edit->rarc);
	}
	return t;
}

void
rcm_field_path(const RcmFinding *f, RcmBuffer *out)
{
	/* "lines.x" of a claim-level finding stays as it is: it means no line in particular */
	if (f->index >= 0)
		rcm_buffer_printf(out, "lines[%d]%s", f->index, f->field[0] != '\0' ? "." : "");
	rcm_buffer_string(out, f->field);
}

/* ---- the field's value ---- */

static const RcmField *
field_named(const RcmShape *shape, const char *name, size_t len)
{
	int			i = rcm_field_index(shape, (RcmText) {name, (int32_t) len});

	return i < 0 ? NULL : &shape->fields[i];
}

/* Follows "billing.addr.zip" from an object; false where it names the patient or nothing. */
static bool
value_json(const void *object, const RcmShape *shape, const char *path, RcmBuffer *out)
{
	for (;;)
	{
		size_t		n = strcspn(path, ".");
		const RcmField *f = field_named(shape, path, n);

		if (f == NULL || f->identifies)
			return false;
		if (!rcm_is_given(object, shape, (const char *) object + f->offset))
		{
			rcm_buffer_string(out, "null");
			return true;
		}
		if (path[n] == '\0')
		{
			/* whole objects and lists of them may name the patient */
			if (f->kind == RCM_KIND_OBJECT || (f->kind == RCM_KIND_OBJECTS && strcmp(f->name, "dx") != 0))
				return false;
			rcm_field_to_json(object, f, out);
			return true;
		}
		if (f->kind != RCM_KIND_OBJECT)
			return false;
		object = *(void *const *) ((const char *) object + f->offset);
		shape = f->shape;
		path += n + 1;
	}
}

static void
values(RcmScrub *s, const RcmFinding *f, RcmBuffer *out)
{
	RcmBuffer	value;
	RcmBuffer	path;
	bool		there;

	rcm_buffer_init(&value, s->arena, 64);
	rcm_buffer_init(&path, s->arena, 64);
	if (f->index >= 0)
		there = value_json(RCM_ITEM(s->claim->lines, RcmLine, f->index), &rcm_line_shape,
						   f->field, &value);
	else
		there = value_json(s->claim, &rcm_claim_shape, f->field, &value);
	if (!there)
		return;
	rcm_field_path(f, &path);
	rcm_buffer_json(out, (RcmText) {path.data, (int32_t) path.len});
	rcm_buffer_char(out, ':');
	rcm_buffer_add(out, value.data, value.len);
}

/* ---- library rows ---- */

static void
put_date(RcmBuffer *out, int32_t day)
{
	rcm_buffer_char(out, '"');
	rcm_buffer_date(out, day);
	rcm_buffer_char(out, '"');
}

static void
put_packed(RcmBuffer *out, const char *text, int len)
{
	rcm_buffer_json(out, (RcmText) {text, len});
}

static void
put_texts(RcmBuffer *out, const RcmTexts *texts)
{
	rcm_buffer_char(out, '[');
	for (int i = 0; i < texts->count; i++)
	{
		if (i > 0)
			rcm_buffer_char(out, ',');
		rcm_buffer_json(out, texts->items[i]);
	}
	rcm_buffer_char(out, ']');
}

/* A column's value; false where there is none. */
static bool
column_json(const RcmColumn *column, const char *row, RcmBuffer *out)
{
	const void *member = row + column->offset;
	char		text[RCM_USD_ROOM];
	int64_t		number;

	switch (column->kind)
	{
		case RCM_COLUMN_HCPCS:
			rcm_hcpcs_format(*(const int32_t *) member, text);
			put_packed(out, text, 5);
			return true;
		case RCM_COLUMN_ICD10:
		case RCM_COLUMN_PREFIX:
			put_packed(out, text, rcm_icd10_format(*(const int64_t *) member, text));
			return true;
		case RCM_COLUMN_NPI:
			rcm_npi_format(*(const int64_t *) member, text);
			put_packed(out, text, 10);
			return true;
		case RCM_COLUMN_CODE2:
			if (*(const uint16_t *) member == 0)
				return false;
			text[0] = (char) (*(const uint16_t *) member >> 8);
			text[1] = (char) (*(const uint16_t *) member & 0xFF);
			put_packed(out, text, 2);
			return true;
		case RCM_COLUMN_TEXT:
			if (((const RcmText *) member)->len == 0)
				return false;
			rcm_buffer_json(out, *(const RcmText *) member);
			return true;
		case RCM_COLUMN_TEXTS:
			if (((const RcmTexts *) member)->count == 0)
				return false;
			put_texts(out, member);
			return true;
		case RCM_COLUMN_DATE:
			if (*(const int32_t *) member == RCM_NO_DATE)
				return false;
			put_date(out, *(const int32_t *) member);
			return true;
		case RCM_COLUMN_USD:
			if (*(const int64_t *) member == RCM_NO_USD)
				return false;
			put_packed(out, text, rcm_usd_format(*(const int64_t *) member, text));
			return true;
		case RCM_COLUMN_INT:
			if (*(const int32_t *) member == RCM_NO_INT32)
				return false;
			rcm_buffer_int(out, *(const int32_t *) member);
			return true;
		case RCM_COLUMN_QUANTITY:
			number = *(const int64_t *) member;
			rcm_buffer_printf(out, "%lld.%06lld", (long long) (number / RCM_ONE),
							  (long long) (number % RCM_ONE));
			return true;
		case RCM_COLUMN_FLAG:
			if (!*(const bool *) member)
				return false;
			rcm_buffer_string(out, "true");
			return true;
	}
	return false;
}

void
rcm_row_json(RcmScrub *s, const RcmRow *row, RcmReleaseName release_name, RcmBuffer *out)
{
	const RcmSet *set = &rcm_sets[row->set];
	const char *release = release_name(s->library, row);

	rcm_buffer_printf(out, "{\"set\":\"%s\"", set->table);
	if (release != NULL)
	{
		rcm_buffer_string(out, ",\"release\":");
		rcm_buffer_json(out, rcm_text_of(release));
	}
	for (int i = 0; i < set->count; i++)
	{
		size_t		before = out->len;

		rcm_buffer_printf(out, ",\"%s\":", set->columns[i].name);
		if (!column_json(&set->columns[i], (const char *) row, out))
			out->len = before;
	}
	if (row->eff != RCM_NO_DATE)
	{
		rcm_buffer_string(out, ",\"eff\":");
		put_date(out, row->eff);
	}
	if (row->term != RCM_NO_DATE)
	{
		rcm_buffer_string(out, ",\"term\":");
		put_date(out, row->term);
	}
	rcm_buffer_char(out, '}');
}

void
rcm_key_json(RcmSetId id, const RcmKey *key, RcmBuffer *out)
{
	const RcmSet *set = &rcm_sets[id];

	rcm_buffer_printf(out, "{\"set\":\"%s\"", set->table);
	for (int i = 0; i < set->keys; i++)
	{
		const RcmColumn *column = &set->columns[i];
		int64_t		number = set->keys == 1 ? key->number :
			(int32_t) (i == 0 ? key->number >> 32 : key->number & 0xFFFFFFFF);
		RcmColumn	single = {column->name, column->kind, 0};
		union
		{
			int64_t		wide;
			int32_t		narrow;
			uint16_t	pair;
			RcmText		text;
		}			value;

		switch (column->kind)
		{
			case RCM_COLUMN_HCPCS:
			case RCM_COLUMN_INT:
				value.narrow = (int32_t) number;
				break;
			case RCM_COLUMN_CODE2:
				value.pair = (uint16_t) number;
				break;
			case RCM_COLUMN_TEXT:
				value.text = key->text;
				break;
			default:
				value.wide = number;
				break;
		}
		rcm_buffer_printf(out, ",\"%s\":", column->name);
		if (!column_json(&single, (const char *) &value, out))
			rcm_buffer_string(out, "null");
	}
	rcm_buffer_char(out, '}');
}

static void
put_fact(RcmBuffer *out, const char *key, RcmText value)
{
	rcm_buffer_printf(out, "%s\"%s\":", out->data[out->len - 1] == '{' ? "" : ",", key);
	if (value.len == 0)
		rcm_buffer_string(out, "null");
	else
		rcm_buffer_json(out, value);
}

static void
put_day(RcmBuffer *out, const char *key, int32_t day)
{
	char		text[10];

	if (day != RCM_NO_DATE)
		rcm_date_format(day, text);
	put_fact(out, key, (RcmText) {text, day == RCM_NO_DATE ? 0 : 10});
}

void
rcm_facts_json(RcmScrub *s, const RcmScrubLine *l, RcmBuffer *out)
{
	char		place[2];

	rcm_buffer_char(out, '{');
	if (l == NULL)
	{
		put_fact(out, "form", s->claim->form);
		put_fact(out, "payer_id", s->claim->payer_id);
		put_fact(out, "payer_class", s->payer != NULL ? s->payer->payer_class : (RcmText) {NULL, 0});
		put_day(out, "submit_date", s->claim->submit_date);
		put_day(out, "first_service", s->first_dos);
		put_day(out, "diagnosis_date", s->dx_date);
		rcm_buffer_string(out, ",\"dx\":[");
		for (int i = 0; i < s->dx_count; i++)
		{
			if (i > 0)
				rcm_buffer_char(out, ',');
			rcm_buffer_json(out, s->dx[i].code);
		}
		rcm_buffer_string(out, "]}");
		return;
	}
	put_fact(out, "code", l->code_text);
	put_fact(out, "mods", rcm_text_of(l->mods.count > 0 ? rcm_mods_name(s, &l->mods) : NULL));
	put_day(out, "from", l->from);
	put_day(out, "to", l->to);
	put_fact(out, "units", l->line->units.raw);
	place[0] = (char) (l->pos >> 8);
	place[1] = (char) (l->pos & 0xFF);
	put_fact(out, "pos", (RcmText) {place, l->pos == 0 ? 0 : 2});
	if (l->rend > 0)
		rcm_buffer_printf(out, ",\"performed_by\":%lld", (long long) l->rend);
	place[0] = (char) (l->specialty >> 8);
	place[1] = (char) (l->specialty & 0xFF);
	put_fact(out, "specialty", (RcmText) {place, l->specialty == 0 ? 0 : 2});
	rcm_buffer_char(out, '}');
}

void
rcm_evidence(RcmScrub *s, const RcmFinding *f, RcmReleaseName release_name, RcmBuffer *out)
{
	rcm_buffer_string(out, "{\"values\":{");
	values(s, f, out);
	rcm_buffer_string(out, "},\"library\":[");
	for (int i = 0; i < f->row_count; i++)
	{
		if (i > 0)
			rcm_buffer_char(out, ',');
		rcm_row_json(s, f->rows[i], release_name, out);
	}
	rcm_buffer_char(out, ']');
	if (f->overridden)
		rcm_buffer_string(out, ",\"overridden\":true");
	rcm_buffer_char(out, '}');
}

static void
put_member(RcmBuffer *out, const char *key, RcmText value)
{
	rcm_buffer_printf(out, "\"%s\":", key);
	if (value.len > 0)
		rcm_buffer_json(out, value);
	else
		rcm_buffer_string(out, "null");
	rcm_buffer_char(out, ',');
}

void
rcm_finding_json(RcmScrub *s, const RcmFinding *f, RcmReleaseName release_name, RcmBuffer *out)
{
	RcmFindingTexts t = rcm_finding_texts(f);
	RcmBuffer	path;

	rcm_buffer_init(&path, s->arena, 64);
	rcm_field_path(f, &path);
	rcm_buffer_char(out, '{');
	put_member(out, "edit", t.id);
	put_member(out, "severity", rcm_text_of(rcm_severity_name(f->severity)));
	rcm_buffer_printf(out, "\"line\":%d,", f->line);
	put_member(out, "field", (RcmText) {path.data, (int32_t) path.len});
	put_member(out, "message", f->message);
	put_member(out, "fix", t.fix);
	put_member(out, "carc", t.carc);
	put_member(out, "rarc", t.rarc);
	rcm_buffer_string(out, "\"evidence\":");
	rcm_evidence(s, f, release_name, out);
	rcm_buffer_char(out, '}');
}
