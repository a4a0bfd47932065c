/* One draft after the other: address, kind, codes; aliases are the other names in it. */
#include "parse/report/recipient.h"
#include "parse/bounds.h"
#include "parse/mime/field_set.h"
#include "parse/notice/nearby_text.h"
#include "parse/notice/own.h"
#include "parse/report/answer.h"
#include "parse/report/builder_private.h"
#include "parse/report/fanout.h"
#include "parse/smtp/smtp.h"

static gboolean is_own(const NxRecipientSetting *setting, const char *address)
{
    return setting->notice && nx_own_is(setting->notice->library, address);
}

static gboolean is_usable(const NxRecipientSetting *setting, const char *address)
{
    g_autofree char *key = address ? nx_address_key(address, -1) : NULL;
    return key && !is_own(setting, address);
}

static gboolean is_same(const char *a, const char *b)
{
    g_autofree char *x = nx_address_key(a, -1), *y = nx_address_key(b, -1);
    return x && y ? strcmp(x, y) == 0 : strcmp(a, b) == 0;
}

/* RFC 3464 2.3.1: only these types name an address that the operator can have written to. */
static gboolean is_mail_type(const char *type)
{
    return !type || strcmp(type, "rfc822") == 0 || strcmp(type, "utf-8") == 0 || strcmp(type, "utf8") == 0;
}

/* The one recipient of the returned message, as long as the notice speaks of one. */
static const char *sole_original(const NxRecipientSetting *setting)
{
    const char *const *list = setting->notice ? setting->notice->original_recipients : NULL;
    return list && setting->n_drafts == 1 && list[0] && !list[1] ? list[0] : NULL;
}

/* Whom the returned message was for, by its header, where that is one, and nobody the notice speaks of. */
static const char *behind_header(const NxRecipientSetting *setting, const NxDraft *draft)
{
    const char *const *list = setting->notice ? setting->notice->original_recipients : NULL;
    gboolean told = nx_draft_get(draft, NX_DRAFT_ORIGINAL) || setting->verp || !list || !list[0] || list[1];
    return told || nx_builder_find(draft->builder, list[0]) ? NULL : list[0];
}

/* An alias or list of ours is not what failed: one of those behind it is. */
static gboolean is_of_own_domain(const NxRecipientSetting *setting, const char *address)
{
    g_autofree char *key = address ? nx_address_key(address, -1) : NULL;
    const NxLibrary *library = key && setting->notice ? setting->notice->library : NULL;
    return library && nx_library_is_own_domain(library, nx_address_domain(key));
}

/* A directory name that a gateway made an address of; whose mailbox it was nobody can tell. */
static gboolean is_encapsulated(const char *name)
{
    return name && g_ascii_strncasecmp(name, "IMCEA", 5) == 0;
}

/* Somebody who is not one of ours, among all whom the draft names; NULL: nobody. */
static const char *somebody_else(const NxDraft *draft, const NxRecipientSetting *setting)
{
    static const NxDraftField FIELDS[] = {NX_DRAFT_FINAL, NX_DRAFT_RECIPIENT};
    for (gsize i = 0; i < G_N_ELEMENTS(FIELDS); i++) {
        const char *name = nx_draft_get(draft, FIELDS[i]);
        if (is_usable(setting, name) && !is_of_own_domain(setting, name))
            return name;
    }
    for (guint i = 0; i < draft->aliases->len; i++) {
        const char *name = g_ptr_array_index(draft->aliases, i);
        if (is_usable(setting, name) && !is_of_own_domain(setting, name))
            return name;
    }
    return NULL;
}

