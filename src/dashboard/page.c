/*
 * page.c - joins the page: its template, style and scripts, and the data.
 *
 * The page may run no script but its own two, and load nothing: its policy
 * names them by their SHA-256.
 */
#include "dashboard/page.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/evp.h>

/* A SHA-256 in base 64, with the end of the string. */
#define HASH_TEXT 45

static bool
hash_of(const char *text, char hash[HASH_TEXT])
{
	unsigned char bytes[EVP_MAX_MD_SIZE];
	unsigned int size;

	if (EVP_Digest(text, strlen(text), bytes, &size, EVP_sha256(), NULL) != 1)
	{
		errno = ENOSYS;
		return false;
	}
	EVP_EncodeBlock((unsigned char *) hash, bytes, (int) size);
	return true;
}

static bool
write_policy(FILE *to)
{
	char		css[HASH_TEXT];
	char		chart[HASH_TEXT];
	char		js[HASH_TEXT];

	if (!hash_of(rcm_page_css, css) || !hash_of(rcm_page_chart, chart) || !hash_of(rcm_page_js, js))
		return false;
	return fprintf(to, "default-src 'none'; script-src 'sha256-%s' 'sha256-%s'; style-src 'sha256-%s'; "
				   "img-src data:; base-uri 'none'; form-action 'none'", chart, js, css) > 0;
}

/*
 * JSON that stands in HTML: what could end the element, or a line of a script
 * of old, is written as an escape.  In JSON these are in strings only.
 */
static bool
write_json(FILE *to, const char *json)
{
	for (const unsigned char *c = (const unsigned char *) json; *c != '\0'; c++)
	{
		if (*c == '<' || *c == '>' || *c == '&')
			fprintf(to, "\\u%04x", *c);
		else if (c[0] == 0xE2 && c[1] == 0x80 && (c[2] == 0xA8 || c[2] == 0xA9))
		{
			fprintf(to, "\\u20%02x", c[2] - 0x80);
			c += 2;
		}
		else
			putc(*c, to);
	}
	return !ferror(to);
}

static bool
write_data(FILE *to, const char *const *documents, int count)
{
	putc('[', to);
	for (int i = 0; i < count; i++)
	{
		if (i > 0)
			putc(',', to);
		if (!write_json(to, documents[i]))
			return false;
	}
	putc(']', to);
	return !ferror(to);
}

/* What stands for @name@ in the template; false: it could not be written. */
static bool
write_part(FILE *to, const char *name, size_t len, const char *const *documents, int count)
{
	static const struct
	{
		const char *name;
		const char *text;
	}			parts[] = {{"css", rcm_page_css}, {"chart", rcm_page_chart}, {"js", rcm_page_js}};

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (strlen(parts[i].name) == len && memcmp(parts[i].name, name, len) == 0)
			return fputs(parts[i].text, to) != EOF;
	if (len == strlen("policy") && memcmp(name, "policy", len) == 0)
		return write_policy(to);
	return write_data(to, documents, count);
}

bool
rcm_page_write(FILE *to, const char *const *documents, int count)
{
	const char *from = rcm_page_html;

	for (const char *at; (at = strchr(from, '@')) != NULL;)
	{
		const char *end = strchr(at + 1, '@');

		if (end == NULL)
			break;
		fwrite(from, 1, (size_t) (at - from), to);
		if (!write_part(to, at + 1, (size_t) (end - at - 1), documents, count))
			return false;
		from = end + 1;
	}
	fputs(from, to);
	putc('\n', to);
	return fflush(to) == 0 && !ferror(to);
}

/* A file of a name not taken beside path, with the rights that a new file has. */
static FILE *
open_beside(const char *path, char *name, size_t size)
{
	mode_t		mask = umask(0);
	int			fd;
	FILE	   *file;

	umask(mask);
	snprintf(name, size, "%s.XXXXXX", path);
	fd = mkstemp(name);
	if (fd < 0)
		return NULL;
	file = fchmod(fd, 0666 & ~mask) == 0 ? fdopen(fd, "w") : NULL;
	if (file == NULL)
	{
		int			saved = errno;

		close(fd);
		unlink(name);
		errno = saved;
	}
	return file;
}

bool
rcm_page_save(const char *path, const char *const *documents, int count)
{
	size_t		size = strlen(path) + sizeof(".XXXXXX");
	char	   *name = malloc(size);
	FILE	   *file = name == NULL ? NULL : open_beside(path, name, size);
	bool		fine;
	int			saved;

	if (file == NULL)
	{
		saved = errno;
		free(name);
		errno = saved;
		return false;
	}
	fine = rcm_page_write(file, documents, count) && fsync(fileno(file)) == 0;
	saved = errno;
	if (fclose(file) != 0 && fine)
	{
		fine = false;
		saved = errno;
	}
	if (fine && rename(name, path) != 0)
	{
		fine = false;
		saved = errno;
	}
	if (!fine)
		unlink(name);
	free(name);
	errno = saved;
	return fine;
}
