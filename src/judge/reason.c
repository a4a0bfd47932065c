/* The closed sets of a verdict: reasons, classes, advices, plans, confidences, and their names. */
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

#define REASON_NAME(id, name, label) [NX_REASON_##id] = name,
#define REASON_LABEL(id, name, label) [NX_REASON_##id] = label,
static const char *const reason_names[NX_N_REASONS] = {NX_REASONS(REASON_NAME)};
static const char *const reason_labels[NX_N_REASONS] = {NX_REASONS(REASON_LABEL)};

const char *nx_reason_name(NxReason reason)
{
    g_return_val_if_fail(reason < NX_N_REASONS, "undefined");
    return reason_names[reason];
}

const char *nx_reason_label(NxReason reason)
{
    g_return_val_if_fail(reason < NX_N_REASONS, "undefined");
    return reason_labels[reason];
}

gboolean nx_reason_parse(const char *name, NxReason *reason)
{
    guint at;
    if (!nx_name_find(reason_names, NX_N_REASONS, name, &at))
        return FALSE;
    *reason = (NxReason)at;
    return TRUE;
}

static const char *const class_names[NX_N_CLASSES] = {
    [NX_CLASS_NONE] = "none",   [NX_CLASS_HARD] = "hard",           [NX_CLASS_SOFT] = "soft",
    [NX_CLASS_BLOCK] = "block", [NX_CLASS_COMPLAINT] = "complaint", [NX_CLASS_AUTOREPLY] = "auto-reply",
};

const char *nx_class_name(NxClass klass)
{
    g_return_val_if_fail(klass < NX_N_CLASSES, "none");
    return class_names[klass];
}

gboolean nx_class_parse(const char *name, NxClass *klass)
{
    guint at;
    if (!nx_name_find(class_names, NX_N_CLASSES, name, &at))
        return FALSE;
    *klass = (NxClass)at;
    return TRUE;
}

static const char *const advice_names[NX_N_ADVICES] = {
    [NX_ADVICE_IGNORE] = N_("ignore"), [NX_ADVICE_SUPPRESS] = N_("suppress"), [NX_ADVICE_RETRY] = N_("retry"),
    [NX_ADVICE_HOLD] = N_("hold"),     [NX_ADVICE_REVIEW] = N_("review"),
};

const char *nx_advice_name(NxAdviceKind advice)
{
    g_return_val_if_fail(advice < NX_N_ADVICES, "review");
    return advice_names[advice];
}

gboolean nx_advice_parse(const char *name, NxAdviceKind *advice)
{
    guint at;
    if (!nx_name_find(advice_names, NX_N_ADVICES, name, &at))
        return FALSE;
    *advice = (NxAdviceKind)at;
    return TRUE;
}

const char *nx_confidence_name(NxConfidence confidence)
{
    static const char *const names[] = {
        [NX_GUESS] = N_("guess"), [NX_LIKELY] = N_("likely"), [NX_CERTAIN] = N_("certain")};
    g_return_val_if_fail(confidence < G_N_ELEMENTS(names), "guess");
    return names[confidence];
}

const char *nx_status_source_name(NxStatusSource source)
{
    static const char *const names[] = {
        [NX_STATUS_FROM_FIELD] = "field", [NX_STATUS_FROM_DIAGNOSTIC] = "diagnostic", [NX_STATUS_FROM_TEXT] = "text"};
    g_return_val_if_fail(source < G_N_ELEMENTS(names), NULL);
    return names[source];
}