/* The order of doc/DESIGN.md 1: the address that was mailed, else the one that failed. */
static const char *choose(const NxDraft *draft, const NxRecipientSetting *setting)
{
    const char *original = nx_draft_get(draft, NX_DRAFT_ORIGINAL), *final = nx_draft_get(draft, NX_DRAFT_FINAL);
    const char *named = nx_draft_get(draft, NX_DRAFT_RECIPIENT), *parent = nx_draft_get(draft, NX_DRAFT_PARENT);
    const char *sole = sole_original(setting), *else_one = somebody_else(draft, setting);
    if (setting->verp && setting->n_drafts == 1 && is_usable(setting, setting->verp))
        return setting->verp;
    if (!is_mail_type(nx_draft_get(draft, NX_DRAFT_ORIGINAL_TYPE)))
        original = NULL;
    if (parent && sole && !is_same(sole, parent)) /* there is one before it */
        parent = NULL;
    const char *const names[] = {original, parent, final, named};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        if (is_usable(setting, names[i]) && !(else_one && is_of_own_domain(setting, names[i])))
            return names[i];
    const char *failed = final ? final : named;
    if (is_usable(setting, sole) && !nx_notice_is_list(setting->notice, sole) && !is_encapsulated(failed))
        return sole;
    for (guint i = 0; i < draft->aliases->len; i++)
        if (is_usable(setting, g_ptr_array_index(draft->aliases, i)))
            return g_ptr_array_index(draft->aliases, i);
    return failed ? failed : nx_draft_get(draft, NX_DRAFT_ORIGINAL);
}

static void add_alias(NxReportBuilder *builder, GPtrArray *aliases, const char *recipient, const char *name)
{
    if (!name || (recipient && is_same(name, recipient)))
        return;
    for (guint i = 0; i < aliases->len; i++)
        if (is_same(g_ptr_array_index(aliases, i), name))
            return;
    if (aliases->len < NX_MAX_ALIASES)
        g_ptr_array_add(aliases, (gpointer)name);
    else
        nx_builder_cut(builder, NX_CUT_FIELDS);
}

static const char **collect_aliases(NxDraft *draft, const NxRecipientSetting *setting, const char *recipient)
{
    GPtrArray *aliases = g_ptr_array_new();
    static const NxDraftField NAMES[] = {NX_DRAFT_FINAL, NX_DRAFT_ORIGINAL, NX_DRAFT_PARENT, NX_DRAFT_RECIPIENT};
    for (gsize i = 0; i < G_N_ELEMENTS(NAMES); i++)
        add_alias(draft->builder, aliases, recipient, nx_draft_get(draft, NAMES[i]));
    for (guint i = 0; i < draft->aliases->len; i++)
        add_alias(draft->builder, aliases, recipient, g_ptr_array_index(draft->aliases, i));
    const char *sole = sole_original(setting);
    if (sole && !is_own(setting, sole))
        add_alias(draft->builder, aliases, recipient, nx_builder_keep(draft->builder, sole));
    g_ptr_array_add(aliases, NULL);
    return (const char **)g_ptr_array_free(aliases, FALSE);
}

static gboolean is_another(const NxRecipientSetting *setting, const char *key, const char *name)
{
    g_autofree char *other = name ? nx_address_key(name, -1) : NULL;
    return other && !is_own(setting, other) && !nx_notice_is_list(setting->notice, other) &&
           !nx_fanout_is_rewrite(key, other);
}

/* Any other name that is no rewriting of it, and none of ours, is one that failed behind it, or one that stood before
 * it. To tells it only where no field does. */
static gboolean is_fanned_out(const NxRecipientSetting *setting, const NxDraft *draft, const NxRecipient *recipient)
{
    const char *key = recipient->key, *sole = sole_original(setting);
    for (const char *const *name = recipient->aliases; key && *name; name++)
        if (!(sole && is_same(sole, *name)) && is_another(setting, key, *name))
            return TRUE;
    return key && is_another(setting, key, behind_header(setting, draft));
}

/* ---- Codes ------------------------------------------------------------------------------------------------------- */

static NxStatus status_of(const char *text)
{
    NxStatus status = NX_STATUS_NONE;
    if (text && !nx_status_parse(text, -1, &status))
        nx_status_find(text, -1, &status, NULL, NULL);
    return status;
}

static guint reply_of(const char *text)
{
    guint64 reply = text ? g_ascii_strtoull(text, NULL, 10) : 0;
    return reply >= 200 && reply <= 599 ? (guint)reply : 0;
}

/* A note earns its place by what the diagnostic does not say. */
static gboolean says_more(const char *note, const char *diagnostic)
{
    enum { MUCH = 200 };
    g_autofree char *said = nx_text_squeeze(diagnostic ? diagnostic : "");
    if (nx_diagnostic_is_meagre(note))
        return FALSE;
    return nx_diagnostic_is_meagre(said) || !strstr(note, said) || strlen(note) > strlen(said) + MUCH;
}

/* The lines near the address in the text that people read, NULL if it is not there. Caller frees. */
static char *note_near(const NxNotice *notice, const char *const *names)
{
    return nx_nearby_text(nx_notice_index(notice), names);
}

