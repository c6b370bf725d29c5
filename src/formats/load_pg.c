/*
 * load_pg.c - the formats for SQL: their list, and the rows of a file.
 */
#include "rcm.h"

#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "utils/array.h"
#include "utils/date.h"

#include "claim/claim_pg.h"
#include "formats/encoding.h"
#include "formats/format.h"
#include "library/reader_pg.h"

/* Bytes given to a parser at a time, so that a cancel is heard. */
#define PIECE ((size_t) 64 * 1024)

typedef struct RowTarget
{
	ReturnSetInfo *result;		/* NULL: rows are only counted */
	MemoryContext scratch;
} RowTarget;

/* ---- the list ---- */

static Datum
tables_of(const RcmFormat *format)
{
	Datum		names[RCM_MAX_OUTPUTS];
	int			n = 0;

	for (int i = 0; i < RCM_MAX_OUTPUTS && format->outputs[i].table != NULL; i++)
		names[n++] = CStringGetTextDatum(format->outputs[i].table);
	return PointerGetDatum(construct_array(names, n, TEXTOID, -1, false, TYPALIGN_INT));
}

/* One row for each format. */
RCM_FUNCTION(rcm_formats_list)
{
	ReturnSetInfo *rsinfo;

	InitMaterializedSRF(fcinfo, 0);
	rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	for (int i = 0; rcm_format_at(i) != NULL; i++)
	{
		const RcmFormat *format = rcm_format_at(i);
		Datum		values[6];
		bool		nulls[6] = {false};

		values[0] = CStringGetTextDatum(format->set);
		values[1] = CStringGetTextDatum(format->title);
		values[2] = CStringGetTextDatum(format->publisher);
		values[3] = CStringGetTextDatum(format->files);
		values[4] = BoolGetDatum(format->dated);
		values[5] = tables_of(format);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* ---- reading ---- */

static const RcmFormat *
format_named(text *set_name)
{
	RcmText		name = {VARDATA_ANY(set_name), VARSIZE_ANY_EXHDR(set_name)};
	const RcmFormat *format = rcm_format_find(name);

	if (format == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_RCM_LIBRARY_ROW),
				 errmsg("there is no set \"%s\"", text_to_cstring(set_name)),
				 errhint("SELECT * FROM rcm.formats() lists the sets.")));
	return format;
}

static const char *
output_columns(const RcmFile *file, int output)
{
	return file->header_columns[output] != NULL ? file->header_columns[output] :
		file->format->outputs[output].columns;
}

/* Formats speak UTF-8; what the database's encoding lacks is an error (22P05). */
static Datum
text_from_utf8(const char *data, int len)
{
	char	   *own = pg_any_to_server(data, len, PG_UTF8);

	return PointerGetDatum(own == data ? cstring_to_text_with_len(data, len) : cstring_to_text(own));
}

static Datum
fields_datum(const RcmText *fields, int n)
{
	Datum	   *values = palloc(sizeof(Datum) * n);
	bool	   *nulls = palloc(sizeof(bool) * n);
	int			bounds[1] = {1};

	for (int i = 0; i < n; i++)
	{
		nulls[i] = fields[i].data == NULL;
		values[i] = nulls[i] ? (Datum) 0 : text_from_utf8(fields[i].data, fields[i].len);
	}
	return PointerGetDatum(construct_md_array(values, nulls, 1, &n, bounds, TEXTOID, -1, false,
											  TYPALIGN_INT));
}

static bool
put_row(void *arg, RcmFile *file, int output, const RcmText *fields)
{
	RowTarget  *target = arg;
	Datum		values[3];
	bool		nulls[3] = {false, false, false};
	MemoryContext old;

	if (target->result == NULL)
		return true;
	old = MemoryContextSwitchTo(target->scratch);
	values[0] = Int32GetDatum(output + 1);
	values[1] = CStringGetTextDatum(output_columns(file, output));
	values[2] = fields_datum(fields, file->columns[output]);
	tuplestore_putvalues(target->result->setResult, target->result->setDesc, values, nulls);
	MemoryContextSwitchTo(old);
	MemoryContextReset(target->scratch);
	return true;
}

