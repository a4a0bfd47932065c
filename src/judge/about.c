/* Parties: what was answered, who is named, what the words say. */
#include "judge/about.h"
#include <nixie/address.h>
#include <string.h>

gboolean nx_about_may_bury(NxAbout party)
{
    return party == NX_ABOUT_UNKNOWN || party == NX_ABOUT_RECIPIENT;
}

/* ---- What was answered ------------------------------------------------------------------------------------------- */

/* Before RCPT no recipient has been named (RFC 5321 3.3). What is refused behind DATA is refined in verdict.c. */
static const NxAbout ANSWERED[] = {
    [NX_COMMAND_NONE] = NX_ABOUT_UNKNOWN, [NX_COMMAND_CONN] = NX_ABOUT_HOST,     [NX_COMMAND_EHLO] = NX_ABOUT_HOST,
    [NX_COMMAND_AUTH] = NX_ABOUT_HOST,    [NX_COMMAND_STARTTLS] = NX_ABOUT_HOST, [NX_COMMAND_MAIL] = NX_ABOUT_SENDER,
    [NX_COMMAND_RCPT] = NX_ABOUT_UNKNOWN, [NX_COMMAND_DATA] = NX_ABOUT_UNKNOWN,
};
G_STATIC_ASSERT(G_N_ELEMENTS(ANSWERED) == NX_N_COMMANDS);

/* ---- Who is named ------------------------------------------------------------------------------------------------ */

/* Bytes of a local part in front of its tag: "ann+news". */
static gsize untagged(const char *key)
{
    const char *sign = key ? strrchr(key, '@') : NULL, *tag = sign ? strchr(key, '+') : NULL;
    return sign ? (gsize)((tag && tag > key && tag < sign ? tag : sign) - key) : 0;
}

/* The same mailbox under a domain of the other side's: "ann@store.internal" for ann+news@example.com. */
static gboolean has_local_part_of(const char *key, const char *other)
{
    gsize len = untagged(key);
    return len && untagged(other) == len && g_ascii_strncasecmp(key, other, len) == 0;
}

/* "ann.lee" alone, which is none but a name (canonical.h). */
static gboolean is_local_part_of(const char *name, const char *key)
{
    gsize len = strlen(name);
    return key && len && g_ascii_strncasecmp(key, name, len) == 0 && key[len] == '@';
}

/* Ours, or the one that the message that came back was from. */
static gboolean is_sender(const NxCase *self, const char *key)
{
    const NxReport *report = self->report;
    const NxLibrary *library = self->judge->library;
    return nx_library_is_own(library, key) || nx_library_is_own_domain(library, nx_address_domain(key)) ||
           g_strcmp0(report->original.from_key, key) == 0 || nx_address_is(report->to, key) ||
           (report->return_path && nx_address_is(report->return_path, key));
}

static NxAbout party_of_address(const NxCase *self, const char *key, gboolean *is_address)
{
    if (nx_recipient_is_named(self->recipient, key)) {
        *is_address = TRUE;
        return NX_ABOUT_RECIPIENT;
    }
    if (nx_report_names_address(self->report, key))
        return NX_ABOUT_RECIPIENT;
    if (is_sender(self, key))
        return NX_ABOUT_SENDER;
    return has_local_part_of(key, self->recipient->key) ? NX_ABOUT_RECIPIENT : NX_ABOUT_UNKNOWN;
}

static gboolean is_domain_of(const char *domain, const char *key)
{
    return key && nx_domain_within(domain, nx_address_domain(key));
}

/* "<id@mail.example>" */
static gboolean is_domain_of_id(const char *domain, const char *message_id)
{
    const char *sign = message_id ? strrchr(message_id, '@') : NULL;
    g_autofree char *behind = sign ? g_strndup(sign + 1, strcspn(sign + 1, "> \t")) : NULL;
    g_autofree char *key = behind ? nx_domain_key(behind, -1) : NULL;
    return key && (nx_domain_within(key, domain) || nx_domain_within(domain, key));
}

