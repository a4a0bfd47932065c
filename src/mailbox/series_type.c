/* What all sorts of series say in the same way. */
#include "mailbox/series_type.h"
#include "mailbox/box.h"
#include <nixie/text.h>

void nx_series_complain(const NxSeriesSpec *spec, guint line, const char *reason, NxProblems *problems)
{
    g_autofree char *file = spec->name ? g_build_filename(spec->mailbox->path, spec->name, NULL) : NULL;
    g_autofree char *text = g_strdup_printf(nx_tr("line %u: %s"), line, reason);
    nx_problems_add(problems, file ? file : spec->mailbox->path, "%s", text);
}
