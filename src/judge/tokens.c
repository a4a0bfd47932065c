/* At each place where a token may begin, the recognisers are asked in their order; the first that takes something
 * writes its placeholder and says how much it took. What nobody takes is copied in lower case. */
#include "judge/tokens.h"
#include <nixie/data.h>
#include <string.h>

typedef gsize (*Recogniser)(NxWalk *walk);

/* ---- Looking ----------------------------------------------------------------------------------------------------- */

static gsize left(const NxWalk *walk)
{
    return (gsize)(walk->end - walk->at);
}

static gboolean starts_with(const char *at, const char *end, const char *word)
{
    gsize n = strlen(word);
    return (gsize)(end - at) >= n && g_ascii_strncasecmp(at, word, n) == 0;
}

/* Letters of scripts that put blanks between words; in the others an address stands right beside text. */
static gboolean is_run_char(gunichar c)
{
    if (c < 0x80)
        return g_ascii_isalnum((char)c) || (c && strchr("._-+=@!%&~*$^`|#?{}'", (int)c) != NULL);
    return c < 0x2E80 && g_unichar_isalpha(c);
}

static const char *run_end(const char *at, const char *end)
{
    while (at < end && (g_ascii_isalnum(*at) || is_run_char(g_utf8_get_char(at))))
        at = g_utf8_next_char(at);
    return at;
}

static gsize run_of(const char *at, const char *end, const char *chars)
{
    gsize n = 0;
    while (at + n < end && at[n] && strchr(chars, at[n]))
        n++;
    return n;
}

/* ---- Words ------------------------------------------------------------------------------------------------------- */

enum { BLOCKLIST, COMPONENT, LINK, TOP, FORMULA, N_LISTS };

static gpointer read_words(G_GNUC_UNUSED gpointer data)
{
    static const char *const NAMES[N_LISTS] = {
        [BLOCKLIST] = "blocklist", [COMPONENT] = "component", [LINK] = "link", [TOP] = "top", [FORMULA] = "formula"};
    const NxWordTable table = {"tokens.tsv", "list", NAMES, N_LISTS};
    return (gpointer)nx_word_lists_read(&table);
}

static const char *const *const *get_words(void)
{
    static GOnce once = G_ONCE_INIT;
    return g_once(&once, read_words, NULL);
}

/* ---- Recognisers ------------------------------------------------------------------------------------------------- */

static const char *const PLACEHOLDERS[] = {"<addr>", "<host>", "<id>", "<ip>", "<url>", "<dnsbl>"};

static gsize take_placeholder(NxWalk *walk)
{
    gboolean angled = left(walk) > 1 && walk->at[0] == '<' &&
                      walk->at[1] == '<'; /* "<mx.example.org[192.0.2.1]>" after the first walk */
    const char *at = walk->at + angled;
    for (guint i = 0; i < G_N_ELEMENTS(PLACEHOLDERS); i++) {
        const char *end = at + strlen(PLACEHOLDERS[i]);
        if (starts_with(at, walk->end, PLACEHOLDERS[i]) && (!angled || (end < walk->end && *end == '>'))) {
            nx_walk_put(walk, PLACEHOLDERS[i]);
            walk->again |= angled;
            return (gsize)(end + angled - walk->at);
        }
    }
    return 0;
}

static gboolean is_blocklist(const char *host, gsize len)
{
    for (const char *const *list = get_words()[BLOCKLIST]; *list; list++) {
        gsize n = strlen(*list);
        if (len >= n && g_ascii_strncasecmp(host + len - n, *list, n) == 0 && (len == n || host[len - n - 1] == '.'))
            return TRUE;
    }
    for (gsize i = 0; i + 5 <= len; i++) {
        if (starts_with(host + i, host + len, "dnsbl") || starts_with(host + i, host + len, "rbl."))
            return TRUE;
    }
    return FALSE;
}

static const char *host_of_url(const char *url, const char *end, gsize *len)
{
    const char *host = g_strstr_len(url, end - url, "://");
    host = host ? host + 3 : url;
    *len = 0;
    while (host + *len < end && (g_ascii_isalnum(host[*len]) || host[*len] == '.' || host[*len] == '-'))
        ++*len;
    return host;
}

