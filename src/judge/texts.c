/* What the texts of a report decide: diagnostic, note and notice, each asked whom it is about before any rule may bury
 * somebody by it. */
#include "judge/texts.h"
#include "judge/about.h"
#include "judge/beside.h"
#include "judge/reason.h"
#include <string.h>

typedef struct {
    const char *at; /* borrowed from the report */
    gsize len;
    gsize before; /* bytes of the field in front of it */
    NxEvidenceField evidence;
    gboolean mark;  /* the matched words can be shown in the field */
    gboolean prose; /* a letter to its reader, of which the refusal is a part */
} Text;

/* A text as it is tried. */
typedef struct {
    NxCase *self;
    const Text *text;
    const NxAboutText *about;
    const NxRuleScan *scan;
    NxRuleHit hit;  /* that was taken; rule NULL: none */
    NxAbout denied; /* of whom else it says what would bury the recipient */
    guint denied_at;
} Trial;

/* ---- Whom the words may bury ------------------------------------------------------------------------------------- */

/* The recipient's full mailbox is the recipient's, too. */
static gboolean speaks_of_mailbox(NxReason reason)
{
    return nx_reason_buries(reason) || reason == NX_REASON_MAILBOXFULL;
}

/* Security, network and system codes: whatever stands there is about something else unless it says so plainly. That a
 * domain is gone or takes no mail has its place there (5.4.4, 5.3.2). */
static gboolean is_other_subject(NxStatus status, NxReason reason)
{
    gboolean domain = reason == NX_REASON_HOSTUNKNOWN || reason == NX_REASON_NOTACCEPT;
    return status.subject == 7 || (!domain && (status.subject == 3 || status.subject == 4));
}

/* Broad words of whoever is not there, said of a thing: "mailbox quota unknown". */
static gboolean is_of_things(const Trial *trial, const NxRuleHit *hit)
{
    const NxRule *rule = hit->rule;
    gboolean general = !rule->sayings->len && !rule->providers->len && !rule->mailers->len;
    gboolean shut = rule->reason == NX_REASON_SUSPEND;
    return general && (shut || rule->reason == NX_REASON_USERUNKNOWN) && rule->strength == NX_STRENGTH_BROAD &&
           nx_saying_is_of_things(nx_rules_terms(trial->scan->rules), trial->scan->terms, trial->about->text, hit->at,
                                  hit->len, shut);
}

static gboolean may_decide(const Trial *trial, const NxRuleHit *hit)
{
    const NxRule *rule = hit->rule;
    if (rule->users || !speaks_of_mailbox(rule->reason))
        return TRUE;
    if (trial->text->prose && rule->sayings->len) /* what single words say, a letter says of too many things */
        return FALSE;
    if (rule->strength == NX_STRENGTH_BROAD && is_other_subject(trial->self->verdict->status, rule->reason))
        return FALSE;
    if (is_of_things(trial, hit))
        return FALSE;
    return nx_about_may_bury(trial->self->outer);
}

/* Of whom a rule would say that he is not there. */
static NxAbout denied_by(const Trial *trial, const NxRuleHit *hit)
{
    if (hit->rule->users || !speaks_of_mailbox(hit->rule->reason))
        return NX_ABOUT_UNKNOWN;
    NxAbout party = nx_about_text_at(trial->about, hit->at, hit->len);
    return nx_about_may_bury(party) ? NX_ABOUT_UNKNOWN : party;
}

static gboolean take_hit(const NxRuleHit *hit, gpointer user)
{
    Trial *trial = user;
    if (!may_decide(trial, hit))
        return FALSE;
    NxAbout denied = denied_by(trial, hit);
    if (denied != NX_ABOUT_UNKNOWN) {
        trial->denied_at = trial->denied == NX_ABOUT_UNKNOWN ? hit->at : trial->denied_at;
        trial->denied = trial->denied == NX_ABOUT_UNKNOWN ? denied : trial->denied;
        return FALSE;
    }
    trial->hit = *hit;
    return TRUE;
}

/* ---- Of two causes the milder ------------------------------------------------------------------------------------ */

