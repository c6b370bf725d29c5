/*
 * progress.h - how far a load has come.
 *
 * On a terminal a bar on standard error, redrawn five times a second; for each
 * file that is done a line on standard output.
 */
#ifndef RCM_PROGRESS_H
#define RCM_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

/* total: compressed bytes of all files, 0 when that is not known. */
extern void rcm_progress_begin(bool quiet, int64_t total);
/* The file that is read from now on, as messages name it. */
extern void rcm_progress_file(const char *shown);
/* Bytes and rows of all files so far. */
extern void rcm_progress_step(int64_t packed, int64_t unpacked, int64_t rows);
/* What else is being done, in place of the bar. */
extern void rcm_progress_phase(const char *words);
/* The file is done. */
extern void rcm_progress_file_done(const char *shown, int64_t rows);
/* Takes the bar away, for what is printed next. */
extern void rcm_progress_clear(void);

#endif
