/* Problems behind a lock: more of them than anybody reads are only counted. */
#include <nixie/error.h>
#include <nixie/text.h>

G_DEFINE_QUARK(nx - error - quark, nx_error)

/* A mailbox of a million broken files must not fill the memory with complaints. */
#define PROBLEMS_KEPT 10000
#define PROBLEM_BYTES 1000

struct NxProblems {
    GMutex lock;
    GPtrArray *lines;
    guint count;
};

NxProblems *nx_problems_new(void)
{
    NxProblems *problems = g_new0(NxProblems, 1);
    g_mutex_init(&problems->lock);
    problems->lines = g_ptr_array_new_with_free_func(g_free);
    return problems;
}

void nx_problems_free(NxProblems *problems)
{
    if (!problems)
        return;
    g_ptr_array_unref(problems->lines);
    g_mutex_clear(&problems->lock);
    g_free(problems);
}

static char *problem_line(const char *where, const char *message)
{
    g_autofree char *joined = where ? g_strconcat(where, ": ", message, NULL) : g_strdup(message);
    g_autofree char *text = nx_text_from_utf8(joined, -1);
    return nx_safe_screen(text, -1, NX_SAFE_NONE, PROBLEM_BYTES);
}

void nx_problems_add(NxProblems *problems, const char *where, const char *format, ...)
{
    if (!problems)
        return;
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    char *line = problem_line(where, message);

    g_mutex_lock(&problems->lock);
    problems->count++;
    if (problems->lines->len < PROBLEMS_KEPT)
        g_ptr_array_add(problems->lines, g_steal_pointer(&line));
    g_mutex_unlock(&problems->lock);
    g_free(line);
}

guint nx_problems_count(NxProblems *problems)
{
    if (!problems)
        return 0;
    g_mutex_lock(&problems->lock);
    guint count = problems->count;
    g_mutex_unlock(&problems->lock);
    return count;
}

char **nx_problems_take(NxProblems *problems)
{
    if (!problems)
        return g_new0(char *, 1);
    g_mutex_lock(&problems->lock);
    GPtrArray *lines = problems->lines;
    guint unsaid = problems->count - lines->len;
    problems->lines = g_ptr_array_new_with_free_func(g_free);
    problems->count = 0;
    g_mutex_unlock(&problems->lock);

    if (unsaid)
        g_ptr_array_add(
            lines,
            g_strdup_printf(nx_trn("and %u more line like these", "and %u more lines like these", unsaid), unsaid));
    g_ptr_array_add(lines, NULL);
    return (char **)g_ptr_array_free(lines, FALSE);
}