static NxRuleInput input_of(const NxCase *self, const NxCanonical *canonical)
{
    return (NxRuleInput){.text = canonical,
                         .provider = self->recipient->provider,
                         .status = self->verdict->status,
                         .reply = self->verdict->reply_code,
                         .mailer = self->recipient->mailer,
                         .command = self->recipient->command};
}

static gboolean take_milder(const NxRuleHit *hit, gpointer user)
{
    const NxRule **milder = user;
    if (nx_reason_buries(hit->rule->reason) || nx_reason_row(hit->rule->reason)->weak)
        return FALSE;
    *milder = hit->rule;
    return TRUE;
}

/* The rule that [from, to) of the text is for, if it buries nobody. */
static const NxRule *milder_in(const Trial *trial, guint from, guint to)
{
    const NxCanonical *text = trial->about->text;
    NxCanonical part = {.text = text->text + from, .len = to - from, .map = text->map + from};
    NxRuleInput input = input_of(trial->self, &part);
    NxRuleScan scan;
    const NxRule *milder = NULL;
    nx_rule_scan_init(&scan, trial->self->judge->rules, &input);
    nx_rule_scan_each(&scan, NX_RULE_REASON, take_milder, &milder);
    nx_rule_scan_clear(&scan);
    return milder;
}

/* "unknown or full": the words on the other side of each "or" in the clause. */
static gboolean take_alternative(const NxRuleHit * or, gpointer user)
{
    Trial *trial = user;
    const NxRuleHit *hit = &trial->hit;
    guint start, end;
    nx_canonical_clause(trial->about->text, hit->at, hit->len, &start, &end);
    if (or->at < start || or->at + or->len >= end)
        return FALSE;
    gboolean behind = or->at >= hit->at;
    gboolean buries = nx_reason_buries(hit->rule->reason);
    const NxRule *milder = !buries  ? NULL
                           : behind ? milder_in(trial, or->at + or->len, end)
                                    : milder_in(trial, start, or->at);
    trial->self->causes |= milder ? NX_CAUSES_MILDER : NX_CAUSES_TWO;
    if (milder)
        trial->hit.rule = milder;
    return milder != NULL;
}

/* ---- One text ---------------------------------------------------------------------------------------------------- */

static gboolean take_passing(const NxRuleHit *hit, gpointer user)
{
    const Trial *trial = user;
    guint start, end;
    if (trial->text->evidence == NX_EVIDENCE_DIAGNOSTIC)
        return TRUE;
    if (!trial->hit.rule)
        return FALSE;
    nx_canonical_clause(trial->about->text, trial->hit.at, trial->hit.len, &start, &end);
    return hit->at >= start && hit->at < end;
}

/* Does the recipient's local part, be it a word like others, stand in what decides? */
static gboolean spans_name(const NxRuleScan *scan, const NxRuleHit *hit)
{
    for (guint i = 0; i < scan->terms->len; i++) {
        const NxTerm *term = &g_array_index(scan->terms, NxTerm, i);
        if (term->senses & NX_SENSE_NAME && term->at >= hit->at && term->at < hit->at + hit->len)
            return TRUE;
    }
    return FALSE;
}

/* What stands beside general words that bury somebody. */
static void read_beside(Trial *trial)
{
    const NxRuleHit *hit = &trial->hit;
    const NxRuleScan *scan = trial->scan;
    const NxCanonical *text = trial->about->text;
    if (hit->rule->users || hit->rule->providers->len || hit->rule->mailers->len ||
        !nx_reason_buries(hit->rule->reason))
        return;
    trial->self->beside = nx_beside_strange(scan->terms, text, hit->at, hit->len);
    trial->self->by_name =
        spans_name(scan, hit) || nx_about_text_address(trial->about, hit->at, hit->len) == NX_ABOUT_RECIPIENT;
    trial->self->modified = nx_beside_is_modified(nx_rules_terms(scan->rules), scan->terms, text, hit->at);
}

