/*
 * format.h - a publisher's file becomes rows of the library.  Pure core.
 *
 * A format knows one kind of file: how it is split into records, which of them
 * are rows and what their fields mean.  The bytes are pushed in, in pieces of
 * any size; rows come out through the sink as texts in the order of the
 * output's columns, each as PostgreSQL's COPY would read it.  The command and
 * the server's rcm.load use the same code.
 *
 * A file that is not what it should be is refused where that shows, with line,
 * column and reason; nothing of it may then be kept.
 */
#ifndef RCM_FORMAT_H
#define RCM_FORMAT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/dates.h"

#define RCM_MAX_OUTPUTS 4
/* NPPES has 330 columns; nothing has more. */
#define RCM_FORMAT_FIELDS 400

typedef struct RcmFile RcmFile;

/* Room for the name of a release. */
#define RCM_RELEASE_NAME 48

/* How bytes become records. */
typedef enum RcmSplit
{
	RCM_SPLIT_LINES,			/* one field: the line without its end */
	RCM_SPLIT_TABS,				/* a line, its fields between tabs; quotes as in CSV */
	RCM_SPLIT_CSV,				/* RFC 4180: a quoted field may hold line ends */
	RCM_SPLIT_BYTES				/* pieces as they come, for parsers of their own (XML) */
} RcmSplit;

/* A table that a format fills, and the columns it gives, separated by ", ". */
typedef struct RcmOutput
{
	const char *table;
	const char *columns;
} RcmOutput;

/* What a file's name or its own first lines say of the release. */
typedef struct RcmReleaseHint
{
	char		name[RCM_RELEASE_NAME];	/* "2024Q3"; empty: unknown */
	int32_t		from;			/* first date of service, or RCM_NO_DATE */
	int32_t		to;
	int32_t		published_on;
	int			part;			/* 1.. of a release in several files; 0: whole */
	char		other_set[48];	/* the name belongs to this set, not to the one asked for */
	const char *refused;		/* why a file of this name is not loaded; NULL: it is */
} RcmReleaseHint;

typedef struct RcmFormat
{
	const char *set;			/* the command's name: ptp-practitioner */
	const char *title;			/* what the publisher calls it, in a few words */
	const char *publisher;
	const char *files;			/* what the file is called, for rcm load --list */
	/* The rows have dates of their own, so the first release speaks of all time before it too. */
	bool		dated;
	RcmOutput	outputs[RCM_MAX_OUTPUTS];	/* the first is the one that rows are counted by */
	size_t		state_size;		/* zeroed bytes for file->state */
	/* What kind of records, from the first bytes; NULL: split. */
	RcmSplit	(*sniff) (RcmText head);
	RcmSplit	split;
	/* What the file's name says; may be NULL.  Directories are gone from it. */
	void		(*name) (const struct RcmFormat *format, RcmText name, RcmReleaseHint *hint);
	/* One record.  False after rcm_file_fault. */
	bool		(*record) (RcmFile *file, RcmText *fields, int count);
	/* One piece, for RCM_SPLIT_BYTES. */
	bool		(*bytes) (RcmFile *file, const char *data, size_t len);
	/* After the last record; may be NULL. */
	bool		(*end) (RcmFile *file);
	/* Lets go of what the parser took outside the arenas; may be NULL. */
	void		(*abandon) (RcmFile *file);
	int			variant;		/* tells formats that share code apart */
	const char *label;			/* likewise */
} RcmFormat;

typedef struct RcmFileOptions
{
	bool		licensed;		/* keep descriptors that need a licence (CPT) */
	const RcmArena *memory;		/* where memory comes from, as this arena; NULL: malloc */
} RcmFileOptions;

/* A row of an output; a field without data is null.  False: the sink gave up. */
typedef bool (*RcmRowSink) (void *arg, RcmFile *file, int output, const RcmText *fields);

struct RcmFile
{
	const RcmFormat *format;
	RcmFileOptions options;
	RcmReleaseHint hint;		/* from the name, then from the content */
	RcmArena	record;			/* reset after each record */
	RcmArena	keep;			/* lives as long as the file */
	void	   *state;
	RcmSplit	split;			/* as sniffed */
	int64_t		line;			/* where the record at hand begins, from 1 */
	int64_t		rows[RCM_MAX_OUTPUTS];	/* rows given so far */
	int			columns[RCM_MAX_OUTPUTS];	/* how many columns each output has */
	/* Column lists of outputs that the file's own header decides; else NULL. */
	const char *header_columns[RCM_MAX_OUTPUTS];
	int64_t		fault_line;
	int			fault_column;	/* field, or character of a line; 0: none to name */
	char		fault[256];		/* empty: all is well */

	/* private to records.c */
	RcmRowSink	sink;
	void	   *sink_arg;
	RcmArena	carry_arena;
	RcmBuffer	carry;
	int64_t		next_line;
	bool		begun;
	RcmText	   *fields;
};

/* ---- the formats: formats.c ---- */