/* A fault may quote the file, cut within a character, or in letters that the database has not. */
static const char *
shown(const char *fault)
{
	char	   *copy = pstrdup(fault);

	if (GetDatabaseEncoding() != PG_UTF8 || !rcm_is_utf8(fault, strlen(fault)))
		for (char *p = copy; *p != '\0'; p++)
			if (IS_HIGHBIT_SET(*p))
				*p = '?';
	return copy;
}

static void
refuse(const RcmFile *file)
{
	if (file->fault_column > 0)
		ereport(ERROR,
				(errcode(ERRCODE_RCM_LIBRARY_ROW),
				 errmsg("line " INT64_FORMAT ", column %d: %s", file->fault_line,
						file->fault_column, shown(file->fault))));
	ereport(ERROR,
			(errcode(ERRCODE_RCM_LIBRARY_ROW),
			 errmsg("line " INT64_FORMAT ": %s", file->fault_line, shown(file->fault))));
}

/* Feeds the whole file; ERROR where it is refused. */
static void
read_file(RcmFile *file, const char *data, size_t len)
{
	bool		good = true;

	if (file->hint.other_set[0] != '\0')
		ereport(ERROR,
				(errcode(ERRCODE_RCM_LIBRARY_ROW),
				 errmsg("by its name the file belongs to set \"%s\"", file->hint.other_set)));
	for (size_t at = 0; good && at < len; at += PIECE)
	{
		CHECK_FOR_INTERRUPTS();
		good = rcm_file_feed(file, data + at, Min(PIECE, len - at));
	}
	if (!good || !rcm_file_end(file))
		refuse(file);
}

/* Arguments are the set, the file and its name. */
static void
read_arguments(FunctionCallInfo fcinfo, RcmFile *file, bool licensed, RowTarget *target)
{
	const RcmFormat *format = format_named(PG_GETARG_TEXT_PP(0));
	bytea	   *bytes = PG_GETARG_BYTEA_PP(1);
	text	   *name = PG_GETARG_TEXT_PP(2);
	RcmArena	memory;
	RcmFileOptions options = {licensed, &memory};

	rcm_arena_init_context(&memory, CurrentMemoryContext);
	rcm_file_begin(file, format, (RcmText) {VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name)},
				   options, put_row, target);
	/* parsers of their own (XML) hold memory that no context knows */
	PG_TRY();
	{
		read_file(file, VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes));
	}
	PG_FINALLY();
	{
		if (format->abandon != NULL)
			format->abandon(file);
	}
	PG_END_TRY();
}

/* The rows of a file. */
RCM_FUNCTION(rcm_file_rows)
{
	RcmFile	   *file = palloc(sizeof(RcmFile));
	RowTarget	target;

	InitMaterializedSRF(fcinfo, 0);
	target.result = (ReturnSetInfo *) fcinfo->resultinfo;
	target.scratch = AllocSetContextCreate(CurrentMemoryContext, "row of a file",
										   ALLOCSET_DEFAULT_SIZES);
	read_arguments(fcinfo, file, PG_GETARG_BOOL(3), &target);
	return (Datum) 0;
}

static void
put_date(Datum *value, bool *isnull, int32 date)
{
	*isnull = date == RCM_NO_DATE;
	*value = DateADTGetDatum(date);
}

/* What a file and its name say of its release. */
RCM_FUNCTION(rcm_file_release)
{
	RcmFile	   *file = palloc(sizeof(RcmFile));
	RowTarget	target = {NULL, NULL};
	TupleDesc	desc;
	Datum		values[5];
	bool		nulls[5] = {false};
	int64		rows = 0;

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	read_arguments(fcinfo, file, false, &target);
	for (int i = 0; i < RCM_MAX_OUTPUTS; i++)
		rows += file->rows[i];
	nulls[0] = file->hint.name[0] == '\0';
	if (!nulls[0])
		values[0] = CStringGetTextDatum(file->hint.name);
	put_date(&values[1], &nulls[1], file->hint.from);
	put_date(&values[2], &nulls[2], file->hint.to);
	put_date(&values[3], &nulls[3], file->hint.published_on);
	values[4] = Int64GetDatum(rows);
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}
