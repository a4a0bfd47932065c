/* Made from the session's leader and when it began, since numbers of processes come again. */
#include "cli/run_id.h"
#include <unistd.h>

/* When the process began, in ticks since boot: numbers of processes come again, the two together do not. */
static guint64 start_of(pid_t pid)
{
    g_autofree char *path = g_strdup_printf("/proc/%d/stat", (int)pid);
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return 0;
    const char *name_end = strrchr(text, ')'); /* the name may hold anything */
    if (!name_end)
        return 0;
    enum { START = 20 }; /* fields behind the name up to starttime, proc(5) */
    g_auto(GStrv) fields = g_strsplit(name_end, " ", START + 2);
    return g_strv_length(fields) > START ? g_ascii_strtoull(fields[START], NULL, 10) : 0;
}

char *nx_run_id(void)
{
    pid_t leader = getsid(0);
    return g_strdup_printf("shell:%d:%" G_GUINT64_FORMAT, (int)leader, start_of(leader));
}