static NxAbout party_of_domain(const NxCase *self, const char *domain)
{
    const NxReport *report = self->report;
    g_autofree char *to = report->to ? nx_address_key(report->to, -1) : NULL;
    if (nx_report_names_domain(report, domain)) /* the very domain: a host below it is the server that speaks */
        return NX_ABOUT_RECIPIENT;
    if (is_domain_of(domain, self->recipient->key))
        return NX_ABOUT_UNKNOWN;
    if (nx_library_is_own_domain(self->judge->library, domain) || is_domain_of(domain, report->original.from_key) ||
        is_domain_of(domain, to) || is_domain_of_id(domain, report->original.message_id))
        return NX_ABOUT_SENDER;
    if (report->original.list_id && g_str_has_suffix(report->original.list_id, domain))
        return NX_ABOUT_SENDER;
    g_autofree char *ours = report->reporting_mta ? nx_domain_key(report->reporting_mta, -1) : NULL;
    return ours && strcmp(ours, domain) == 0 ? NX_ABOUT_HOST : NX_ABOUT_UNKNOWN;
}

/* What stands in the source where the canonical text has a placeholder at `at`; caller frees. */
static char *source_of(const NxCanonical *text, const char *source, gsize at, gsize len)
{
    static const char AROUND[] = "<>[]()\"' \t\r\n.,;:";
    const char *from = source + text->map[at], *to = source + text->map[at + len];
    while (from < to && strchr(AROUND, *from))
        from++;
    to = from + strcspn(from, " \t\r\n") < to ? from + strcspn(from, " \t\r\n") : to; /* what was left out behind it */
    while (to > from && strchr(AROUND, to[-1]))
        to--;
    return g_strndup(from, (gsize)(to - from));
}

static void meet(NxAboutText *about, NxAbout party)
{
    if (party == NX_ABOUT_RECIPIENT || about->named == NX_ABOUT_UNKNOWN)
        about->named = party;
}

/* The key of what stands in the place of an address: "rcpt=ann@example.com" is ann's where nobody has such a name. */
static char *address_in(const NxCase *self, const char *name)
{
    const char *sign = strrchr(name, '@'), *equals = sign ? g_strrstr_len(name, sign - name, "=") : NULL;
    gboolean is_address;
    g_autofree char *whole = nx_address_key(name, -1);
    if (!equals || (whole && party_of_address(self, whole, &is_address) != NX_ABOUT_UNKNOWN))
        return g_steal_pointer(&whole);
    return nx_address_key(equals + 1, -1);
}

static void take_address(NxAboutText *about, gsize at, gsize len, NxAbout party)
{
    NxAboutMark mark = {party == NX_ABOUT_UNKNOWN ? NX_ABOUT_OTHER : party, (guint)at, (guint)len, FALSE};
    g_array_append_val(about->addresses, mark);
    meet(about, party);
}

static void read_names(NxAboutText *about, const NxCase *self, const char *source)
{
    static const char ADDRESS[] = "<addr>", HOST[] = "<host>";
    for (const char *at = strchr(about->text->text, '<'); at; at = strchr(at + 1, '<')) {
        gsize offset = (gsize)(at - about->text->text);
        if (g_str_has_prefix(at, ADDRESS)) {
            g_autofree char *name = source_of(about->text, source, offset, strlen(ADDRESS));
            g_autofree char *key = address_in(self, name);
            if (!key && is_local_part_of(name, self->recipient->key)) {
                about->names_address = TRUE;
                take_address(about, offset, strlen(ADDRESS), NX_ABOUT_RECIPIENT);
            }
            if (key)
                take_address(about, offset, strlen(ADDRESS), party_of_address(self, key, &about->names_address));
        } else if (g_str_has_prefix(at, HOST)) {
            g_autofree char *name = source_of(about->text, source, offset, strlen(HOST));
            g_autofree char *key = nx_domain_key(name, -1);
            if (key)
                meet(about, party_of_domain(self, key));
        }
    }
}

/* ---- What the words say ------------------------------------------------------------------------------------------ */

static gboolean take_mark(const NxRuleHit *hit, gpointer user)
{
    NxAboutText *about = user;
    NxAboutMark mark = {hit->rule->party, hit->at, hit->len, hit->rule->scope == NX_REACH_REST};
    if (hit->rule->scope != NX_REACH_REPLY)
        g_array_append_val(about->marks, mark);
    else if (about->whole == NX_ABOUT_UNKNOWN)
        about->whole = mark.party;
    return FALSE;
}

void nx_about_text_init(NxAboutText *about, const NxCase *self, const NxRuleScan *scan, const char *source)
{
    *about = (NxAboutText){.text = scan->input->text, .answered = ANSWERED[self->recipient->command]};
    about->marks = g_array_new(FALSE, FALSE, sizeof(NxAboutMark));
    about->addresses = g_array_new(FALSE, FALSE, sizeof(NxAboutMark));
    if (source)
        read_names(about, self, source);
    nx_rule_scan_each(scan, NX_RULE_ABOUT, take_mark, about);
}

