/* What was cut, in words. */
#include <nixie/report.h>
#include <nixie/text.h>

static const struct {
    const char *name, *label;
} CUTS[NX_N_CUTS] = {
    [NX_CUT_MESSAGE] = {"message", N_("the end of the message")},
    [NX_CUT_HEADERS] = {"headers", N_("header lines")},
    [NX_CUT_PARTS] = {"parts", N_("parts")},
    [NX_CUT_TEXT] = {"text", N_("the end of the text")},
    [NX_CUT_RECIPIENTS] = {"recipients", N_("recipients")},
    [NX_CUT_FIELDS] = {"fields", N_("fields of the delivery status")},
    [NX_CUT_DIAGNOSTIC] = {"diagnostic", N_("the end of a diagnostic")},
};

const char *nx_cut_name(NxCut cut)
{
    return CUTS[cut].name;
}

char *nx_cuts_text(NxCuts cuts)
{
    if (!cuts)
        return NULL;
    g_autoptr(GString) what = g_string_new(NULL);
    for (guint cut = 0; cut < NX_N_CUTS; cut++)
        if (cuts & NX_CUT_BIT(cut))
            g_string_append_printf(what, "%s%s", what->len ? ", " : "", nx_tr(CUTS[cut].label));
    return g_strdup_printf(nx_tr("too large to be read whole; left out: %s"), what->str);
}