/* Does the text name another recipient too, so that nobody knows whom it is about? */
static gboolean names_another(const char *text, NxDraft *draft)
{
    static const char OTHERS[] = "._+=-";
    for (const char *at = strchr(text, '@'); at; at = strchr(at + 1, '@')) {
        const char *begin = at, *end = at + 1;
        while (begin > text && (g_ascii_isalnum(begin[-1]) || strchr(OTHERS, begin[-1])))
            begin--;
        while (*end && (g_ascii_isalnum(*end) || strchr(OTHERS, *end)))
            end++;
        g_autofree char *address = g_strndup(begin, (gsize)(end - begin));
        const NxDraft *named = nx_builder_find(draft->builder, address);
        if (named && named != draft)
            return TRUE;
    }
    return FALSE;
}

/* Where the diagnostic says little, the lines near the address may say more; not where they name another and quote an
 * answer, which may be the other's. */
static void fill_note(NxRecipient *recipient, NxDraft *draft, const char *near)
{
    gboolean vague = !nx_status_is_specific(recipient->status) && !nx_status_is_specific(recipient->diagnostic_status);
    if (nx_diagnostic_is_meagre(recipient->diagnostic))
        nx_draft_fill(draft, NX_DRAFT_NOTE, nx_draft_get(draft, NX_DRAFT_STATUS_WORDS));
    gboolean others = near && nx_smtp_has_refusal(near, -1) && names_another(near, draft);
    if ((nx_diagnostic_is_meagre(recipient->diagnostic) || vague) && !others)
        nx_draft_fill(draft, NX_DRAFT_NOTE, near);
    const char *note = nx_draft_get(draft, NX_DRAFT_NOTE);
    recipient->note = note && says_more(note, recipient->diagnostic) ? note : NULL;
}

/* Returns the host that answered, for the provider; caller frees. */
static char *fill_codes(NxRecipient *recipient, NxDraft *draft)
{
    NxSmtp smtp = {0};
    if (recipient->diagnostic)
        nx_smtp_read(&smtp, recipient->diagnostic, -1);
    guint given = reply_of(nx_draft_get(draft, NX_DRAFT_REPLY));
    recipient->diagnostic_status = smtp.status;
    recipient->reply_code = smtp.reply ? smtp.reply : given;
    recipient->command =
        nx_draft_get(draft, NX_DRAFT_COMMAND) ? nx_command_parse(nx_draft_get(draft, NX_DRAFT_COMMAND)) : smtp.command;
    char *host = g_strdup(smtp.host);
    if (recipient->diagnostic)
        nx_smtp_clear(&smtp);
    return host;
}

static void fill_text_codes(NxRecipient *recipient, NxDraft *draft)
{
    recipient->text_status = status_of(nx_draft_get(draft, NX_DRAFT_TEXT_STATUS));
    guint reply = 0;
    NxStatus status = NX_STATUS_NONE;
    if (!recipient->note || !nx_smtp_codes(recipient->note, -1, &reply, &status))
        return;
    if (!recipient->text_status.klass)
        recipient->text_status = status;
    if (!recipient->reply_code && !recipient->diagnostic)
        recipient->reply_code = reply;
}

gboolean nx_recipients_are_unnamed(const NxReportBuilder *builder, const NxNotice *notice)
{
    static const NxDraftField NAMES[] = {NX_DRAFT_FINAL, NX_DRAFT_ORIGINAL, NX_DRAFT_RECIPIENT};
    gsize len = MIN(notice->text_original, NX_MAX_SMTP_TEXT);
    for (guint i = 0; i < nx_builder_count(builder); i++)
        for (gsize k = 0; k < G_N_ELEMENTS(NAMES); k++) {
            const char *name = nx_draft_get(nx_builder_get(builder, i), NAMES[k]);
            if (name && memmem(notice->text, len, name, strlen(name)))
                return FALSE;
        }
    return TRUE;
}

static gboolean agrees(const NxRecipient *recipient, const NxSmtp *smtp)
{
    guint klass = recipient->status.klass ? recipient->status.klass : recipient->diagnostic_status.klass;
    return recipient->reply_code ? smtp->reply == recipient->reply_code : !klass || klass == smtp->reply / 100;
}

