/* A wrong row in a table of the mailboxes is refused by name and line, and the others are read. */
#include "mailbox/envelope.h"
#include "mailbox/sniff.h"
#include "mailbox/zone.h"
#include "spoilt.h"
#include <string.h>

static void read_zones(void)
{
    int hours = 0;
    g_assert_true(nx_zone_find("akst", 4, &hours));
    g_assert_cmpint(hours, ==, -9);
    g_assert_true(nx_zone_find("Z", 1, &hours));
    g_assert_cmpint(hours, ==, 0);
    g_assert_false(nx_zone_find("AKS", 3, &hours));
    g_assert_false(nx_zone_find("AKSTX", 5, &hours));
}

static NxSniff sniff(const char *text)
{
    return nx_sniff((NxBytes){text, strlen(text)});
}

static void read_fields(void)
{
    g_assert_cmpint(sniff("Moon: full\nErrors-To: ann@example.com\n\n"), ==, NX_SNIFF_MESSAGE);
    g_assert_cmpint(sniff("Moon: full\nARC-Seal: x\n\n"), ==, NX_SNIFF_MESSAGE);
    g_assert_cmpint(sniff("Moon: full\nARC: x\n\n"), ==, NX_SNIFF_OTHER);
}

static gboolean take_one(NxBytes literal, NxBytes notification, gpointer user)
{
    *(NxBytes *)user = notification;
    return literal.len > 0;
}

static void read_envelopes(void)
{
    static const char TEXT[] = "{\"Records\":[{\"kinesis\":{\"data\":\"e30=\"}}]}";
    NxBytes found = {NULL, 0};
    g_assert_true(nx_envelope_open((NxBytes){TEXT, strlen(TEXT)}, take_one, &found));
    g_assert_cmpuint(found.len, ==, strlen("{}"));
}

static const NxSpoilt TABLES[] = {
    {"src/mailbox/envelopes.tsv", "moon\t\tlunar", "is of no coding that is known", read_envelopes},
    {"src/mailbox/envelopes.tsv", "\t\tjson", "has no path", read_envelopes},
    {"src/mailbox/zones.tsv", "MOON\t15", "a zone needs a name and its hours east of Greenwich", read_zones},
    {"src/mailbox/zones.tsv", "MOON\t", "a zone needs a name and its hours east of Greenwich", read_zones},
    {"src/mailbox/zones.tsv", "\t1", "a zone needs a name and its hours east of Greenwich", read_zones},
    {"src/mailbox/sniff.tsv", "moon\tx-moon", "a row is the name of a list and a word for it", read_fields},
};

int main(int argc, char **argv)
{
    return nx_spoilt_run(argc, argv, "mailbox", TABLES, G_N_ELEMENTS(TABLES));
}
