/* The table read, its rows weighed against each other, and the operator's overrides. */
#include "judge/policy.h"
#include "judge/expiry.h"
#include <nixie/data.h>
#include <nixie/text.h>
#include <string.h>

/* For which codes a row holds, least exact first. */
typedef enum { FITS_NOT, FITS_ANY, FITS_CLASS, FITS_CODE } Fit;

/* Behind a code in the table: what must hold beside it. Rows that need more win over those that need less. */
enum { NEEDS_NOTHING, NEEDS_TEXT, NEEDS_LATER, N_NEEDS };
static const char *const SUFFIXES[N_NEEDS] = {
    [NEEDS_NOTHING] = "",
    [NEEDS_TEXT] = "+text",   /* words tell the cause */
    [NEEDS_LATER] = "+later", /* words say that it will pass */
};

typedef struct {
    char *when; /* as in the table, less the suffix: "*", "4", "5.3.0", "abuse" */
    guint needs;
    NxStatus status;
    NxPolicy policy;
} Row;

struct NxPolicyTable {
    GArray *rows[NX_N_REASONS]; /* of Row; NULL: none */
};

static void row_clear(gpointer data)
{
    g_free(((Row *)data)->when);
}

static gboolean parse_when(NxReason reason, const char *when, NxStatus *status)
{
    *status = NX_STATUS_NONE;
    if (strcmp(when, "*") == 0)
        return TRUE;
    if (strcmp(when, "4") == 0 || strcmp(when, "5") == 0) {
        status->klass = (guint8)(when[0] - '0');
        return TRUE;
    }
    if (reason == NX_REASON_FEEDBACK)
        return *when != '\0';
    return nx_status_parse(when, -1, status);
}

static Fit fit(const Row *row, const NxPolicyCase *asked)
{
    if (strcmp(row->when, "*") == 0)
        return FITS_ANY;
    if (asked->reason == NX_REASON_FEEDBACK)
        return asked->feedback_type && g_ascii_strcasecmp(row->when, asked->feedback_type) == 0 ? FITS_CODE : FITS_NOT;
    if (row->status.klass != asked->status.klass)
        return FITS_NOT;
    if (row->when[1] == '\0')
        return FITS_CLASS;
    return nx_status_equal(row->status, asked->status) ? FITS_CODE : FITS_NOT;
}

static gboolean is_met(const Row *row, const NxPolicyCase *asked)
{
    const gboolean met[N_NEEDS] = {[NEEDS_NOTHING] = TRUE, [NEEDS_TEXT] = asked->told, [NEEDS_LATER] = asked->passes};
    return met[row->needs];
}

/* Of the rows that need most and get it, the most exact. */
static Row *find_row(const NxPolicyTable *table, const NxPolicyCase *asked)
{
    GArray *rows = table->rows[asked->reason];
    Row *best = NULL;
    Fit best_fit = FITS_NOT;
    for (guint i = 0; rows && i < rows->len; i++) {
        Row *row = &g_array_index(rows, Row, i);
        Fit now = is_met(row, asked) ? fit(row, asked) : FITS_NOT;
        if (now != FITS_NOT && (!best || row->needs > best->needs || (row->needs == best->needs && now > best_fit))) {
            best = row;
            best_fit = now;
        }
    }
    return best;
}

NxPolicy nx_policy_find(const NxPolicyTable *table, NxPolicyCase asked)
{
    const Row *row = find_row(table, &asked);
    return row ? row->policy : (NxPolicy){NX_CLASS_SOFT, NX_ADVICE_REVIEW, NX_PLAN_NONE};
}

/* ---- The table --------------------------------------------------------------------------------------------------- */

static void add_row(NxPolicyTable *table, NxReason reason, Row row)
{
    if (!table->rows[reason]) {
        table->rows[reason] = g_array_new(FALSE, TRUE, sizeof(Row));
        g_array_set_clear_func(table->rows[reason], row_clear);
    }
    row.when = g_strdup(row.when);
    g_array_append_val(table->rows[reason], row);
}

/* Cuts "+text" and the like off; which of them it was. */
static guint cut_needs(char *when)
{
    for (guint i = NEEDS_NOTHING + 1; i < N_NEEDS; i++) {
        if (!g_str_has_suffix(when, SUFFIXES[i]))
            continue;
        when[strlen(when) - strlen(SUFFIXES[i])] = '\0';
        return i;
    }
    return NEEDS_NOTHING;
}

static void load(NxPolicyTable *table, NxProblems *problems)
{
    GBytes *bytes = nx_library_embedded("policy.tsv");
    if (!bytes)
        return;
    NxTable *tsv = nx_table_new(bytes, "policy.tsv", problems);
    for (guint i = 0; i < nx_table_rows(tsv); i++) {
        NxReason reason;
        Row row = {0};
        g_autofree char *when = g_strdup(nx_table_cell(tsv, i, "code_class"));
        row.needs = when ? cut_needs(when) : NEEDS_NOTHING;
        row.when = when;
        if (nx_reason_parse(nx_table_cell(tsv, i, "reason"), &reason) && when &&
            parse_when(reason, when, &row.status) &&
            nx_class_parse(nx_table_cell(tsv, i, "class"), &row.policy.klass) &&
            nx_advice_parse(nx_table_cell(tsv, i, "advice"), &row.policy.advice) &&
            nx_plan_parse(nx_table_cell(tsv, i, "plan"), &row.policy.plan)) {
            add_row(table, reason, row);
        } else {
            g_autofree char *where = g_strdup_printf("policy.tsv:%u", nx_table_line(tsv, i));
            nx_problems_add(problems, where, nx_tr("no row of a policy: reason, code_class, class, advice, plan"));
        }
    }
    nx_table_free(tsv);
    g_bytes_unref(bytes);
}

