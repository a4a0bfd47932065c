/* One line of JSON that others wrote. */
#pragma once
#include <json-glib/json-glib.h>

/* The object that stands on a line; NULL with NX_ERROR_SYNTAX where none does. Caller unrefs. */
JsonObject *nx_json_line_read(const char *line, gsize len, GError **error);
/* What a member says as text, numbers too; "" where it is null, NULL where it is something else or not there. Caller
 * frees. */
char *nx_json_member_text(JsonObject *object, const char *name);