/* Queue and session ids: long, of letters and digits mixed. */
static gboolean is_id(const char *at, const char *end)
{
    guint digits = 0, letters = 0;
    for (const char *p = at; p < end; p++) {
        if (*p == '_' || (!g_ascii_isalnum(*p) && *p != '.' && *p != '-'))
            return FALSE;
        digits += g_ascii_isdigit(*p);
        letters += g_ascii_isalpha(*p);
    }
    return end - at >= 10 && digits >= 3 && letters >= 1;
}

/* "…/case?c=r0301&i=ip", "…/err/4": the short word that says which page explains the refusal is part of the wording,
 * with what stands before it from the first sign of a path on. */
static gboolean put_page(NxWalk *walk, const char *link, const char *at, const char *end)
{
    enum { LONGEST_PAGE = 12 };
    const char *word = at + strlen(link), *behind = word;
    if (!starts_with(at, end, link))
        return FALSE;
    while (behind < end && g_ascii_isalnum(*behind))
        behind++;
    if (behind == word || behind - word > LONGEST_PAGE || (behind < end && !strchr("&/?#;", *behind)) ||
        is_id(word, behind))
        return FALSE;
    const char *from = at + strcspn(link, "/?&#");
    nx_walk_put_lower(walk, from, (gsize)(behind - from));
    return TRUE;
}

static void put_page_of(NxWalk *walk, const char *url, const char *end)
{
    for (const char *at = url; at < end; at++)
        for (const char *const *link = get_words()[LINK]; *link; link++)
            if (put_page(walk, *link, at, end))
                return;
}

static gsize take_url(NxWalk *walk)
{
    const char *at = walk->at + (*walk->at == '<');
    if (!starts_with(at, walk->end, "http://") && !starts_with(at, walk->end, "https://") &&
        !starts_with(at, walk->end, "www."))
        return 0;
    const char *end = at;
    while (end < walk->end && !g_ascii_isspace(*end) && *end && !strchr("<>\"')]", *end))
        end++;
    while (end > at && strchr(".,;:!?", end[-1]))
        end--;
    gsize len;
    const char *host = host_of_url(at, end, &len);
    nx_walk_put(walk, is_blocklist(host, len) ? "<dnsbl>" : "<url>");
    put_page_of(walk, at, end);
    if (at > walk->at && end < walk->end && *end == '>')
        end++;
    return (gsize)(end - walk->at);
}

static gsize take_bracketed_address(NxWalk *walk)
{
    if (*walk->at != '<')
        return 0;
    const char *p = walk->at + 1;
    const char *sign = NULL;
    for (; p < walk->end && *p != '>' && *p != '<' && p - walk->at < 400; p++) {
        if (*p == '@')
            sign = p;
        else if (g_ascii_isspace(*p) && !(walk->at[1] == '"' && !sign))
            return 0;
    }
    if (p >= walk->end || *p != '>' || !sign)
        return 0;
    nx_walk_put(walk, "<addr>");
    return (gsize)(p + 1 - walk->at);
}

/* "two words"@example.org */
static gsize take_quoted_address(NxWalk *walk)
{
    if (*walk->at != '"')
        return 0;
    const char *p = walk->at + 1;
    while (p < walk->end && *p != '"' && *p != '\n' && p - walk->at < 130)
        p++;
    if (p + 2 >= walk->end || *p != '"' || p[1] != '@' || !g_ascii_isalnum(p[2])) {
        walk->again |= g_strstr_len(walk->at, MIN(walk->end - walk->at, 500), "\"@") !=
                       NULL; /* once what stands between is shorter */
        return 0;
    }
    nx_walk_put(walk, "<addr>");
    return (gsize)(run_end(p + 1, walk->end) - walk->at);
}

