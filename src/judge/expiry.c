#include "judge/expiry.h"
#include <nixie/text.h>

/* "expiry.REASON=TIME" into reason and time; what is wrong with it, or NULL. */
static const char *read_expiry(const char *setting, NxReason *reason, NxTime *stands)
{
    g_auto(GStrv) sides = g_strsplit(setting + strlen(NX_EXPIRY_PREFIX), "=", 2);
    if (g_strv_length(sides) != 2)
        return nx_tr("expected expiry.REASON=TIME");
    if (!nx_reason_parse(g_strstrip(sides[0]), reason))
        return nx_tr("there is no such reason");
    if (*reason == NX_REASON_FEEDBACK)
        return nx_tr("complaints and opt-outs never end by policy");
    if (!nx_duration_parse(g_strstrip(sides[1]), stands) || *stands <= 0)
        return nx_tr("behind = stands a time such as 180d");
    return NULL;
}

const char *nx_expiry_wrong(const char *setting)
{
    NxReason reason;
    NxTime stands;
    return read_expiry(setting, &reason, &stands);
}

NxTime nx_expiry_of(const NxSettings *settings, NxReason wanted)
{
    for (guint i = settings->policy ? settings->policy->len : 0; i > 0; i--) {
        const char *setting = g_array_index(settings->policy, NxSetting, i - 1).value;
        NxReason reason;
        NxTime stands;
        if (g_str_has_prefix(setting, NX_EXPIRY_PREFIX) && !read_expiry(setting, &reason, &stands) && reason == wanted)
            return stands;
    }
    return 0;
}
