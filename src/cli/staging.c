/*
 * staging.c - see staging.h.
 */
#include "cli/staging.h"

#include <errno.h>
#include <stdlib.h>

#include "cli/input.h"

void
rcm_staging_begin(RcmStaging *staging, PGconn *conn, const RcmFormat *format)
{
	memset(staging, 0, sizeof(*staging));
	staging->conn = conn;
	staging->format = format;
}

static bool
fail(RcmStaging *staging)
{
	staging->failed = true;
	return false;
}

/* ---- COPY ---- */

static char *
room_for(RcmStaging *staging, size_t n)
{
	if (staging->room - staging->len < n)
	{
		staging->room = (staging->len + n) * 2;
		staging->piece = rcm_must_have(realloc(staging->piece, staging->room));
	}
	return staging->piece + staging->len;
}

static void
add(RcmStaging *staging, const char *data, size_t len)
{
	memcpy(room_for(staging, len), data, len);
	staging->len += len;
}

/* What the server has to say after COPY, or instead of it. */
static bool
read_answer(RcmStaging *staging)
{
	PGresult   *result;

	while ((result = PQgetResult(staging->conn)) != NULL)
	{
		if (PQresultStatus(result) != PGRES_COMMAND_OK && !staging->failed)
		{
			rcm_server_complaint(staging->conn, result);
			staging->failed = true;
		}
		PQclear(result);
		if (PQstatus(staging->conn) == CONNECTION_BAD)
			return fail(staging);
	}
	return !staging->failed;
}

static bool
send_piece(RcmStaging *staging)
{
	/* hears of an error now, rather than when everything is sent */
	bool		good = PQconsumeInput(staging->conn) &&
		PQputCopyData(staging->conn, staging->piece, (int) staging->len) == 1;

	staging->len = 0;
	if (good)
		return true;
	staging->copying = false;
	read_answer(staging);
	return fail(staging);
}

/* "COPY table (columns) FROM STDIN"; columns are separated by ", ". */
static char *
copy_statement(RcmStaging *staging, const char *table, const char *columns)
{
	char	   *copy = rcm_must_have(strdup(columns));
	char	   *statement = rcm_must_have(malloc(strlen(table) + strlen(columns) * 4 + 64));
	char	   *to = statement + sprintf(statement, "COPY %s (", table);
	char	   *place;

	for (char *column = strtok_r(copy, ", ", &place); column != NULL; column = strtok_r(NULL, ", ", &place))
	{
		char	   *quoted = rcm_must_have(PQescapeIdentifier(staging->conn, column, strlen(column)));

		to += sprintf(to, "%s%s", to[-1] == '(' ? "" : ", ", quoted);
		PQfreemem(quoted);
	}
	strcpy(to, ") FROM STDIN");
	free(copy);
	return statement;
}

/* The table is made by the extension, which knows the types; its name comes quoted. */
static bool
begin_copy(RcmStaging *staging, int output)
{
	const char *values[] = {staging->format->outputs[output].table, staging->outputs[output].columns};
	PGresult   *result = rcm_ask(staging->conn, "SELECT rcm.stage_rows($1, $2)", 2, values);
	char	   *statement;

	if (result == NULL)
		return fail(staging);
	statement = copy_statement(staging, PQgetvalue(result, 0, 0), values[1]);
	PQclear(result);
	result = rcm_ask(staging->conn, statement, 0, NULL);
	free(statement);
	PQclear(result);
	if (result == NULL)
		return fail(staging);
	staging->copying = true;
	return true;
}

static bool
end_copy(RcmStaging *staging)
{
	if (staging->len > 0 && !send_piece(staging))
		return false;
	staging->copying = false;
	if (PQputCopyEnd(staging->conn, NULL) != 1)
	{
		rcm_server_complaint(staging->conn, NULL);
		return fail(staging);
	}
	return read_answer(staging);
}

/* ---- rows ---- */

/* The byte after the backslash; 0: the byte stands for itself. */
static char
escape(char c)
{
	switch (c)
	{
		case '\\':
			return '\\';
		case '\t':
			return 't';
		case '\n':
			return 'n';
		case '\r':
			return 'r';
		default:
			return 0;
	}
}