static gsize width_of_ip4(const char *at, const char *end)
{
    gsize n = run_of(at, end, "0123456789.");
    while (n && at[n - 1] == '.')
        n--;
    guint parts = 0, digits = 0;
    for (gsize i = 0; i <= n; i++) {
        if (i == n || at[i] == '.') {
            parts += digits >= 1 && digits <= 3;
            digits = 0;
        } else {
            digits++;
        }
    }
    return parts == 4 && n <= 15 ? n : 0;
}

enum { LONGEST_IP = 64 };

static gsize width_of_ip6(const char *at, const char *end)
{
    gsize tag = starts_with(at, end, "ipv6:") ? 5 : 0;
    const char *furthest =
        end - at > LONGEST_IP ? at + LONGEST_IP : end; /* or a row of colons is read anew at each of them */
    gsize n = run_of(at + tag, furthest, "0123456789abcdefABCDEF:.");
    guint colons = 0;
    gboolean pair = FALSE;
    for (gsize i = 0; i < n; i++) {
        colons += at[tag + i] == ':';
        pair |= i && at[tag + i] == ':' && at[tag + i - 1] == ':';
    }
    const char *behind = at + tag + n;
    while (n && strchr(":.", at[tag + n - 1]) && colons > 3) {
        colons -= at[tag + n - 1] == ':';
        n--;
    }
    if (colons < (pair ? 2 : 3) || colons > 8 || (behind < end && (g_ascii_isalnum(*behind) || *behind == '<')))
        return 0;
    return tag + n;
}

/* An IP address, in brackets or not; right behind a host name it says nothing more and goes. */
static gsize take_ip(NxWalk *walk)
{
    const char *at = walk->at;
    char close = *at == '[' ? ']' : *at == '(' ? ')' : 0;
    if (close)
        at++;
    gboolean inner = close == ')' && at < walk->end && *at == '[';
    if (inner)
        at++;
    if (at >= walk->end || (!g_ascii_isxdigit(*at) && *at != ':' && !starts_with(at, walk->end, "ipv6:")))
        return 0;
    gsize n = width_of_ip4(at, walk->end);
    if (!n)
        n = width_of_ip6(at, walk->end);
    if (!n)
        return 0;
    const char *end = at + n;
    if (close) {
        if (inner && end < walk->end && *end == ']')
            end++;
        else if (inner)
            return 0;
        if (end >= walk->end || *end != close)
            return 0;
        end++;
    }
    if (close && nx_walk_ends_with(walk, "<host>")) {
        walk->space = FALSE;
        walk->again = TRUE;
    } else {
        nx_walk_put(walk, "<ip>");
    }
    return (gsize)(end - walk->at);
}

/* ---- Replies ----------------------------------------------------------------------------------------------------- */

static gsize width_of_status(const char *at, const char *end)
{
    gsize n = 0;
    if (end - at < 5 || !strchr("245", at[0]) || at[1] != '.')
        return 0;
    n = 2;
    gsize subject = run_of(at + n, end, "0123456789");
    n += subject;
    if (subject < 1 || subject > 3 || at + n >= end || at[n] != '.')
        return 0;
    n++;
    gsize detail = run_of(at + n, end, "0123456789");
    n += detail;
    if (detail < 1 || detail > 3 ||
        (at + n < end && (g_ascii_isalnum(at[n]) || (at[n] == '.' && at + n + 1 < end && g_ascii_isdigit(at[n + 1])))))
        return 0;
    return n;
}

/* Each line of a reply begins with its code again: "550-5.7.1 one 550 5.7.1 two". Only the first stays. */
static gsize take_reply(NxWalk *walk)
{
    const char *at = walk->at;
    if (left(walk) < 4 || !strchr("245", at[0]) || !g_ascii_isdigit(at[1]) || !g_ascii_isdigit(at[2]) ||
        (at[3] != '-' && at[3] != ' '))
        return 0;
    gboolean dash = at[3] == '-';
    if (dash && left(walk) > 4 && g_ascii_isdigit(at[4]) && !width_of_status(at + 4, walk->end))
        return 0;
    guint reply = (guint)(at[0] - '0') * 100 + (guint)(at[1] - '0') * 10 + (guint)(at[2] - '0');
    gsize blanks = 4;
    while (at + blanks < walk->end && at[blanks] == ' ')
        blanks++;
    gsize status = width_of_status(at + blanks, walk->end);
    char code[12] = "";
    if (status && status < sizeof code)
        memcpy(code, at + blanks, status);
    if (reply == walk->reply) {
        walk->multiline |= dash;
        gboolean same = status && strcmp(code, walk->status) == 0;
        if (same || (!status && walk->multiline)) {
            walk->space = TRUE;
            walk->again = TRUE;
            return blanks + status;
        }
    } else {
        walk->multiline = dash;
    }
    walk->reply = reply;
    walk->again |= dash;
    memcpy(walk->status, code, sizeof code);
    nx_walk_put_lower(walk, at, 3);
    walk->space = TRUE;
    return 4;
}

