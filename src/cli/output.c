/* Lines to the terminal's width and character set; what cannot be written is known at the end. */
#include "cli/output.h"
#include <nixie/json.h>
#include <nixie/text.h>
#include <errno.h>
#include <sys/ioctl.h>
#include <unistd.h>

static NxSafeFlags flags = NX_SAFE_NONE;

void nx_output_set_up(gboolean ascii)
{
    flags = ascii ? NX_SAFE_ASCII : NX_SAFE_NONE;
}

gboolean nx_output_is_ascii(void)
{
    return flags == NX_SAFE_ASCII;
}

guint nx_output_width(void)
{
    struct winsize size;
    const char *columns = g_getenv("COLUMNS");
    guint64 width = 0;
    if (!columns || !g_ascii_string_to_unsigned(columns, 10, 20, 1000, &width, NULL))
        width = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
    return width >= 20 ? (guint)width : 80;
}

static void write_line(FILE *file, const char *prefix, const char *format, va_list args)
{
    g_autofree char *line = g_strdup_vprintf(format, args);
    g_autofree char *safe = nx_safe_screen(line, -1, flags, G_MAXSIZE);
    fprintf(file, "%s%s\n", prefix, safe);
}

void nx_say(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    write_line(stdout, "", format, args);
    va_end(args);
}

void nx_complain(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    write_line(stderr, "nixie: ", format, args);
    va_end(args);
}

void nx_pad(GString *line, const char *text, guint cells, gboolean right)
{
    g_autofree char *safe = nx_safe_screen(text, -1, flags, 0);
    guint taken = nx_cells(safe, -1);
    if (!right)
        g_string_append(line, safe);
    for (guint n = taken; n < cells; n++)
        g_string_append_c(line, ' ');
    if (right)
        g_string_append(line, safe);
}

void nx_put(const char *bytes, gsize len)
{
    fwrite(bytes, 1, len, stdout);
}

void nx_put_json(const char *json)
{
    g_autofree char *ascii = nx_output_is_ascii() ? nx_json_ascii(json) : NULL;
    nx_put(ascii ? ascii : json, strlen(ascii ? ascii : json));
}

void nx_put_safe(const char *safe)
{
    g_autofree char *ascii = nx_output_is_ascii() ? nx_safe_ascii(safe) : NULL;
    nx_put(ascii ? ascii : safe, strlen(ascii ? ascii : safe));
}

gboolean nx_output_flush(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return TRUE;
    nx_complain("%s: %s", nx_tr("standard output"), g_strerror(errno));
    return FALSE;
}

gboolean nx_output_close(void)
{
    if (!nx_output_flush())
        return FALSE;
    int copy = dup(fileno(stdout));
    if (copy >= 0 && close(copy) == 0)
        return TRUE;
    nx_complain("%s: %s", nx_tr("standard output"), g_strerror(errno));
    return FALSE;
}
