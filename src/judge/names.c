/* The closed sets of a verdict but for the reasons: classes, advices, confidences, sources of a status, parties. */
#include "judge/names.h"
#include <nixie/text.h>
#include <nixie/verdict.h>

gboolean nx_name_find(const char *const *names, guint n, const char *name, guint *at)
{
    for (guint i = 0; name && i < n; i++) {
        if (names[i] && g_ascii_strcasecmp(names[i], name) == 0) {
            *at = i;
            return TRUE;
        }
    }
    return FALSE;
}

static const char *const CLASS_NAMES[] = {
    [NX_CLASS_NONE] = "none",   [NX_CLASS_HARD] = "hard",           [NX_CLASS_SOFT] = "soft",
    [NX_CLASS_BLOCK] = "block", [NX_CLASS_COMPLAINT] = "complaint", [NX_CLASS_AUTOREPLY] = "auto-reply",
};
G_STATIC_ASSERT(G_N_ELEMENTS(CLASS_NAMES) == NX_N_CLASSES);

const char *nx_class_name(NxClass klass)
{
    g_return_val_if_fail(klass < NX_N_CLASSES, "none");
    return CLASS_NAMES[klass];
}

gboolean nx_class_parse(const char *name, NxClass *klass)
{
    guint at;
    if (!nx_name_find(CLASS_NAMES, NX_N_CLASSES, name, &at))
        return FALSE;
    *klass = (NxClass)at;
    return TRUE;
}

static const char *const ADVICE_NAMES[] = {
    [NX_ADVICE_IGNORE] = N_("ignore"), [NX_ADVICE_SUPPRESS] = N_("suppress"), [NX_ADVICE_RETRY] = N_("retry"),
    [NX_ADVICE_HOLD] = N_("hold"),     [NX_ADVICE_REVIEW] = N_("review"),
};
G_STATIC_ASSERT(G_N_ELEMENTS(ADVICE_NAMES) == NX_N_ADVICES);

const char *nx_advice_name(NxAdviceKind advice)
{
    g_return_val_if_fail(advice < NX_N_ADVICES, "review");
    return ADVICE_NAMES[advice];
}

gboolean nx_advice_parse(const char *name, NxAdviceKind *advice)
{
    guint at;
    if (!nx_name_find(ADVICE_NAMES, NX_N_ADVICES, name, &at))
        return FALSE;
    *advice = (NxAdviceKind)at;
    return TRUE;
}

static const char *const CONFIDENCE_NAMES[] = {
    [NX_GUESS] = N_("guess"), [NX_LIKELY] = N_("likely"), [NX_CERTAIN] = N_("certain")};
G_STATIC_ASSERT(G_N_ELEMENTS(CONFIDENCE_NAMES) == NX_N_CONFIDENCES);

const char *nx_confidence_name(NxConfidence confidence)
{
    g_return_val_if_fail(confidence < G_N_ELEMENTS(CONFIDENCE_NAMES), "guess");
    return CONFIDENCE_NAMES[confidence];
}

gboolean nx_confidence_parse(const char *name, NxConfidence *confidence)
{
    guint at;
    if (!nx_name_find(CONFIDENCE_NAMES, G_N_ELEMENTS(CONFIDENCE_NAMES), name, &at))
        return FALSE;
    *confidence = (NxConfidence)at;
    return TRUE;
}

const char *nx_status_source_name(NxStatusSource source)
{
    static const char *const NAMES[] = {
        [NX_STATUS_FROM_FIELD] = "field", [NX_STATUS_FROM_DIAGNOSTIC] = "diagnostic", [NX_STATUS_FROM_TEXT] = "text"};
    G_STATIC_ASSERT(G_N_ELEMENTS(NAMES) == NX_N_STATUS_SOURCES);
    g_return_val_if_fail(source < G_N_ELEMENTS(NAMES), NULL);
    return NAMES[source];
}

static const struct {
    const char *name, *label;
} PARTIES[] = {
    [NX_ABOUT_UNKNOWN] = {NULL, NULL},
    [NX_ABOUT_RECIPIENT] = {"recipient", N_("the recipient")},
    [NX_ABOUT_SENDER] = {"sender", N_("the sender")},
    [NX_ABOUT_HOST] = {"host", N_("the sending host")},
    [NX_ABOUT_SYSTEM] = {"system", N_("the receiving system")},
    [NX_ABOUT_MESSAGE] = {"message", N_("the message")},
    [NX_ABOUT_OTHER] = {"other", N_("a third party")},
};
G_STATIC_ASSERT(G_N_ELEMENTS(PARTIES) == NX_N_ABOUTS);

const char *nx_about_name(NxAbout about)
{
    return PARTIES[about].name;
}

const char *nx_about_label(NxAbout about)
{
    return PARTIES[about].label;
}

gboolean nx_about_parse(const char *name, NxAbout *about)
{
    for (guint i = 0; i < NX_N_ABOUTS; i++) {
        if (g_strcmp0(PARTIES[i].name, name) != 0)
            continue;
        *about = (NxAbout)i;
        return TRUE;
    }
    return FALSE;
}
