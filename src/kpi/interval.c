/*
 * interval.c - see interval.h.
 */
#include "kpi/interval.h"

#include <math.h>

/* How much of the normal distribution lies beyond -z and z. */
static double
beyond(double z)
{
	return erfc(z / sqrt(2.0));
}

double
rcm_normal_quantile(double confidence)
{
	double		low = 0;
	double		high = 40;

	/* By halving: what lies beyond falls steadily, and there is nothing to converge badly. */
	for (int i = 0; i < 100; i++)
	{
		double		middle = (low + high) / 2;

		if (beyond(middle) > 1 - confidence)
			low = middle;
		else
			high = middle;
	}
	return (low + high) / 2;
}

void
rcm_wilson(int64_t hits, int64_t n, double confidence, double *low, double *high)
{
	double		z = rcm_normal_quantile(confidence);
	double		p = (double) hits / (double) n;
	double		shrink = 1 + z * z / (double) n;
	double		middle = (p + z * z / (2 * (double) n)) / shrink;
	double		half = z / shrink * sqrt(p * (1 - p) / (double) n + z * z / (4 * (double) n * (double) n));

	/* At the ends rounding must not leave the range, nor leave the end. */
	*low = hits == 0 ? 0 : fmax(middle - half, 0);
	*high = hits == n ? 1 : fmin(middle + half, 1);
}

void
rcm_compare_proportions(int64_t hits_a, int64_t n_a, int64_t hits_b, int64_t n_b, double confidence, RcmComparison *result)
{
	double		a = (double) hits_a / (double) n_a;
	double		b = (double) hits_b / (double) n_b;
	double		pooled = ((double) hits_a + (double) hits_b) / ((double) n_a + (double) n_b);
	double		error = sqrt(pooled * (1 - pooled) * (1 / (double) n_a + 1 / (double) n_b));
	double		low_a,
				high_a,
				low_b,
				high_b;

	rcm_wilson(hits_a, n_a, confidence, &low_a, &high_a);
	rcm_wilson(hits_b, n_b, confidence, &low_b, &high_b);
	result->difference = a - b;
	result->low = a - b - sqrt((a - low_a) * (a - low_a) + (high_b - b) * (high_b - b));
	result->high = a - b + sqrt((high_a - a) * (high_a - a) + (b - low_b) * (b - low_b));
	/* Nothing varies: all are hits, or none. */
	result->z = error > 0 ? (a - b) / error : 0;
	result->p_value = beyond(fabs(result->z));
}
