/* Any bytes as a user's rules file beside a small one of ours: refused by file and line or taken in, and then a line is
 * tried: what matches stands in it. */
#include "fuzz/fuzz.h"
#include "judge/rules.h"

static const char OURS[] = "[terms person]\nword = user, mailbox*, account\n[terms gone]\nword = unknown, not found\n"
                           "[terms thing]\nword = server, table\n[words attic]\nword = attic|cellar\n"
                           "[rule ours]\nmatch = no such user\nreason = userunknown\nexample = no such user\n";

static gboolean check_hit(const NxRuleHit *hit, gpointer text)
{
    g_assert_nonnull(hit->rule->id);
    g_assert_cmpuint(hit->at + hit->len, <=, (guint)((const NxCanonical *)text)->len);
    return FALSE;
}

static void try_line(const NxRules *rules, const char *line)
{
    NxCanonical text;
    nx_canonical_init(&text, line, strlen(line), "ann");
    const NxRuleInput input = {.text = &text, .name = "ann", .status = {5, 1, 1}, .reply = 550};
    NxRuleScan scan;
    nx_rule_scan_init(&scan, rules, &input);
    for (guint kind = 0; kind < NX_N_RULE_KINDS; kind++)
        nx_rule_scan_each(&scan, (NxRuleKind)kind, check_hit, &text);
    nx_rule_scan_clear(&scan);
    nx_canonical_clear(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    nx_fuzz_ground();
    g_autoptr(GBytes) theirs = g_bytes_new(data, size), ours = g_bytes_new_static(OURS, strlen(OURS));
    NxDataFile files[] = {
        {.name = (char *)"fuzz.rules", .origin = (char *)"fuzz.rules", .users = TRUE, .bytes = theirs},
        {.name = (char *)"ours.rules", .origin = (char *)"ours.rules", .bytes = ours}};
    g_autoptr(GPtrArray) both = g_ptr_array_new();
    g_ptr_array_add(both, &files[0]);
    g_ptr_array_add(both, &files[1]);
    NxProblems *problems = nx_problems_new();
    NxRules *rules = nx_rules_from(both, problems);
    try_line(rules, "550 5.1.1 <ann@one.example>: the attic is full of mice, user unknown on this server");
    nx_rules_free(rules);
    nx_fuzz_check_problems(problems);
    nx_problems_free(problems);
    return 0;
}
