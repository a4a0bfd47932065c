/* JSON documents on their way out. */
#include "cli/answer.h"

gboolean nx_answer_parse(NxApp *app, const char *format, gboolean *is_json)
{
    *is_json = g_strcmp0(format, "json") == 0;
    if (!format || *is_json || g_str_equal(format, "text"))
        return TRUE;
    nx_app_usage(app, nx_tr("there is no format %s"), format);
    return FALSE;
}

GString *nx_answer_new(void)
{
    GString *answer = g_string_new(NULL);
    nx_json_object_open(answer, NULL);
    return answer;
}

void nx_answer_put(GString *answer)
{
    nx_json_object_close(answer);
    g_string_append_c(answer, '\n');
    nx_put_json(answer->str);
    g_string_free(answer, TRUE);
}