/* ---- The operator's overrides ------------------------------------------------------------------------------------ */

static void set_advice(Row *row, NxAdviceKind advice)
{
    gboolean dated = row->policy.plan == NX_PLAN_S1 || row->policy.plan == NX_PLAN_S2 || row->policy.plan == NX_PLAN_S3;
    row->policy.advice = advice;
    if (advice == NX_ADVICE_RETRY)
        row->policy.plan = dated ? row->policy.plan : NX_PLAN_S1;
    else
        row->policy.plan = advice == NX_ADVICE_HOLD ? NX_PLAN_S4 : NX_PLAN_NONE;
}

/* REASON=suppress leaves temporary failures alone: who wants those suppressed at once has to say REASON.4=suppress. */
static gboolean spares(const Row *row, NxAdviceKind advice)
{
    return advice == NX_ADVICE_SUPPRESS && row->status.klass == 4;
}

static void override_all(NxPolicyTable *table, NxReason reason, NxAdviceKind advice)
{
    /* A row for all classes is split first, so that class 4 can be spared. */
    NxPolicyCase temporary = {.reason = reason, .status = {4, 0, 0}};
    const Row *row = find_row(table, &temporary);
    if (row && reason != NX_REASON_FEEDBACK && strcmp(row->when, "*") == 0)
        add_row(table, reason, (Row){.when = (char *)"4", .status = temporary.status, .policy = row->policy});
    for (guint i = 0; table->rows[reason] && i < table->rows[reason]->len; i++) {
        Row *each = &g_array_index(table->rows[reason], Row, i);
        if (!spares(each, advice))
            set_advice(each, advice);
    }
}

/* What the operator says of a code holds whatever else the words tell. */
static void override_one(NxPolicyTable *table, NxReason reason, const char *when, NxStatus status, NxAdviceKind advice)
{
    for (guint needs = NEEDS_NOTHING; needs < N_NEEDS; needs++) {
        NxPolicyCase asked = {.reason = reason,
                              .status = status,
                              .feedback_type = reason == NX_REASON_FEEDBACK ? when : NULL,
                              .told = needs == NEEDS_TEXT,
                              .passes = needs == NEEDS_LATER};
        Row *row = find_row(table, &asked);
        if (needs != NEEDS_NOTHING && (!row || row->needs != needs))
            continue;
        if (!row || g_ascii_strcasecmp(row->when, when) != 0) {
            Row added = {(char *)when, needs, status, nx_policy_find(table, asked)};
            add_row(table, reason, added);
            row = &g_array_index(table->rows[reason], Row, table->rows[reason]->len - 1);
        }
        set_advice(row, advice);
    }
}

/* "REASON=ADVICE", "REASON.4=ADVICE", "REASON.5.3.0=ADVICE", "feedback.TYPE=ADVICE". Returns what is wrong, or NULL. */
static const char * override(NxPolicyTable *table, const char *value)
{
    g_auto(GStrv) sides = g_strsplit(value, "=", 2);
    NxReason reason;
    NxAdviceKind advice;
    NxStatus status;
    if (g_strv_length(sides) != 2)
        return nx_tr("expected REASON=ADVICE");
    char *name = g_strstrip(sides[0]);
    char *when = strchr(name, '.');
    if (when)
        *when++ = '\0';
    if (!nx_reason_parse(name, &reason))
        return nx_tr("there is no such reason");
    if (!nx_advice_parse(g_strstrip(sides[1]), &advice))
        return nx_tr("advice is one of suppress, retry, hold, review, ignore");
    if (!when) {
        override_all(table, reason, advice);
        return NULL;
    }
    if (!parse_when(reason, when, &status) || strcmp(when, "*") == 0)
        return nx_tr("behind the dot stands 4, 5 or a code such as 5.3.0");
    override_one(table, reason, when, status, advice);
    return NULL;
}

NxPolicyTable *nx_policy_new(const NxSettings *settings, NxProblems *problems)
{
    NxPolicyTable *table = g_new0(NxPolicyTable, 1);
    load(table, problems);
    for (guint i = 0; settings->policy && i < settings->policy->len; i++) {
        const NxSetting *setting = &g_array_index(settings->policy, NxSetting, i);
        gboolean ends = g_str_has_prefix(setting->value, NX_EXPIRY_PREFIX);
        const char *wrong = ends ? nx_expiry_wrong(setting->value) : override(table, setting->value);
        if (wrong)
            nx_problems_add(problems, setting->where, nx_tr("policy %s: %s"), setting->value, wrong);
    }
    return table;
}

void nx_policy_free(NxPolicyTable *table)
{
    if (!table)
        return;
    for (guint i = 0; i < NX_N_REASONS; i++)
        g_clear_pointer(&table->rows[i], g_array_unref);
    g_free(table);
}
