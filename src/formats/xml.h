/*
 * xml.h - expat, and where its parser is.  Pure core.
 */
#ifndef RCM_XML_H
#define RCM_XML_H

#include <expat.h>
#include <stdint.h>

/* Newer expats have other names for these, and warn of the old ones. */
#ifdef XML_ATTR_DEPRECATED
#define RCM_XML_LINE(parser) ((int64_t) XML_GetCurrentLineNumber64(parser))
#define RCM_XML_COLUMN(parser) ((int) XML_GetCurrentColumnNumber64(parser) + 1)
#else
#define RCM_XML_LINE(parser) ((int64_t) XML_GetCurrentLineNumber(parser))
#define RCM_XML_COLUMN(parser) ((int) XML_GetCurrentColumnNumber(parser) + 1)
#endif

#endif
