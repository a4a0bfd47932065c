/* Objects on lines, and their members as text. */
#include "export/json_line.h"
#include <nixie/error.h>
#include <nixie/text.h>

enum { DEEPEST = 1000 };

/* Our lines are flat; the parser calls itself for each level, and a file must not choose how often. */
static gboolean is_deep(const char *text, gsize len)
{
    guint opened = 0;
    for (gsize i = 0; i < len; i++)
        opened += text[i] == '[' || text[i] == '{';
    return opened > DEEPEST;
}

JsonObject *nx_json_line_read(const char *line, gsize len, GError **error)
{
    g_autoptr(JsonParser) parser = json_parser_new_immutable();
    g_autoptr(GError) why = NULL;
    JsonNode *root = !is_deep(line, len) && json_parser_load_from_data(parser, line, (gssize)len, &why)
                         ? json_parser_get_root(parser)
                         : NULL;
    if (root && JSON_NODE_HOLDS_OBJECT(root))
        return json_node_dup_object(root);
    g_set_error(error, NX_ERROR, NX_ERROR_SYNTAX, "%s: %s", nx_tr("no JSON object"), why ? why->message : "");
    return NULL;
}

char *nx_json_member_text(JsonObject *object, const char *name)
{
    JsonNode *node = json_object_get_member(object, name);
    if (!node)
        return NULL;
    GType type = JSON_NODE_HOLDS_VALUE(node) ? json_node_get_value_type(node) : G_TYPE_INVALID;
    if (JSON_NODE_HOLDS_NULL(node))
        return g_strdup("");
    if (type == G_TYPE_STRING)
        return nx_text_from_utf8(json_node_get_string(node), -1);
    return type == G_TYPE_INT64 ? g_strdup_printf("%" G_GINT64_FORMAT, json_node_get_int(node)) : NULL;
}
