/*
 * release.c - see release.h.
 */
#include "cli/release.h"

#include <stdlib.h>

/* ---- parts ---- */

/* By part, files without one first, as they were given. */
static void
sort_by_part(RcmSources *sources)
{
	for (int i = 1; i < sources->count; i++)
	{
		RcmSource	moved = sources->list[i];
		int			j = i;

		for (; j > 0 && sources->list[j - 1].hint.part > moved.hint.part; j--)
			sources->list[j] = sources->list[j - 1];
		sources->list[j] = moved;
	}
}

/* Parts are 1, 2, 3...; files that are no part have no place among them. */
static bool
check_parts(const RcmSources *sources)
{
	const RcmSource *list = sources->list;

	for (int i = 0; i < sources->count; i++)
	{
		const RcmSource *last = &list[sources->count - 1];

		if (last->hint.part == 0)
			return true;
		if (list[i].hint.part == 0)
			rcm_complain("%s: is no part of a release, and %s is", list[i].shown, last->shown);
		else if (i > 0 && list[i].hint.part == list[i - 1].hint.part)
			rcm_complain("%s: is part %d of the release, as %s is", list[i].shown, list[i].hint.part,
						 list[i - 1].shown);
		else if (list[i].hint.part != i + 1)
			rcm_complain("part %d of the release is missing: %s is part %d", i + 1, list[i].shown,
						 list[i].hint.part);
		else
			continue;
		return false;
	}
	return true;
}

static bool
check_given_once(const RcmSources *sources)
{
	for (int i = 1; i < sources->count; i++)
		for (int j = 0; j < i; j++)
			if (strcmp(sources->list[i].shown, sources->list[j].shown) == 0)
			{
				rcm_complain("%s: is given twice", sources->list[i].shown);
				return false;
			}
	return true;
}

/* ---- what files say ---- */

static void
ask_name(RcmReleaseHint *hint, const RcmFormat *format, RcmText name)
{
	memset(hint, 0, sizeof(*hint));
	hint->from = hint->to = hint->published_on = RCM_NO_DATE;
	if (format->name != NULL && name.len > 0)
		format->name(format, name, hint);
}

bool
rcm_release_look(RcmSources *sources, const RcmFormat *format)
{
	for (int i = 0; i < sources->count; i++)
	{
		RcmSource  *source = &sources->list[i];

		ask_name(&source->hint, format, source->name);
		/* a file of an archive may have a plain name where the archive's says more */
		if (source->member != NULL && source->hint.name[0] == '\0' && source->hint.from == RCM_NO_DATE)
		{
			const char *slash = strrchr(source->path, '/');
			int			part = source->hint.part;

			ask_name(&source->hint, format, rcm_text_of(slash == NULL ? source->path : slash + 1));
			if (part > 0)
				source->hint.part = part;
		}
	}
	sort_by_part(sources);
	return check_given_once(sources) && check_parts(sources);
}

static void
take(RcmReleaseHint *all, const RcmReleaseHint *hint)
{
	if (all->name[0] == '\0')
		memcpy(all->name, hint->name, sizeof(all->name));
	if (all->from == RCM_NO_DATE)
		all->from = hint->from;
	if (all->to == RCM_NO_DATE)
		all->to = hint->to;
	if (all->published_on == RCM_NO_DATE)
		all->published_on = hint->published_on;
}

bool
rcm_release_add(RcmReleaseFound *found, const RcmSource *source, const RcmReleaseHint *hint,
				const RcmFormat *format, const RcmReleaseSaid *said)
{
	RcmReleaseHint *all = &found->hint;

	if (hint->other_set[0] != '\0' && strcmp(hint->other_set, format->set) != 0)
	{
		rcm_complain("%s: belongs to set \"%s\", not to \"%s\"", source->shown, hint->other_set, format->set);
		return false;
	}
	if (found->by == NULL)
	{
		memset(all, 0, sizeof(*all));
		all->from = all->to = all->published_on = RCM_NO_DATE;
		found->by = source->shown;
	}
	/* the user may call several releases one, but parts are of one whatever they are called */
	if (all->name[0] != '\0' && hint->name[0] != '\0' && strcmp(all->name, hint->name) != 0 &&
		(said->name == NULL || hint->part > 0))
	{
		rcm_complain("%s: is of release %s, and %s of release %s", source->shown, hint->name, found->by, all->name);
		return false;
	}
	if (all->name[0] == '\0' && hint->name[0] != '\0')
		found->by = source->shown;
	take(all, hint);
	return true;
}

static int32_t
either(int32_t said, int32_t found)
{
	return said != RCM_NO_DATE ? said : found;
}

bool
rcm_release_decide(const RcmReleaseFound *found, const RcmReleaseSaid *said, const RcmFormat *format,
				   RcmReleaseHint *release)
{
	*release = found->hint;
	release->from = either(said->from, found->hint.from);
	release->to = either(said->to, found->hint.to);
	release->published_on = either(said->published_on, found->hint.published_on);
	if (said->name != NULL)
		snprintf(release->name, sizeof(release->name), "%s", said->name);
	if (release->name[0] == '\0' && release->from != RCM_NO_DATE)
		rcm_date_format(release->from, release->name);
	if (release->name[0] == '\0')
		rcm_complain("neither the files nor their names say which release of \"%s\" this is: give --release and --from", format->set);
	else if (release->from == RCM_NO_DATE && !format->dated)
		rcm_complain("neither the files nor their names say from when release %s of \"%s\" is in force: give --from",
					 release->name, format->set);
	else if (release->to != RCM_NO_DATE && release->from != RCM_NO_DATE && release->to < release->from)
		rcm_complain("release %s of \"%s\" would end before it begins", release->name, format->set);
	else
		return true;
	return false;
}
