/*
 * unpack.c - gzip is unpacked as it comes, everything else goes on as it is.
 *
 * Kinds of files that rcm does not read are named by what they are, which
 * helps more than the parser's "no header" would.
 */
#include "cli/input.h"

#include <stdlib.h>
#include <zlib.h>

struct RcmUnpacker
{
	RcmReading *reading;
	bool		begun;
	bool		gzip;
	bool		between;		/* a gzip stream has ended, another may begin */
	z_stream	z;
	char	   *out;
};

/* What cannot be read, by its first bytes. */
static const struct
{
	const char *magic;
	int			len;
	const char *what;
}			foreign[] = {
	{"PK\x03\x04", 4, "it is a zip archive, which must be given as a file by its name"},
	{"\xD0\xCF\x11\xE0", 4, "it is an old Excel workbook (.xls): save it as .xlsx or CSV"},
	{"\xFD" "7zXZ", 5, "it is compressed with xz: unpack it first"},
	{"7z\xBC\xAF", 4, "it is a 7z archive: unpack it first"},
	{"BZh", 3, "it is compressed with bzip2: unpack it first"},
	{"\x28\xB5\x2F\xFD", 4, "it is compressed with zstd: unpack it first"},
	{"\x1F\x9D", 2, "it is compressed with compress: unpack it first"},
	{"Rar!", 4, "it is a rar archive: unpack it first"},
};

RcmUnpacker *
rcm_unpacker_new(RcmReading *reading)
{
	RcmUnpacker *unpacker = rcm_must_have(calloc(1, sizeof(*unpacker)));

	unpacker->reading = reading;
	return unpacker;
}

void
rcm_unpacker_free(RcmUnpacker *unpacker)
{
	if (unpacker->gzip)
		inflateEnd(&unpacker->z);
	free(unpacker->out);
	free(unpacker);
}

/* The first bytes; the piece they are in has at least as many as a magic number. */
static bool
look(RcmUnpacker *unpacker, const char *data, size_t len)
{
	unpacker->begun = true;
	for (size_t i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++)
		if (len >= (size_t) foreign[i].len && memcmp(data, foreign[i].magic, (size_t) foreign[i].len) == 0)
			return rcm_reading_fault(unpacker->reading, "%s", foreign[i].what);
	if (len < 2 || memcmp(data, "\x1F\x8B", 2) != 0)
		return true;
	unpacker->gzip = true;
	unpacker->out = rcm_must_have(malloc(RCM_PIECE));
	/* 16: with gzip's header and checksum */
	if (inflateInit2(&unpacker->z, MAX_WBITS + 16) != Z_OK)
		rcm_must_have(NULL);
	return true;
}

/* After a stream: zeros that pad it, or the next. */
static bool
between_streams(RcmUnpacker *unpacker)
{
	z_stream   *z = &unpacker->z;

	while (z->avail_in > 0 && *z->next_in == 0)
	{
		z->next_in++;
		z->avail_in--;
	}
	if (z->avail_in == 0)
		return true;
	unpacker->between = false;
	return inflateReset(z) == Z_OK;
}

static bool
inflate_piece(RcmUnpacker *unpacker, const char *data, size_t len)
{
	RcmReading *reading = unpacker->reading;
	z_stream   *z = &unpacker->z;

	z->next_in = (Bytef *) (uintptr_t) data;
	z->avail_in = (uInt) len;
	for (;;)
	{
		int			status;
		size_t		given;

		if (unpacker->between && !between_streams(unpacker))
			return rcm_reading_fault(reading, "it cannot be unpacked");
		if (unpacker->between)
			return true;
		z->next_out = (Bytef *) unpacker->out;
		z->avail_out = RCM_PIECE;
		status = inflate(z, Z_NO_FLUSH);
		given = RCM_PIECE - z->avail_out;
		if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
			return rcm_reading_fault(reading, "it is damaged: %s", z->msg == NULL ? "gzip" : z->msg);
		if (given > 0 && !reading->sink(reading->arg, unpacker->out, given))
			return false;
		unpacker->between = status == Z_STREAM_END;
		if (!unpacker->between && z->avail_in == 0 && z->avail_out > 0)
			return true;
	}
}

bool
rcm_unpacker_feed(RcmUnpacker *unpacker, const char *data, size_t len)
{
	if (rcm_stopped || (!unpacker->begun && !look(unpacker, data, len)))
		return false;
	if (unpacker->gzip)
		return inflate_piece(unpacker, data, len);
	return unpacker->reading->sink(unpacker->reading->arg, data, len);
}

bool
rcm_unpacker_end(RcmUnpacker *unpacker)
{
	if (unpacker->gzip && !unpacker->between)
		return rcm_reading_fault(unpacker->reading, "it is cut: the compressed data ends too early");
	return true;
}
