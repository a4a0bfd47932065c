/* The reader of written articles: front matter, sections, marks. What is wrong is complained of, all of it, and refuses
 * the file. */
#include "codes/article.h"
#include "codes/markdown.h"
#include <nixie/text.h>

#define MAX_ARTICLE (256 * 1024) /* bytes; no article for people is longer */

typedef struct {
    const NxDataFile *file;
    const NxWords *words;
    NxProblems *problems;
    NxLang lang;
    char **lines;
    guint at; /* index of the next line */
    guint faults;
} Reader;

static G_GNUC_PRINTF(3, 4) void fault(Reader *reader, guint line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *reason = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *where = g_strdup_printf("%s:%u", reader->file->origin, line);
    nx_problems_add(reader->problems, where, "%s", reason);
    reader->faults++;
}

/* ---- Front matter ------------------------------------------------------------------------------------------------ */

enum { CODE, TITLE, CATEGORY, RELATED, SOURCES, N_KEYS };
static const char *const KEYS[N_KEYS] = {"code", "title", "category", "related", "sources"};

typedef struct {
    char *value[N_KEYS];
    guint line[N_KEYS];
} Front;

static void front_clear(Front *front)
{
    for (guint i = 0; i < N_KEYS; i++)
        g_free(front->value[i]);
}

static void read_pair(Reader *reader, Front *front, const char *line, guint number)
{
    const char *colon = strchr(line, ':');
    g_autofree char *key = colon ? g_strstrip(g_strndup(line, colon - line)) : NULL;
    for (guint i = 0; key && i < N_KEYS; i++)
        if (strcmp(key, KEYS[i]) == 0) {
            if (front->value[i])
                fault(reader, number, nx_tr("%s stands here already"), key);
            g_free(front->value[i]);
            front->value[i] = g_strstrip(g_strdup(colon + 1));
            front->line[i] = number;
            return;
        }
    if (key)
        fault(reader, number, nx_tr("front matter knows no key \"%s\""), key);
    else
        fault(reader, number, nx_tr("front matter has a line without a colon"));
}

static gboolean read_front(Reader *reader, Front *front)
{
    if (!reader->lines[0] || strcmp(reader->lines[0], "---") != 0) {
        fault(reader, 1, nx_tr("no front matter (the first line must be ---)"));
        return FALSE;
    }
    for (reader->at = 1; reader->lines[reader->at]; reader->at++) {
        const char *line = reader->lines[reader->at];
        if (strcmp(line, "---") == 0)
            break;
        if (*line)
            read_pair(reader, front, line, reader->at + 1);
    }
    if (!reader->lines[reader->at]) {
        fault(reader, 1, nx_tr("front matter has no end (a line of ---)"));
        return FALSE;
    }
    reader->at++;
    for (guint i = CODE; i <= TITLE; i++)
        if (!front->value[i] || !*front->value[i]) {
            fault(reader, 1, nx_tr("front matter without %s"), KEYS[i]);
            return FALSE;
        }
    return TRUE;
}

static gboolean read_name(Reader *reader, const Front *front, NxName *name)
{
    if (!nx_name_read(reader->words, front->value[CODE], name)) {
        fault(reader, front->line[CODE], nx_tr("%s is no code, reply, reason or provider"), front->value[CODE]);
        return FALSE;
    }
    g_autofree char *expected = g_strconcat(name->text, ".md", NULL);
    if (g_ascii_strcasecmp(reader->file->name, expected) != 0)
        fault(reader, front->line[CODE], nx_tr("an article about %s must be named %s"), name->text, expected);
    return TRUE;
}

static void read_lists(Reader *reader, const Front *front, NxArticle *article)
{
    const char *category = front->value[CATEGORY];
    if (category && *category) {
        g_autofree char *key = g_strconcat("category:", category, NULL);
        if (!nx_words_title(reader->words, key, reader->lang))
            fault(reader, front->line[CATEGORY], nx_tr("no such category: %s"), category);
        article->category = g_strdup(category);
    } else if (article->kind == NX_ARTICLE_CODE) {
        fault(reader, 1, nx_tr("front matter without category"));
    }
    g_autoptr(GStrvBuilder) related = g_strv_builder_new();
    g_auto(GStrv) names = g_strsplit_set(front->value[RELATED] ? front->value[RELATED] : "", " ,", -1);
    for (char **at = names; *at; at++) {
        NxName name;
        if (**at && nx_name_read(reader->words, *at, &name))
            g_strv_builder_add(related, name.text);
        else if (**at)
            fault(reader, front->line[RELATED], nx_tr("related to something unknown: %s"), *at);
    }
    article->related = g_strv_builder_end(related);
    article->sources = g_strsplit(front->value[SOURCES] ? front->value[SOURCES] : "", ";", -1);
    for (char **at = article->sources; *at; at++)
        g_strstrip(*at);
    if (article->kind == NX_ARTICLE_CODE && !*article->sources)
        fault(reader, 1, nx_tr("front matter without sources"));
}

/* ---- Sections ---------------------------------------------------------------------------------------------------- */

static const NxSectionKind *section_of_heading(const Reader *reader, const char *heading)
{
    for (guint i = 0; i < NX_N_SECTION_KINDS; i++)
        if (strcmp(nx_words_label(reader->words, "section", NX_SECTION_KINDS[i].id, reader->lang), heading) == 0)
            return &NX_SECTION_KINDS[i];
    return NULL;
}

