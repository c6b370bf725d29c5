/*
 * read_dental.c - what only dental claims say: teeth, cavities, orthodontics.
 */
#include "claim837/read_parts.h"

/* More pieces than any list of them holds, so that the list says LIMIT. */
#define MOST_PIECES 12

static RcmDental *
dental(Rcm837Reader *r)
{
	RcmClaim   *c = r->claim;

	return rcm_837_part(r, c, &rcm_claim_shape, &c->dental, r->shapes.dental);
}

/*
 * DN1: months of orthodontic treatment, in all and to come, or that it is
 * orthodontics: 005010 says so in DN104, 004010 said so in DN103.
 */
static void
read_dn1(Rcm837Reader *r)
{
	const RcmShape *shape = r->shapes.dental;
	RcmText		says = rcm_837_text(r, RCM_837_FOR_CLAIM, rcm_x12_raw(&r->at, 4).len > 0 ? 4 : 3);
	RcmDental  *d;

	if (says.len + rcm_x12_raw(&r->at, 1).len + rcm_x12_raw(&r->at, 2).len == 0)
		return;
	d = dental(r);
	if (d == NULL)
		return;
	rcm_837_set_number(r, d, shape, &d->ortho_months, 1, rcm_x12_raw(&r->at, 1));
	rcm_837_set_number(r, d, shape, &d->ortho_remaining, 2, rcm_x12_raw(&r->at, 2));
	rcm_837_set_text(d, shape, &d->ortho, says);
}

/* DN2: a tooth that is missing or will be pulled. */
static void
read_dn2(Rcm837Reader *r)
{
	const RcmShape *shape = r->shapes.tooth;
	RcmText		number = rcm_837_text(r, RCM_837_FOR_CLAIM, 1);
	RcmText		status = rcm_837_text(r, RCM_837_FOR_CLAIM, 2);
	RcmDental  *d = number.len + status.len > 0 ? dental(r) : NULL;
	RcmTooth   *tooth = d != NULL ?
		rcm_837_add(r, d, r->shapes.dental, &d->teeth, shape) : NULL;

	if (tooth == NULL)
		return;
	rcm_837_set_text(tooth, shape, &tooth->tooth, number);
	rcm_837_set_text(tooth, shape, &tooth->status, status);
}

void
rcm_837_dental(Rcm837Reader *r)
{
	if (r->at.segment->id == ID3('D', 'N', '1'))
		read_dn1(r);
	else
		read_dn2(r);
}

void
rcm_837_appliance(Rcm837Reader *r, int32_t day)
{
	RcmDental  *d = day != RCM_NO_DATE ? dental(r) : NULL;

	if (d != NULL)
		rcm_837_set_date(d, r->shapes.dental, &d->appliance_placed, day);
}

/* All components of element i into a list of texts. */
static void
add_pieces(Rcm837Reader *r, int i, void *object, const RcmShape *shape, RcmList *list)
{
	RcmText		pieces[MOST_PIECES];
	int			n = rcm_x12_split(rcm_x12_raw(&r->at, i), r->at.delimiters.component,
								  pieces, MOST_PIECES);

	for (int k = 0; k < n && k < MOST_PIECES; k++)
		rcm_837_add_text(r, object, shape, list, rcm_837_keep(r, RCM_837_FOR_CLAIM, pieces[k]));
}

void
rcm_837_dental_service(Rcm837Reader *r, RcmLine *l)
{
	const RcmShape *shape = &rcm_line_shape;

	rcm_837_procedure(r, 1, l, shape, &l->code, &l->mods, &l->desc);
	rcm_837_set_amount(l, shape, &l->charge, rcm_x12_amount(&r->at, 2));
	rcm_837_set_text(l, shape, &l->pos, rcm_837_text(r, RCM_837_FOR_CLAIM, 3));
	add_pieces(r, 4, l, shape, &l->cavities);
	rcm_837_set_text(l, shape, &l->prosthesis, rcm_837_text(r, RCM_837_FOR_CLAIM, 5));
	rcm_837_set_number(r, l, shape, &l->units, 6, rcm_x12_raw(&r->at, 6));
	rcm_837_pointers(r, 11, l);
}

/* TOO: a tooth that the line is about, with its surfaces. */
void
rcm_837_teeth(Rcm837Reader *r, RcmLine *l)
{
	const RcmShape *shape = r->shapes.tooth;
	RcmText		number = rcm_837_text(r, RCM_837_FOR_CLAIM, 2);
	RcmTooth   *tooth;

	if (r->line_service != 'D')
		rcm_x12_finding(&r->at, "SV3-FORM", 0, "a tooth of a line that is not a dental service");
	if (number.len + rcm_x12_raw(&r->at, 3).len == 0)
		return;
	tooth = rcm_837_add(r, l, &rcm_line_shape, &l->teeth, shape);
	if (tooth == NULL)
		return;
	rcm_837_set_text(tooth, shape, &tooth->tooth, number);
	add_pieces(r, 3, tooth, shape, &tooth->surfaces);
}