/* Reply, command and diagnostic that no field gives, out of the dialogue that people are shown. */
static void fill_answer(NxRecipient *recipient, NxDraft *draft, const NxRecipientSetting *setting,
                        const char *const *names, const char *near)
{
    NxSmtp smtp;
    NxAnswered whose = {names, near && !names_another(near, draft) ? near : NULL, setting->alone};
    if (!nx_answer_read(&smtp, setting->notice, &whose)) {
        if (!recipient->diagnostic && setting->notice->text_original > NX_MAX_SMTP_TEXT)
            nx_builder_cut(draft->builder, NX_CUT_TEXT);
        return;
    }
    if (agrees(recipient, &smtp)) {
        recipient->reply_code = smtp.reply;
        recipient->command = recipient->command ? recipient->command : smtp.command;
        if (!recipient->text_status.klass)
            recipient->text_status = smtp.status;
        if (!recipient->diagnostic)
            recipient->diagnostic = nx_builder_keep_bounded(draft->builder, smtp.text, NX_MAX_DIAGNOSTIC);
    }
    nx_smtp_clear(&smtp);
}

enum { N_NAMES = 4 };

static void collect_names(const NxRecipient *recipient, const NxDraft *draft, const char *names[N_NAMES + 1])
{
    const char *all[N_NAMES] = {recipient->recipient, recipient->final_recipient, recipient->original_recipient,
                                nx_draft_get(draft, NX_DRAFT_RECIPIENT)};
    gsize n = 0;
    for (gsize i = 0; i < N_NAMES; i++)
        if (all[i])
            names[n++] = all[i];
    names[n] = NULL;
}

/* Some quote the first line of a reply alone, as Sendmail; the dialogue has all of it. */
static void complete_diagnostic(NxRecipient *recipient, NxDraft *draft, const NxRecipientSetting *setting)
{
    const char *names[N_NAMES + 1];
    if (!recipient->diagnostic || !setting->notice)
        return;
    collect_names(recipient, draft, names);
    g_autofree char *whole = nx_answer_complete(setting->notice, names, recipient->diagnostic);
    if (whole)
        recipient->diagnostic = nx_builder_keep_bounded(draft->builder, whole, NX_MAX_DIAGNOSTIC);
}

static void fill_from_text(NxRecipient *recipient, NxDraft *draft, const NxRecipientSetting *setting)
{
    const char *names[N_NAMES + 1];
    collect_names(recipient, draft, names);
    g_autofree char *near = setting->notice ? note_near(setting->notice, names) : NULL;
    fill_note(recipient, draft, near);
    fill_text_codes(recipient, draft);
    if (setting->notice && !(recipient->reply_code && recipient->command))
        fill_answer(recipient, draft, setting, names, near);
}

/* ---- Kind -------------------------------------------------------------------------------------------------------- */

static NxKind kind_of(const NxRecipient *recipient, const NxDraft *draft)
{
    static const NxKind BY_ACTION[] = {NX_KIND_UNKNOWN,   NX_KIND_BOUNCE,    NX_KIND_DELAY,
                                       NX_KIND_DELIVERED, NX_KIND_DELIVERED, NX_KIND_DELIVERED};
    if (nx_draft_kind(draft) != NX_KIND_UNKNOWN)
        return nx_draft_kind(draft);
    /* Some systems call a refusal for good a delay; the server's own reply tells. */
    if (recipient->action == NX_ACTION_DELAYED && recipient->status.klass == 5 && recipient->reply_code >= 500)
        return NX_KIND_BOUNCE;
    if (recipient->action != NX_ACTION_NONE)
        return BY_ACTION[recipient->action];
    return recipient->status.klass == 2 ? NX_KIND_DELIVERED : NX_KIND_BOUNCE;
}

gboolean nx_draft_tells_kind(const NxDraft *draft)
{
    const char *action = nx_draft_get(draft, NX_DRAFT_ACTION);
    guint klass = status_of(nx_draft_get(draft, NX_DRAFT_STATUS)).klass;
    return nx_draft_kind(draft) != NX_KIND_UNKNOWN || (action && nx_field_action(action) != NX_ACTION_NONE) ||
           klass == 2 || klass == 5;
}