void nx_about_text_clear(NxAboutText *about)
{
    g_clear_pointer(&about->marks, g_array_unref);
    g_clear_pointer(&about->addresses, g_array_unref);
}

/* ---- The answer -------------------------------------------------------------------------------------------------- */

/* How far a mark is from the words: what stands before them is their subject sooner than what follows. */
static guint distance(const NxAboutMark *mark, guint at, guint len)
{
    enum { BEHIND = 3 };
    if (mark->at + mark->len <= at)
        return at - (mark->at + mark->len);
    return mark->at >= at + len ? BEHIND * (mark->at - (at + len) + 1) : 0;
}

static NxAbout by_surroundings(const NxAboutText *about)
{
    if (about->answered != NX_ABOUT_UNKNOWN)
        return about->answered;
    if (about->named == NX_ABOUT_SENDER || about->named == NX_ABOUT_HOST)
        return about->named;
    return about->whole;
}

static gboolean has_letters(const NxCanonical *text, guint from, guint to)
{
    while (from < to && !g_ascii_isalpha(text->text[from]) && (guint8)text->text[from] < 0x80)
        from++;
    return from < to;
}

/* The last one in the words or right before them, else the one right behind, with no word between. "<recipient>:
 * <sender> is no known user". */
NxAbout nx_about_text_address(const NxAboutText *about, guint at, guint len)
{
    enum { BEFORE = 12 };
    NxAbout before = NX_ABOUT_UNKNOWN, behind = NX_ABOUT_UNKNOWN;
    for (guint i = 0; i < about->addresses->len; i++) {
        const NxAboutMark *mark = &g_array_index(about->addresses, NxAboutMark, i);
        if (mark->at < at + len && mark->at + mark->len + BEFORE >= at)
            before = mark->party;
        else if (mark->at >= at + len && behind == NX_ABOUT_UNKNOWN && !has_letters(about->text, at + len, mark->at))
            behind = mark->party;
    }
    return before != NX_ABOUT_UNKNOWN ? before : behind;
}

/* Whom the rest of a clause, up to a comma or a colon, is about by the words that it begins with: "if the mailbox does
 * not exist, ...". */
static NxAbout by_beginning(const NxAboutText *about, guint start, guint at)
{
    for (guint i = 0; i < about->marks->len; i++) {
        const NxAboutMark *mark = &g_array_index(about->marks, NxAboutMark, i);
        if (!mark->rest || mark->at < start || mark->at > at)
            continue;
        guint behind = mark->at + mark->len;
        gsize free = behind < at ? strcspn(about->text->text + behind, ",:") : 0;
        if (behind >= at || behind + free >= at)
            return mark->party;
    }
    return NX_ABOUT_UNKNOWN;
}

NxAbout nx_about_text_at(const NxAboutText *about, guint at, guint len)
{
    NxAbout party = by_surroundings(about);
    guint start, end, nearest = G_MAXUINT;
    if (party != NX_ABOUT_UNKNOWN)
        return party;
    if (nx_about_text_address(about, at, len) == NX_ABOUT_SENDER)
        return NX_ABOUT_SENDER;
    nx_canonical_clause(about->text, at, len, &start, &end);
    party = by_beginning(about, start, at);
    if (party != NX_ABOUT_UNKNOWN)
        return party;
    for (guint i = 0; i < about->marks->len; i++) {
        const NxAboutMark *mark = &g_array_index(about->marks, NxAboutMark, i);
        if (mark->rest || mark->at < start || mark->at >= end || distance(mark, at, len) >= nearest)
            continue;
        nearest = distance(mark, at, len);
        party = mark->party;
    }
    return party;
}

NxAbout nx_about_text_whole(const NxAboutText *about)
{
    NxAbout party = by_surroundings(about);
    guint first = G_MAXUINT;
    gboolean others = FALSE;
    if (party != NX_ABOUT_UNKNOWN)
        return party;
    for (guint i = 0; i < about->marks->len; i++) {
        const NxAboutMark *mark = &g_array_index(about->marks, NxAboutMark, i);
        others |= mark->party != NX_ABOUT_RECIPIENT && !mark->rest;
        if (mark->at >= first)
            continue;
        first = mark->at;
        party = mark->party;
    }
    if (party == NX_ABOUT_RECIPIENT && others)
        return NX_ABOUT_UNKNOWN;
    return party == NX_ABOUT_UNKNOWN && about->names_address ? NX_ABOUT_RECIPIENT : party;
}
