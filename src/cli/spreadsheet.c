/*
 * spreadsheet.c - a workbook's parts: which sheet, its texts, its rows.
 *
 * Office Open XML (ECMA-376 part 1, clause 18): a zip archive of XML files.
 * The sheets are read in the order of the workbook until one has rows.
 */
#include "cli/spreadsheet.h"

#include <stdlib.h>

/* Texts of a workbook that are kept in memory; HCPCS has less than a tenth. */
#define TEXT_LIMIT ((size_t) 24 * 1024 * 1024)
/* Texts are kept in blocks of this size, so that growing does not copy them. */
#define TEXT_BLOCK ((size_t) 256 * 1024)
#define MAX_SHEETS 64
#define MAX_NAME 256

/* What of an XML file a handler is in the middle of. */
typedef struct Workbook
{
	RcmReading *reading;
	zip_t	   *archive;
	XML_Parser	parser;			/* of the file at hand */
	char		ids[MAX_SHEETS][64];	/* relation of each sheet */
	int			sheets;
	char		wanted[64];		/* relation that is looked for */
	char		target[MAX_NAME];	/* what it leads to */
	RcmSharedTexts   *texts;
	bool		in_text;
	bool		in_phonetic;
} Workbook;

/* ---- XML files of the archive ---- */

const char *
rcm_xml_local(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon == NULL ? name : colon + 1;
}

const char *
rcm_xml_attribute(const char **attributes, const char *name)
{
	for (; *attributes != NULL; attributes += 2)
		if (strcmp(rcm_xml_local(attributes[0]), name) == 0)
			return attributes[1];
	return NULL;
}

/* Workbooks have no document types; what has one is after our memory. */
static void XMLCALL
refuse_doctype(void *parser, const XML_Char *name, const XML_Char *sysid, const XML_Char *pubid, int has_subset)
{
	(void) name, (void) sysid, (void) pubid, (void) has_subset;
	rcm_reading_fault(*(RcmReading **) XML_GetUserData(parser), "the spreadsheet is not one of Excel's: it has a document type");
	XML_StopParser(parser, XML_FALSE);
}

static bool
parse_pieces(RcmReading *reading, zip_file_t *file, XML_Parser parser, const char *path, int64_t whole)
{
	int64_t		have = 0;
	zip_int64_t n;

	do
	{
		void	   *room = rcm_must_have(XML_GetBuffer(parser, RCM_PIECE));

		n = zip_fread(file, room, RCM_PIECE);
		if (rcm_stopped)
			return false;
		if (n < 0)
			return rcm_reading_fault(reading, "the spreadsheet is damaged (%s)",
									 zip_error_strerror(zip_file_get_error(file)));
		if (XML_ParseBuffer(parser, (int) n, n == 0) != XML_STATUS_OK)
			/* aborted: the handler has said why, or the sink gave up */
			return XML_GetErrorCode(parser) == XML_ERROR_ABORTED ? false : rcm_reading_fault(reading, "the spreadsheet is damaged (%s, line %lld: %s)", path,
									 (long long) RCM_XML_LINE(parser),
									 XML_ErrorString(XML_GetErrorCode(parser)));
		have += n;
		if (whole > 0)
			rcm_source_advance(reading->source, have, whole);
	} while (n > 0);
	return true;
}

bool
rcm_xml_parse(RcmReading *reading, zip_t *archive, const char *path, bool advance, RcmXmlHandlers handlers,
			  void *arg)
{
	zip_file_t *file = zip_fopen(archive, path, 0);
	zip_stat_t	status;
	XML_Parser	parser;
	bool		good;

	if (file == NULL || zip_stat(archive, path, 0, &status) != 0)
	{
		if (file != NULL)
			zip_fclose(file);
		return rcm_reading_fault(reading, "the spreadsheet is damaged: %s cannot be read", path);
	}
	parser = rcm_must_have(XML_ParserCreate(NULL));
	XML_SetUserData(parser, arg);
	XML_SetElementHandler(parser, handlers.start, handlers.end);
	XML_SetCharacterDataHandler(parser, handlers.text);
	XML_SetStartDoctypeDeclHandler(parser, refuse_doctype);
	if (handlers.parser != NULL)
		*handlers.parser = parser;
	/* the handler of the document type needs the parser, the others their own */
	XML_UseParserAsHandlerArg(parser);
	good = parse_pieces(reading, file, parser, path, advance ? (int64_t) status.size : 0);
	XML_ParserFree(parser);
	zip_fclose(file);
	return good && reading->fault[0] == '\0';
}

/* ---- the texts that cells share ---- */

static bool
texts_full(RcmSharedTexts *texts)
{
	return texts->used + sizeof(RcmText) * (size_t) texts->room > TEXT_LIMIT;
}

/* Room for n more bytes of the text at hand, which may move to a larger block. */
static char *
text_room(RcmSharedTexts *texts, size_t n)
{
	size_t		begun = texts->open_len;

	if (texts->next == NULL || (size_t) (texts->end - texts->next) < begun + n)
	{
		size_t		size = begun + n > TEXT_BLOCK ? (begun + n) * 2 : TEXT_BLOCK;
		RcmTextBlock *block = rcm_must_have(malloc(sizeof(RcmTextBlock) + size));

		if (begun > 0)
			memcpy(block->bytes, texts->next, begun);
		block->older = texts->blocks;
		texts->blocks = block;
		texts->next = block->bytes;
		texts->end = block->bytes + size;
		texts->used += size;
	}
	return texts->next + begun;
}