static void keep(Trial *trial)
{
    NxVerdict *verdict = trial->self->verdict;
    const NxRuleHit *hit = &trial->hit;
    const guint *map = trial->about->text->map;
    trial->self->rule = hit->rule;
    verdict->reason = hit->rule->reason;
    verdict->rule = hit->rule->id;
    verdict->rule_origin = hit->rule->origin;
    verdict->evidence = trial->text->evidence;
    verdict->about = nx_about_text_at(trial->about, hit->at, hit->len);
    if (!trial->text->prose)
        read_beside(trial);
    trial->self->stranger = trial->self->recipient->key && speaks_of_mailbox(hit->rule->reason) && !hit->rule->users &&
                            nx_about_text_address(trial->about, hit->at, hit->len) == NX_ABOUT_OTHER;
    verdict->match_at = trial->text->mark ? map[hit->at] + (guint)trial->text->before : 0;
    verdict->match_len = trial->text->mark ? map[hit->at + hit->len] - map[hit->at] : 0;
}

/* The diagnostic is what the other side said itself: whom it is about, no other text can change. */
static void read_surroundings(const Trial *trial)
{
    NxCase *self = trial->self;
    const NxAboutText *about = trial->about;
    const NxRule *rule = trial->hit.rule;
    if (trial->text->evidence != NX_EVIDENCE_DIAGNOSTIC)
        return;
    self->names_address = about->names_address;
    self->outer = nx_about_text_whole(about);
    if (!rule && trial->denied != NX_ABOUT_UNKNOWN && nx_about_may_bury(self->outer))
        self->outer = trial->denied;
    self->verdict->about = self->outer;
    self->unread = !rule && nx_canonical_has_words(about->text);
}

/* Broad words beside those that say it of somebody else: "<recipient> refused since <sender> does not exist". */
static gboolean is_explained(const Trial *trial)
{
    const NxRuleHit *hit = &trial->hit;
    guint start, end;
    if (!hit->rule || trial->denied == NX_ABOUT_UNKNOWN || hit->rule->strength != NX_STRENGTH_BROAD)
        return FALSE;
    nx_canonical_clause(trial->about->text, hit->at, hit->len, &start, &end);
    return trial->denied_at >= start && trial->denied_at < end;
}

static void try_rules(NxCase *self, const Text *text, const NxRuleScan *scan)
{
    NxAboutText about;
    nx_about_text_init(&about, self, scan, text->evidence == NX_EVIDENCE_DIAGNOSTIC ? text->at : NULL);
    Trial trial = {.self = self, .text = text, .about = &about, .scan = scan};
    nx_rule_scan_each(scan, NX_RULE_REASON, take_hit, &trial);
    if (is_explained(&trial))
        trial.hit.rule = NULL;
    const NxRule *rule = trial.hit.rule;
    if (rule && speaks_of_mailbox(rule->reason) && !rule->users)
        nx_rule_scan_each(scan, NX_RULE_ALTERNATIVE, take_alternative, &trial);
    about.names_address |= rule && spans_name(scan, &trial.hit);
    self->passes |= nx_rule_scan_each(scan, NX_RULE_TEMPORARY, take_passing, &trial);
    read_surroundings(&trial);
    if (rule && (!self->rule || !nx_reason_row(rule->reason)->weak || rule->users))
        keep(&trial);
    nx_about_text_clear(&about);
}

/* The local part in small letters; NULL: none, or too short to be looked for. Caller frees. */
static char *local_part(const NxRecipient *recipient)
{
    enum { SHORTEST_NAME = 3 };
    const char *sign = recipient->key ? strrchr(recipient->key, '@') : NULL;
    gssize len = sign ? sign - recipient->key : 0;
    return len >= SHORTEST_NAME ? g_ascii_strdown(recipient->key, len) : NULL;
}

/* "john.smith", "js42": a local part that is no word of a sentence. NULL where it may be one ("info"). Caller frees. */
static char *telling_local_part(const NxRecipient *recipient)
{
    enum { SHORTEST_NAME = 4 };
    const char *sign = recipient->key ? strrchr(recipient->key, '@') : NULL;
    gsize len = sign ? (gsize)(sign - recipient->key) : 0;
    gboolean word = TRUE;
    for (gsize i = 0; i < len; i++)
        word &= g_ascii_isalpha(recipient->key[i]) != 0;
    return len >= SHORTEST_NAME && !word ? g_strndup(recipient->key, len) : NULL;
}