/* One after the other, from 0; NULL after the last. */
extern const RcmFormat *rcm_format_at(int i);
/* By the command's name; NULL: there is none. */
extern const RcmFormat *rcm_format_find(RcmText set);
/* Number of names in a list separated by ", ". */
extern int	rcm_format_columns(const char *columns);

/* ---- reading a file: records.c ---- */

/* name may be empty (standard input).  Files are independent of each other. */
extern void rcm_file_begin(RcmFile *file, const RcmFormat *format, RcmText name,
						   RcmFileOptions options, RcmRowSink sink, void *arg);
/* The next bytes.  False: refused; see fault_line, fault_column and fault. */
extern bool rcm_file_feed(RcmFile *file, const char *data, size_t len);
/* There are no more bytes. */
extern bool rcm_file_end(RcmFile *file);
/* Gives all memory back; also after a refusal. */
extern void rcm_file_free(RcmFile *file);

/* For formats: gives a row. */
extern bool rcm_file_row(RcmFile *file, int output, const RcmText *fields);
/* For formats: refuses the file at this record; column 0 where none is to blame.  Always false. */
extern bool rcm_file_fault(RcmFile *file, int column, const char *format,...)
			__attribute__((format(printf, 3, 4)));

/* ---- what many formats need: fields.c ---- */

static inline bool
rcm_letter_or_digit(char c)
{
	return rcm_is_digit(c) || rcm_is_upper(rcm_upper(c));
}

/* A field that is not there. */
#define RCM_NULL_TEXT ((RcmText) {NULL, 0})

/* Trimmed; null where nothing is left. */
extern RcmText rcm_field(RcmText field);
/* Digits only, from one to `most`. */
extern bool rcm_field_is_number(RcmText field, int most);
/* Exactly so many capitals and digits. */
extern bool rcm_field_is_word(RcmText field, int len);
/* Five characters of the shape of a HCPCS or CPT code. */
extern bool rcm_field_is_procedure(RcmText field);
/* Diagnosis in capitals, without dot, in file->record; null where it is none. */
extern RcmText rcm_field_diagnosis(RcmFile *file, RcmText field);
/* Does the field, trimmed and in any case, say this? */
extern bool rcm_field_says(RcmText field, const char *words);
/* Does it hold these words, in any case? */
extern bool rcm_field_mentions(RcmText field, const char *words);
/* Does it begin with these very bytes? */
extern bool rcm_begins_with(RcmText text, const char *bytes);
/* With leading zeros, which spreadsheets take away; as it is where it is not digits only. */
extern RcmText rcm_with_zeros(RcmFile *file, RcmText field, int width);
/* A boolean, as COPY reads it. */
extern RcmText rcm_flag_text(bool flag);

typedef enum RcmDateStyle
{
	RCM_DATE_YMD,				/* 20240701 */
	RCM_DATE_JULIAN,			/* 2024183 */
	RCM_DATE_SLASHES,			/* 07/01/2024 or 7/1/2024 */
	RCM_DATE_ISO				/* 2024-07-01 */
} RcmDateStyle;

/*
 * A date field: blank, "*" and "N/A" are no date.  False after a fault in that
 * column when it is something else that is not a date.
 */
extern bool rcm_field_date(RcmFile *file, RcmText field, int column, RcmDateStyle style,
						   int32_t *date);
/* "2024-07-01" in file->record; null for RCM_NO_DATE. */
extern RcmText rcm_date_text(RcmFile *file, int32_t date);
/* A plain decimal number with at most so many digits after the point, in file->record; false after a fault. */
extern bool rcm_field_decimal(RcmFile *file, RcmText field, int column, int places, RcmText *number);
/* Field `first` of a fixed-width line, counted from 1 as publishers do, both ends included; trimmed. */
extern RcmText rcm_columns(RcmText line, int first, int last);
/* printf into file->record. */
extern RcmText rcm_format_text(RcmFile *file, const char *format,...)
			__attribute__((format(printf, 2, 3)));
/* The place (from 0) of a header's name among the fields, in any case and trimmed; -1: not there. */
extern int	rcm_header_place(const RcmText *fields, int count, const char *name);
/* First day of a quarter 1-4; "2024Q3" into name, which has room for RCM_RELEASE_NAME. */
extern int32_t rcm_quarter(int year, int quarter, char *name);
/* The same of the quarter that a month begins; false where it begins none. */
extern bool rcm_month_quarter(RcmReleaseHint *hint, int year, int month);
/* "Jan" to "Dec". */
extern const char *const rcm_months[12];
/* The digits at a place of a name, e.g. a year; -1: not digits. */
extern int	rcm_name_number(RcmText name, int at, int digits);
/* Where a word stands in a name, in any case; -1: nowhere. */
extern int	rcm_name_find(RcmText name, const char *word);
/* The year that stands alone (four digits from 1990 to 2099) in a name; 0: none. */
extern int	rcm_name_year(RcmText name);
/* Month 1-12 whose English three-letter name begins a word of the name; 0: none. */
extern int	rcm_name_month(RcmText name);

#endif