/* A line of COPY's text format. */
static void
add_row(RcmStaging *staging, const RcmText *fields, int count)
{
	for (int i = 0; i < count; i++)
	{
		char	   *to;

		if (i > 0)
			add(staging, "\t", 1);
		if (fields[i].data == NULL)
		{
			add(staging, "\\N", 2);
			continue;
		}
		to = room_for(staging, (size_t) fields[i].len * 2);
		for (const char *p = fields[i].data, *end = p + fields[i].len; p < end; p++)
		{
			char		letter = escape(*p);

			if (letter != 0)
				*to++ = '\\';
			*to++ = letter != 0 ? letter : *p;
		}
		staging->len = (size_t) (to - staging->piece);
	}
	add(staging, "\n", 1);
}

/* The first row of an output decides its columns, in this file and those after it. */
static bool
check_columns(RcmStaging *staging, RcmFile *file, int output)
{
	RcmStagedOutput *o = &staging->outputs[output];
	const char *columns = file->header_columns[output] != NULL ? file->header_columns[output] :
		file->format->outputs[output].columns;

	if (o->columns == NULL)
	{
		o->columns = rcm_must_have(strdup(columns));
		return output > 0 || begin_copy(staging, 0);
	}
	if (strcmp(o->columns, columns) == 0)
		return true;
	return rcm_file_fault(file, 0, "its columns are %s, those of the files before it %s", columns, o->columns);
}

static bool
let_wait(RcmStaging *staging, RcmStagedOutput *o, const RcmText *fields, int count)
{
	size_t		before = staging->len;

	if (o->waiting == NULL && (o->waiting = tmpfile()) == NULL)
	{
		rcm_complain("a temporary file cannot be made: %s", strerror(errno));
		return fail(staging);
	}
	add_row(staging, fields, count);
	if (fwrite(staging->piece + before, 1, staging->len - before, o->waiting) != staging->len - before)
	{
		rcm_complain("a temporary file cannot be written: %s", strerror(errno));
		return fail(staging);
	}
	staging->len = before;
	return true;
}

bool
rcm_staging_row(void *arg, RcmFile *file, int output, const RcmText *fields)
{
	RcmStaging *staging = arg;

	/* the first row of a file shows what its header has decided */
	if ((file->rows[output] == 1 || staging->outputs[output].columns == NULL) &&
		!check_columns(staging, file, output))
		return false;
	if (output > 0)
		return let_wait(staging, &staging->outputs[output], fields, file->columns[output]);
	add_row(staging, fields, file->columns[0]);
	return staging->len < RCM_PIECE || send_piece(staging);
}

static bool
copy_waiting(RcmStaging *staging, int output)
{
	FILE	   *waiting = staging->outputs[output].waiting;
	size_t		n;

	if (!begin_copy(staging, output) || fflush(waiting) != 0 || fseek(waiting, 0, SEEK_SET) != 0)
		return fail(staging);
	while ((n = fread(room_for(staging, RCM_PIECE), 1, RCM_PIECE, waiting)) > 0)
	{
		staging->len = n;
		if (rcm_stopped || !send_piece(staging))
			return false;
	}
	if (ferror(waiting))
	{
		rcm_complain("a temporary file cannot be read: %s", strerror(errno));
		return fail(staging);
	}
	return end_copy(staging);
}

bool
rcm_staging_finish(RcmStaging *staging)
{
	if (staging->copying && !end_copy(staging))
		return false;
	for (int i = 1; i < RCM_MAX_OUTPUTS; i++)
		if (staging->outputs[i].waiting != NULL && !copy_waiting(staging, i))
			return false;
	return !staging->failed;
}

void
rcm_staging_free(RcmStaging *staging)
{
	/* the server is told, rather than left with half a COPY */
	if (staging->copying && PQputCopyEnd(staging->conn, "the file was refused") == 1)
	{
		staging->failed = true;
		read_answer(staging);
	}
	for (int i = 0; i < RCM_MAX_OUTPUTS; i++)
	{
		free(staging->outputs[i].columns);
		if (staging->outputs[i].waiting != NULL)
			fclose(staging->outputs[i].waiting);
	}
	free(staging->piece);
}