/* Tries the rules on one text; keeps what is found if it says more than what is there already. TRUE: no further text is
 * needed. */
static gboolean decide_by_text(NxCase *self, const Text *text)
{
    if (!text->at || !text->len)
        return FALSE;
    NxCanonical canonical;
    g_autofree char *name = telling_local_part(self->recipient);
    nx_canonical_init(&canonical, text->at, text->len, name);
    g_autofree char *local = local_part(self->recipient);
    NxRuleInput input = input_of(self, &canonical);
    input.name = local;
    NxRuleScan scan;
    nx_rule_scan_init(&scan, self->judge->rules, &input);
    try_rules(self, text, &scan);
    nx_rule_scan_clear(&scan);
    nx_canonical_clear(&canonical);
    return self->rule && (self->rule->users || !nx_reason_row(self->rule->reason)->weak);
}

/* ---- All texts --------------------------------------------------------------------------------------------------- */

enum { NEAR = 600 };

/* Is the word at `at` the name of another recipient than `self`'s? */
static gboolean names_another(const NxCase *self, const char *at, gsize len)
{
    g_autofree char *word = g_strndup(at, len);
    return strcmp(word, self->recipient->recipient) != 0 && nx_report_names_word(self->report, word);
}

static const char BETWEEN[] = " \t\n<>()[]{},;:\"'=";

/* Where the name stands by itself: "bob@a.example" is no part of "bob@a.example.org", nor of "jimbob@a.example". */
static const char *find_name(const char *text, const char *name)
{
    gsize len = strlen(name);
    for (const char *at = len ? strstr(text, name) : NULL; at; at = strstr(at + 1, name)) {
        const char *behind = at + len + strspn(at + len, ".");
        if ((at == text || strchr(BETWEEN, at[-1])) && (*behind == '\0' || strchr(BETWEEN, *behind)))
            return at;
    }
    return NULL;
}

/* The part of the notice that is about this recipient: all of it if it names nobody else, else from its name to the
 * next one's. */
static Text notice_near(const NxCase *self)
{
    const NxReport *report = self->report;
    Text text = {.at = report->text,
                 .len = report->text ? strlen(report->text) : 0,
                 .evidence = NX_EVIDENCE_NOTE,
                 .prose = TRUE};
    if (!report->text || report->n_recipients < 2)
        return text;
    const char *name = self->recipient->recipient;
    const char *at = name ? find_name(report->text, name) : NULL;
    if (!at)
        return (Text){0};
    const char *end = at + strnlen(at, NEAR), *word = at + strlen(name);
    while (word < end) {
        gsize len = MIN(strcspn(word, BETWEEN), (gsize)(end - word)), whole = len;
        while (len > 0 && word[len - 1] == '.')
            len--;
        if (len > 0 && names_another(self, word, len))
            end = word;
        word += whole + 1;
    }
    return (Text){.at = at,
                  .len = (gsize)(end - at),
                  .before = (gsize)(at - report->text),
                  .evidence = NX_EVIDENCE_NOTE,
                  .prose = TRUE};
}

void nx_case_decide_by_texts(NxCase *self)
{
    const NxRecipient *recipient = self->recipient;
    const Text texts[] = {
        {recipient->diagnostic, recipient->diagnostic ? strlen(recipient->diagnostic) : 0, 0, NX_EVIDENCE_DIAGNOSTIC,
         TRUE, FALSE},
        {recipient->note, recipient->note ? strlen(recipient->note) : 0, 0, NX_EVIDENCE_NOTE, TRUE, FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        if (decide_by_text(self, &texts[i]))
            return;
    if (self->rule && self->rule->reason != NX_REASON_UNDEFINED)
        return;
    /* What a layout left out is fixed words that every such notice has. */
    if (recipient->source == NX_SOURCE_LAYOUT && recipient->diagnostic)
        return;
    /* The words of the notice are not those of `note`, so that they are marked only where there is none. */
    Text notice = notice_near(self);
    notice.mark = !recipient->note;
    decide_by_text(self, &notice);
}
