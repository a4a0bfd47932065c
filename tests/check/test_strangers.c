/* Names that nobody had in mind who wrote the lists: no real one is corrected, and most slips are. */
#include "check/fixture.h"
#include <string.h>

enum { REAL = 100, SLIPS = 100, SLIPS_FOUND_LEAST = 70 };

typedef struct {
    guint real, slips, corrected, found, wrong;
} Tally;

/* What a check of somebody there suggests, if DNS says that of the domain. Caller frees. */
static char *suggestion(const NxCheckLists *lists, const char *domain, NxCheckReason found)
{
    const NxCheckTaste taste = {0};
    g_autoptr(NxDomainFacts) facts = nx_domain_facts_new(domain);
    g_autofree char *key = g_strconcat("ann@", domain, NULL);
    g_auto(NxCheck) check = {0};
    facts->found = found;
    nx_check_address(lists, &taste, key, facts, &check);
    return g_steal_pointer(&check.suggestion);
}

/* A real domain takes mail. A slip mostly does not exist; what it would be told if a squatter took its mail is for
 * typos.tsv alone, and tried in test_typo.c. */
static void take(const NxCheckLists *lists, const char *domain, const char *meant, Tally *tally)
{
    g_autofree char *said = suggestion(lists, domain, *meant ? NX_CHECK_NO_DOMAIN : NX_CHECK_ACCEPTS_MAIL);
    if (!*meant) {
        tally->real++;
        tally->corrected += said != NULL;
        if (said)
            g_test_message("real, but corrected: %s to %s", domain, said);
        return;
    }
    tally->slips++;
    tally->found += g_strcmp0(said, meant) == 0;
    tally->wrong += said && strcmp(said, meant) != 0;
    if (g_strcmp0(said, meant) != 0)
        g_test_message("%s is %s, said was %s", domain, meant, said ? said : "nothing");
}

static void real_names_stay_and_slips_are_found(void)
{
    g_autofree char *path = g_test_build_filename(G_TEST_DIST, "check", "strangers.tsv", NULL), *text = NULL;
    g_auto(Lists) own = {0};
    Tally tally = {0};
    lists_init(&own, NULL);
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        char *tab = strchr(*line, '\t');
        if (**line == '#' || !tab || g_str_equal(*line, "domain\tmeant"))
            continue;
        *tab = '\0';
        take(own.lists, *line, tab + 1, &tally);
    }
    g_test_message("%u of %u slips found, %u of them as another name; %u of %u real names corrected", tally.found,
                   tally.slips, tally.wrong, tally.corrected, tally.real);
    g_assert_cmpuint(tally.real, ==, REAL);
    g_assert_cmpuint(tally.slips, ==, SLIPS);
    g_assert_cmpuint(tally.corrected, ==, 0);
    g_assert_cmpuint(tally.found, >=, SLIPS_FOUND_LEAST);
    g_assert_cmpuint(tally.wrong, ==, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/check/strangers", real_names_stay_and_slips_are_found);
    return g_test_run();
}
