/* A wrong row in the headings of imports is refused by name and line, and the others are read. */
#include "spoilt.h"
#include <nixie/export.h>
#include <string.h>

static void read_headings(void)
{
    static const char LIST[] = "Name,Email Address\nAnn,ann@example.org\n";
    g_autoptr(GBytes) bytes = g_bytes_new_static(LIST, strlen(LIST));
    g_autoptr(GPtrArray) imported = nx_import_read(nx_format_find("csv"), bytes, "LIST", NULL);
    g_assert_cmpuint(imported->len, ==, 1);
    g_assert_cmpstr(((const NxImported *)imported->pdata[0])->key, ==, "ann@example.org");
}

static const NxSpoilt TABLES[] = {
    {"src/export/import-headings.tsv", "moon\tfull", "a row is the name of a list and a word for it", read_headings},
};

int main(int argc, char **argv)
{
    return nx_spoilt_run(argc, argv, "export", TABLES, G_N_ELEMENTS(TABLES));
}