static void check_links(Reader *reader, const NxBlock *block, guint line)
{
    if (block->kind == NX_BLOCK_CODE)
        return;
    g_autoptr(GArray) spans = nx_markdown_spans(block->text);
    for (guint i = 0; i < spans->len; i++) {
        const NxSpan *span = &g_array_index(spans, NxSpan, i);
        NxName name;
        if (span->link && !nx_name_read(reader->words, span->link, &name))
            fault(reader, line, nx_tr("a link to something unknown: %s"), span->link);
    }
}

static void check_body(Reader *reader, const char *id, const char *body, guint first)
{
    g_autoptr(GPtrArray) blocks = nx_markdown_blocks(body);
    if (!blocks->len)
        fault(reader, first, nx_tr("section %s is empty"), id);
    if (strcmp(id, "plan") == 0 && !strstr(body, "{plan}"))
        fault(reader, first,
              nx_tr("section plan without {plan}: the steps come from the policy, not from the article"));
    for (guint i = 0; i < blocks->len; i++) {
        const NxBlock *block = blocks->pdata[i];
        guint line = first + block->line;
        const char *reason = nx_markdown_fault(block);
        if (reason)
            fault(reader, line, "%s", reason);
        check_links(reader, block, line);
    }
}

static gboolean opens_section(const char *line)
{
    return g_str_has_prefix(line, "## ");
}

/* The lines up to the next section; a fence hides what looks like one. */
static char *take_body(Reader *reader, guint heading_line)
{
    GString *body = g_string_new(NULL);
    gboolean fenced = FALSE;
    for (; reader->lines[reader->at] && (fenced || !opens_section(reader->lines[reader->at])); reader->at++) {
        fenced ^= g_str_has_prefix(reader->lines[reader->at], "```");
        g_string_append_printf(body, "%s\n", reader->lines[reader->at]);
    }
    if (fenced)
        fault(reader, heading_line, nx_tr("a ``` in this section is not closed"));
    return g_string_free(body, FALSE);
}

static void read_section(Reader *reader, NxArticle *article)
{
    guint line = reader->at + 1;
    g_autofree char *heading = g_strstrip(g_strdup(reader->lines[reader->at++] + 3));
    g_autofree char *body = take_body(reader, line);
    const NxSectionKind *kind = section_of_heading(reader, heading);
    if (!kind)
        fault(reader, line, nx_tr("no section has the heading \"%s\" in this language"), heading);
    else if (kind->computed)
        fault(reader, line, nx_tr("section %s is made by the program, from front matter, registry and policy"),
              kind->id);
    else if (nx_article_section(article, kind->id))
        fault(reader, line, nx_tr("section %s stands here already"), kind->id);
    else {
        check_body(reader, kind->id, body, line);
        nx_article_add(article, kind->id, g_steal_pointer(&body));
    }
}

static void read_sections(Reader *reader, NxArticle *article)
{
    for (; reader->lines[reader->at] && !opens_section(reader->lines[reader->at]); reader->at++)
        if (*reader->lines[reader->at]) {
            fault(reader, reader->at + 1, nx_tr("text before the first section"));
            break;
        }
    while (reader->lines[reader->at] && !opens_section(reader->lines[reader->at]))
        reader->at++;
    while (reader->lines[reader->at])
        read_section(reader, article);
    for (guint i = 0; article->kind == NX_ARTICLE_CODE && i < NX_N_SECTION_KINDS; i++)
        if (NX_SECTION_KINDS[i].required && !nx_article_section(article, NX_SECTION_KINDS[i].id))
            fault(reader, 1, nx_tr("section %s is missing"), NX_SECTION_KINDS[i].id);
    if (!article->sections->len)
        fault(reader, 1, nx_tr("no section"));
}

static NxArticle *read_lines(Reader *reader)
{
    Front front = {0};
    NxName name;
    NxArticle *article = NULL;
    if (read_front(reader, &front) && read_name(reader, &front, &name)) {
        article = nx_article_begin(&name, reader->lang, front.value[TITLE]);
        article->written = TRUE;
        read_lists(reader, &front, article);
        read_sections(reader, article);
    }
    front_clear(&front);
    if (reader->faults)
        g_clear_pointer(&article, nx_article_free);
    return article;
}

NxArticle *nx_article_read(const NxDataFile *file, NxLang lang, const NxWords *words, NxProblems *problems)
{
    Reader reader = {.file = file, .words = words, .problems = problems, .lang = lang};
    gsize len;
    const char *bytes = g_bytes_get_data(file->bytes, &len);
    if (len > MAX_ARTICLE) {
        fault(&reader, 1, nx_tr("longer than %d bytes"), MAX_ARTICLE);
        return NULL;
    }
    g_autofree char *text = nx_text_from_utf8(bytes, len);
    g_autoptr(GString) lines = g_string_new(text);
    g_string_replace(lines, "\r\n", "\n", 0);
    g_autofree char *safe = nx_safe_screen(lines->str, lines->len, NX_SAFE_NEWLINES, 4 * MAX_ARTICLE);
    reader.lines = g_strsplit(safe, "\n", -1);
    NxArticle *article = read_lines(&reader);
    g_strfreev(reader.lines);
    return article;
}
