/* A wrong row in the names of tokens is refused by name and line, and the others are read. */
#include "spoilt.h"
#include <nixie/verdict.h>

static void read_tokens(void)
{
    static const struct {
        const char *text, *canonical;
    } CASES[] = {
        {"listed by zen.spamhaus.org", "listed by <dnsbl>"},
        {"listed by zen.spamhouse.org", "listed by <host>"},
        {"RESOLVER.ADR.RecipNotFound", "resolver.adr.recipnotfound"},
        {"mailbox full.Please", "mailbox full. please"},
        {"mailbox example.Com", "mailbox <host>"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *canonical = nx_canonical_text(CASES[i].text, NULL);
        g_assert_cmpstr(canonical, ==, CASES[i].canonical);
    }
}

static const NxSpoilt TABLES[] = {
    {"src/judge/tokens.tsv", "moon\tfull", "a row is the name of a list and a word for it", read_tokens},
};

int main(int argc, char **argv)
{
    return nx_spoilt_run(argc, argv, "judge", TABLES, G_N_ELEMENTS(TABLES));
}
