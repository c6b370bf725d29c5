/*
 * spreadsheet.h - what the two halves of reading a workbook share: its texts
 * and parts (spreadsheet.c), the rows of a sheet (sheet.c).
 */
#ifndef RCM_SPREADSHEET_H
#define RCM_SPREADSHEET_H

#include "cli/input.h"
#include "formats/xml.h"

typedef struct RcmTextBlock
{
	struct RcmTextBlock *older;
	char		bytes[];
} RcmTextBlock;

/* The texts that cells share, by number. */
typedef struct RcmSharedTexts
{
	RcmText    *list;
	int			count;
	int			room;
	RcmTextBlock *blocks;		/* newest first */
	char	   *next;
	char	   *end;
	size_t		open_len;		/* of the text that is being read, at next */
	size_t		used;			/* bytes of all blocks */
} RcmSharedTexts;

typedef struct RcmXmlHandlers
{
	XML_StartElementHandler start;
	XML_EndElementHandler end;
	XML_CharacterDataHandler text;
	XML_Parser *parser;			/* gets the parser; may be NULL */
} RcmXmlHandlers;

/* A name without its prefix. */
extern const char *rcm_xml_local(const char *name);
/* NULL: there is none of this name. */
extern const char *rcm_xml_attribute(const char **attributes, const char *name);
/*
 * Handlers are called with the parser, whose user data is arg: a structure that
 * begins with the RcmReading *.  advance: it counts for the source's progress.
 */
extern bool rcm_xml_parse(RcmReading *reading, zip_t *archive, const char *path, bool advance,
						  RcmXmlHandlers handlers, void *arg);
/* sheet.c: gives a sheet's rows; how many had anything in them. */
extern bool rcm_sheet_read(RcmReading *reading, zip_t *archive, const char *path,
						   const RcmSharedTexts *texts, int64_t *rows);

#endif
