/*
 * interval.h - how sure a proportion is, and whether two of them differ.
 */
#ifndef RCM_KPI_INTERVAL_H
#define RCM_KPI_INTERVAL_H

#include <stdbool.h>
#include <stdint.h>

typedef struct RcmComparison
{
	double		difference;		/* the first proportion less the second */
	double		low;			/* the interval of the difference, by Newcombe's method */
	double		high;
	double		z;				/* of the pooled test that they are the same */
	double		p_value;		/* two-sided */
} RcmComparison;

/* The two-sided quantile of the normal distribution: 1.96 for 0.95.  0 < confidence < 1. */
extern double rcm_normal_quantile(double confidence);
/* Wilson's interval of hits among n; n > 0 and 0 <= hits <= n. */
extern void rcm_wilson(int64_t hits, int64_t n, double confidence, double *low, double *high);
extern void rcm_compare_proportions(int64_t hits_a, int64_t n_a, int64_t hits_b, int64_t n_b, double confidence, RcmComparison *result);

#endif
