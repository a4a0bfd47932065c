/* Records as one JSON document. */
#include "export/format.h"
#include <nixie/json.h>
#include <nixie/text.h>

static void write_json(NxWriting *writing)
{
    nx_json_object_open(writing->out, NULL);
    nx_json_list_open(writing->out, "addresses");
    for (guint i = 0; i < writing->records->len; i++)
        nx_record_json(writing->records->pdata[i], writing->out);
    nx_json_list_close(writing->out);
    nx_json_object_close(writing->out);
    g_string_append_c(writing->out, '\n');
}

const NxFormat NX_FORMAT_JSON = {
    .name = "json",
    .help = N_("one JSON document"),
    .extension = "json",
    .has_columns = TRUE,
    .write = write_json,
};