/* IronPort puts the registry's name of a code in front of what the server said: "5.1.0 - Unknown address error
 * 550-'5.7.1 ...'". */
static gsize take_wrapper(NxWalk *walk)
{
    gsize n = width_of_status(walk->at, walk->end);
    if (!n || !starts_with(walk->at + n, walk->end, " - "))
        return 0;
    const char *p = walk->at + n + 3;
    while (p < walk->end && (g_ascii_isalpha(*p) || *p == ' ' || *p == '(' || *p == ')' || *p == '/'))
        p++;
    gsize digits = run_of(p, walk->end, "0123456789");
    if (digits != 3 || p + 5 > walk->end || !strchr("- ", p[3]) || p[4] != '\'')
        return 0;
    walk->again = TRUE;
    return (gsize)(p - walk->at);
}

/* "host mx.example.org[192.0.2.1] said: 550 ...": who spoke is no part of what was said. */
static gsize take_speaker(NxWalk *walk)
{
    enum { LONGEST_SPEAKER = 200 };
    static const char SAID[] = " said: ";
    if (walk->len || !starts_with(walk->at, walk->end, "host "))
        return 0;
    const char *end = g_strstr_len(walk->at, MIN((gssize)left(walk), LONGEST_SPEAKER), SAID);
    const char *reply = end ? end + strlen(SAID) : walk->end;
    if (walk->end - reply < 3 || run_of(reply, walk->end, "0123456789") != 3)
        return 0;
    walk->again = TRUE;
    return (gsize)(reply - walk->at);
}

/* "(in reply to RCPT TO command)": what was asked is known, and no part of the answer either. */
static gsize take_asked(NxWalk *walk)
{
    enum { LONGEST_COMMAND = 60 };
    static const char ASKED[] = "(in reply to ";
    if (!starts_with(walk->at, walk->end, ASKED))
        return 0;
    const char *close = memchr(walk->at, ')', MIN(left(walk), LONGEST_COMMAND));
    walk->again |= close != NULL;
    return close ? (gsize)(close + 1 - walk->at) : 0;
}

/* ---- Hosts, addresses, ids --------------------------------------------------------------------------------------- */

static gboolean is_component(const char *at, const char *end)
{
    for (const char *const *word = get_words()[COMPONENT]; *word; word++)
        if (starts_with(at, end, *word) && at + strlen(*word) < end && at[strlen(*word)] == '.')
            return TRUE;
    return FALSE;
}

static const char *last_dot(const char *at, const char *end)
{
    while (end > at && end[-1] != '.')
        end--;
    return end > at ? end - 1 : NULL;
}

/* "mailbox full.Please": a small letter, a dot, a capital and a small letter, and no name that domains end with. */
static gboolean is_sentence_end(const char *dot, const char *start, const char *end)
{
    if (dot == start || end - dot < 4 || !g_ascii_islower(dot[-1]) || !g_ascii_isupper(dot[1]) ||
        !g_ascii_islower(dot[2]))
        return FALSE;
    for (const char *const *top = get_words()[TOP]; *top; top++)
        if ((gsize)(end - dot - 1) == strlen(*top) && starts_with(dot + 1, end, *top))
            return FALSE;
    return TRUE;
}