static void
text_done(RcmSharedTexts *texts)
{
	if (texts->count == texts->room)
	{
		texts->room = texts->room * 2 + 1024;
		texts->list = rcm_must_have(realloc(texts->list, sizeof(RcmText) * (size_t) texts->room));
	}
	texts->list[texts->count++] = (RcmText) {texts->next, (int32_t) texts->open_len};
	if (texts->next != NULL)
		texts->next += texts->open_len;
	texts->open_len = 0;
}

static void
texts_free(RcmSharedTexts *texts)
{
	while (texts->blocks != NULL)
	{
		RcmTextBlock *older = texts->blocks->older;

		free(texts->blocks);
		texts->blocks = older;
	}
	free(texts->list);
}

static void XMLCALL
texts_start(void *parser, const XML_Char *name, const XML_Char **attributes)
{
	Workbook   *book = XML_GetUserData(parser);

	(void) attributes;
	name = rcm_xml_local(name);
	book->in_text = strcmp(name, "t") == 0 && !book->in_phonetic;
	/* how a text is pronounced, in Japanese workbooks */
	if (strcmp(name, "rPh") == 0)
		book->in_phonetic = true;
}

static void XMLCALL
texts_end(void *parser, const XML_Char *name)
{
	Workbook   *book = XML_GetUserData(parser);

	name = rcm_xml_local(name);
	book->in_text = false;
	if (strcmp(name, "rPh") == 0)
		book->in_phonetic = false;
	else if (strcmp(name, "si") == 0)
		text_done(book->texts);
}

static void XMLCALL
texts_text(void *parser, const XML_Char *data, int len)
{
	Workbook   *book = XML_GetUserData(parser);

	if (!book->in_text || book->reading->fault[0] != '\0')
		return;
	memcpy(text_room(book->texts, (size_t) len), data, (size_t) len);
	book->texts->open_len += (size_t) len;
	if (texts_full(book->texts))
	{
		rcm_reading_fault(book->reading, "the spreadsheet has too much text to be read as one: save it as CSV");
		XML_StopParser(parser, XML_FALSE);
	}
}

/* ---- which files of the archive ---- */

static void XMLCALL
sheet_named(void *parser, const XML_Char *name, const XML_Char **attributes)
{
	Workbook   *book = XML_GetUserData(parser);
	const char *id = rcm_xml_attribute(attributes, "id");

	if (strcmp(rcm_xml_local(name), "sheet") == 0 && id != NULL && book->sheets < MAX_SHEETS)
		snprintf(book->ids[book->sheets++], sizeof(book->ids[0]), "%s", id);
}

static void XMLCALL
relation_named(void *parser, const XML_Char *name, const XML_Char **attributes)
{
	Workbook   *book = XML_GetUserData(parser);
	const char *id = rcm_xml_attribute(attributes, "Id");
	const char *target = rcm_xml_attribute(attributes, "Target");

	if (strcmp(rcm_xml_local(name), "Relationship") != 0 || id == NULL || target == NULL ||
		strcmp(id, book->wanted) != 0)
		return;
	/* from the archive's root, or from the workbook's directory */
	if (target[0] == '/')
		snprintf(book->target, sizeof(book->target), "%s", target + 1);
	else
		snprintf(book->target, sizeof(book->target), "xl/%s", target);
}

static bool
find_sheet(Workbook *book, int sheet)
{
	RcmXmlHandlers handlers = {.start = relation_named};

	strcpy(book->wanted, book->ids[sheet]);
	book->target[0] = '\0';
	return rcm_xml_parse(book->reading, book->archive, "xl/_rels/workbook.xml.rels", false, handlers, book) &&
		(book->target[0] != '\0' || rcm_reading_fault(book->reading, "the spreadsheet is damaged: a sheet is missing"));
}

static bool
read_texts(Workbook *book)
{
	RcmXmlHandlers handlers = {.start = texts_start, .end = texts_end, .text = texts_text};

	return zip_name_locate(book->archive, "xl/sharedStrings.xml", ZIP_FL_NOCASE) < 0 ||
		rcm_xml_parse(book->reading, book->archive, "xl/sharedStrings.xml", false, handlers, book);
}

bool
rcm_is_spreadsheet(zip_t *archive)
{
	return zip_name_locate(archive, "[Content_Types].xml", 0) >= 0 &&
		zip_name_locate(archive, "xl/workbook.xml", 0) >= 0;
}

bool
rcm_spreadsheet_read(RcmReading *reading, zip_t *archive)
{
	RcmXmlHandlers handlers = {.start = sheet_named};
	RcmSharedTexts	texts;
	Workbook   *book = rcm_must_have(calloc(1, sizeof(*book)));
	int64_t		rows = 0;
	bool		good;

	memset(&texts, 0, sizeof(texts));
	book->reading = reading;
	book->archive = archive;
	book->texts = &texts;
	good = rcm_xml_parse(reading, archive, "xl/workbook.xml", false, handlers, book) && read_texts(book);
	for (int i = 0; good && rows == 0 && i < book->sheets; i++)
		good = find_sheet(book, i) && rcm_sheet_read(reading, archive, book->target, &texts, &rows);
	texts_free(&texts);
	free(book);
	return good;
}