static void fill_fields(NxRecipient *recipient, NxDraft *draft)
{
    recipient->source = draft->source;
    recipient->layout = draft->layout;
    recipient->original_recipient = nx_draft_get(draft, NX_DRAFT_ORIGINAL);
    recipient->original_type = nx_draft_get(draft, NX_DRAFT_ORIGINAL_TYPE);
    recipient->final_recipient = nx_draft_get(draft, NX_DRAFT_FINAL);
    recipient->final_type = nx_draft_get(draft, NX_DRAFT_FINAL_TYPE);
    recipient->action_raw = nx_draft_get(draft, NX_DRAFT_ACTION);
    recipient->action = recipient->action_raw ? nx_field_action(recipient->action_raw) : NX_ACTION_NONE;
    recipient->status = status_of(nx_draft_get(draft, NX_DRAFT_STATUS));
    recipient->diagnostic_type = nx_draft_get(draft, NX_DRAFT_DIAGNOSTIC_TYPE);
    nx_draft_fill(draft, NX_DRAFT_DIAGNOSTIC, nx_draft_get(draft, NX_DRAFT_STATUS_WORDS));
    recipient->diagnostic = nx_draft_get(draft, NX_DRAFT_DIAGNOSTIC);
    recipient->remote_mta = nx_draft_get(draft, NX_DRAFT_REMOTE_MTA);
    recipient->final_log_id = nx_draft_get(draft, NX_DRAFT_LOG_ID);
    recipient->last_attempt = nx_field_date(nx_draft_get(draft, NX_DRAFT_LAST_ATTEMPT));
    recipient->will_retry_until = nx_field_date(nx_draft_get(draft, NX_DRAFT_RETRY_UNTIL));
    recipient->fields = (const NxField *)draft->fields->data;
    recipient->n_fields = draft->fields->len;
}

/* Words behind the status, and no server that answered: they are those of the system that wrote the notice, with the
 * reply code that it thinks fit. */
static gboolean says_it_itself(const NxRecipient *recipient, const NxDraft *draft)
{
    const char *words = nx_draft_get(draft, NX_DRAFT_STATUS_WORDS);
    return words && !recipient->remote_mta && recipient->diagnostic && g_str_equal(recipient->diagnostic, words);
}

gboolean nx_recipient_fill(NxRecipient *recipient, NxDraft *draft, const NxRecipientSetting *setting,
                           const char ***aliases)
{
    NxReportBuilder *builder = draft->builder;
    const char *chosen = choose(draft, setting);
    if (chosen && is_own(setting, chosen))
        return FALSE;
    if (chosen && chosen == nx_draft_get(draft, NX_DRAFT_PARENT)) /* then what was named is what failed */
        nx_draft_fill(draft, NX_DRAFT_FINAL, nx_draft_get(draft, NX_DRAFT_RECIPIENT));
    g_autofree char *spelling = chosen ? nx_address_spelling(chosen, -1) : NULL;
    g_autofree char *key = chosen ? nx_address_key(chosen, -1) : NULL;
    fill_fields(recipient, draft);
    recipient->recipient = key || !is_encapsulated(chosen) ? nx_builder_keep(builder, spelling) : NULL;
    recipient->key = nx_builder_keep(builder, key);
    *aliases = collect_aliases(draft, setting, recipient->recipient);
    recipient->aliases = *aliases;
    recipient->fanned_out = is_fanned_out(setting, draft, recipient);

    complete_diagnostic(recipient, draft, setting);
    g_autofree char *answered = fill_codes(recipient, draft);
    recipient->kind = kind_of(recipient, draft);
    if (recipient->kind == NX_KIND_BOUNCE || recipient->kind == NX_KIND_DELAY)
        fill_from_text(recipient, draft, setting);
    else
        fill_text_codes(recipient, draft);
    recipient->own_lookup = (draft->own_lookup && !recipient->reply_code) || says_it_itself(recipient, draft);
    recipient->mailer = nx_draft_get(draft, NX_DRAFT_MAILER);
    if (!recipient->mailer)
        recipient->mailer = nx_builder_keep(builder, builder->mailer ? builder->mailer : setting->mailer);
    const char *provider = nx_providers_by_mailer(setting->providers, recipient->mailer);
    if (!provider)
        provider = nx_providers_find(setting->providers, builder->library, answered, recipient->remote_mta,
                                     key ? nx_address_domain(key) : NULL,
                                     nx_builder_message(builder, NX_MESSAGE_REPORTING_MTA));
    recipient->provider = nx_builder_keep(builder, provider);
    return TRUE;
}