static gboolean is_host(const char *at, const char *end)
{
    const char *dot = last_dot(at, end);
    if (!dot || dot == at || is_component(at, end))
        return FALSE;
    guint letters = 0;
    for (const char *p = dot + 1; p < end; p = g_utf8_next_char(p)) {
        if (!g_unichar_isalpha(g_utf8_get_char(p)) && !starts_with(dot + 1, end, "xn--"))
            return FALSE;
        letters++;
    }
    for (const char *p = at; p < end; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (!g_unichar_isalnum(c) && c != '.' && c != '-' && c != '_' && c != '*')
            return FALSE;
        if (c == '.' && (p + 1 == end || p[1] == '.'))
            return FALSE;
    }
    return letters >= 2;
}

static gboolean has_domain(const char *at, const char *end)
{
    const char *sign = memchr(at, '@', (gsize)(end - at));
    return sign && sign > at && sign + 1 < end;
}

static gboolean is_name(const NxWalk *walk, const char *at, const char *end)
{
    gsize len = (gsize)(end - at);
    return walk->name && strlen(walk->name) == len && g_ascii_strncasecmp(walk->name, at, len) == 0;
}

/* The run of word characters here as an address, a host, an id, or words up to the end of a sentence. */
static gsize take_run(NxWalk *walk)
{
    const char *at = walk->at, *end = run_end(at, walk->end);
    while (end > at && strchr(".!?'=#*-&|", end[-1]))
        end--;
    const char *inner = at;
    while (inner < end && strchr("'`#=*{|!-", *inner))
        inner++;
    if (inner == end)
        return 0;
    const char *placeholder = NULL;
    const char *dot = last_dot(inner, end);
    if (has_domain(inner, end) || is_name(walk, inner, end))
        placeholder = "<addr>";
    else if (dot && is_sentence_end(dot, inner, end))
        end = dot;
    else if (is_host(inner, end))
        placeholder = is_blocklist(inner, (gsize)(end - inner)) ? "<dnsbl>" : "<host>";
    else if (is_id(inner, end))
        placeholder = "<id>";
    if (!placeholder) {
        nx_walk_put_lower(walk, at, (gsize)(end - at));
        if (end == dot) {
            nx_walk_put_lower(walk, dot, 1);
            walk->space = TRUE;
            walk->again = TRUE;
            return (gsize)(end + 1 - at);
        }
        return (gsize)(end - at);
    }
    nx_walk_put_lower(walk, at, (gsize)(inner - at));
    nx_walk_put_at(walk, placeholder, inner);
    return (gsize)(end - at);
}

static const struct {
    const char *starts; /* what a token can begin with; NULL: anything */
    Recogniser take;
} RECOGNISERS[] = {
    {"<", take_placeholder},
    {"<hHwW", take_url},
    {"<", take_bracketed_address},
    {"\"", take_quoted_address},
    {"[(0123456789abcdefABCDEFiI:", take_ip},
    {"hH", take_speaker},
    {"(", take_asked},
    {"245", take_wrapper},
    {"245", take_reply},
    {NULL, take_run},
};

gsize nx_token_take(NxWalk *walk)
{
    char first = *walk->at;
    gunichar c = g_utf8_get_char(walk->at);
    if (first == ' ' || g_unichar_isspace(c)) {
        walk->space = TRUE;
        return (gsize)(g_utf8_next_char(walk->at) - walk->at);
    }
    for (guint i = 0; i < G_N_ELEMENTS(RECOGNISERS); i++) {
        gsize taken = !RECOGNISERS[i].starts || strchr(RECOGNISERS[i].starts, first) ? RECOGNISERS[i].take(walk) : 0;
        if (taken)
            return taken;
    }
    gsize width = (gsize)(g_utf8_next_char(walk->at) - walk->at);
    if (c == 0x2018 || c == 0x2019)
        nx_walk_put_bytes(walk, "'", 1, walk->at);
    else
        nx_walk_put_lower(walk, walk->at, width);
    return width;
}

gboolean nx_token_is_formula(const char *word, gsize len)
{
    for (const char *const *formula = get_words()[FORMULA]; *formula; formula++)
        if (strlen(*formula) == len && memcmp(*formula, word, len) == 0)
            return TRUE;
    return FALSE;
}
