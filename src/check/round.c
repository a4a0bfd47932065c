/* What is alive is said at once. What is gone waits: for the share of those that are, or for ten domains that must be
 * alive, where a bounce had said it and a large share would be no wonder. */
#include "check/round.h"
#include "check/trial.h"

enum { MANY = 20 };

typedef struct {
    NxRound *round;
    char *domain;
    gboolean said_dead, is_control;
    gboolean is_over;     /* was said, or is a control that has answered */
    NxDomainFacts *facts; /* held back */
} Item;

struct NxRound {
    GPtrArray *items;
    NxTime now;
    NxRoundSays says;
    NxRoundDone done;
    gpointer user;
    NxLookups *lookups;
    guint left;            /* domains that are not answered, controls among them */
    guint strangers, gone; /* of those that no bounce spoke of */
    guint controls_left, controls_alive, controls_gone;
};

static void item_free(gpointer data)
{
    Item *item = data;
    nx_domain_facts_free(item->facts);
    g_free(item->domain);
    g_free(item);
}

static void add_item(NxRound *round, const char *domain, gboolean said_dead, gboolean is_control)
{
    Item *item = g_new0(Item, 1);
    *item = (Item){.round = round, .domain = g_strdup(domain), .said_dead = said_dead, .is_control = is_control};
    g_ptr_array_add(round->items, item);
}

static void say(Item *item, NxDomainFacts *facts)
{
    item->is_over = TRUE;
    item->round->says(facts, item->round->user);
}

static void say_suspect(NxDomainFacts *facts)
{
    facts->found = NX_CHECK_DNS_SUSPECT;
    facts->until = facts->at;
}

/* ---- What is held back ------------------------------------------------------------------------------------------- */

/* Of domains that were said to be dead many may be: then it is the resolver that has to show what it knows. */
static gboolean are_controls_fine(const NxRound *round)
{
    return round->controls_gone == 0 && round->controls_alive >= g_strv_length((char **)nx_trial_controls()) / 2;
}

static gboolean is_share_fine(const NxRound *round)
{
    return round->strangers < MANY || round->gone * 2 <= round->strangers;
}

static gboolean must_wait(const NxRound *round, const Item *item)
{
    return item->said_dead ? round->controls_left > 0 : round->strangers >= MANY && round->left > 0;
}

static void let_go(NxRound *round)
{
    for (guint i = 0; i < round->items->len; i++) {
        Item *item = round->items->pdata[i];
        if (!item->facts || must_wait(round, item))
            continue;
        NxDomainFacts *facts = g_steal_pointer(&item->facts);
        if (!(item->said_dead ? are_controls_fine(round) : is_share_fine(round)))
            say_suspect(facts);
        say(item, facts);
    }
}

/* ---- Answers ----------------------------------------------------------------------------------------------------- */

static void take_control(NxRound *round, NxDomainFacts *facts)
{
    NxCheckSide side = nx_check_reason_side(facts->found);
    round->controls_left--;
    round->controls_alive += side == NX_SIDE_ANSWERS;
    round->controls_gone += side == NX_SIDE_DEAD;
    nx_domain_facts_free(facts);
}

static void take(Item *item, NxDomainFacts *facts)
{
    NxRound *round = item->round;
    /* That it takes no mail is a thing that a domain says; a broken resolver does not make it up. */
    gboolean is_gone = nx_check_reason_side(facts->found) == NX_SIDE_DEAD && facts->found != NX_CHECK_NULL_MX;
    if (!item->said_dead)
        round->gone += is_gone;
    if (is_gone && must_wait(round, item))
        item->facts = facts;
    else if (is_gone && !(item->said_dead ? are_controls_fine(round) : is_share_fine(round))) {
        say_suspect(facts);
        say(item, facts);
    } else
        say(item, facts);
}

static void answered(NxDomainFacts *facts, gpointer user)
{
    Item *item = user;
    NxRound *round = item->round;
    round->left--;
    if (item->is_control) {
        item->is_over = TRUE;
        take_control(round, facts);
    } else {
        take(item, facts);
    }
    if (round->left == 0 || (item->is_control && round->controls_left == 0))
        let_go(round);
    if (round->left == 0)
        round->done(round->user);
}

/* ---- The round --------------------------------------------------------------------------------------------------- */

NxRound *nx_round_new(const NxCheckQuestion *questions, guint n, NxTime now, NxRoundSays says, NxRoundDone done,
                      gpointer user)
{
    NxRound *round = g_new0(NxRound, 1);
    *round = (NxRound){
        .items = g_ptr_array_new_with_free_func(item_free), .now = now, .says = says, .done = done, .user = user};
    gboolean any_said_dead = FALSE;
    for (guint i = 0; i < n; i++)
        any_said_dead = any_said_dead || questions[i].said_dead;
    for (const char *const *name = nx_trial_controls(); any_said_dead && *name; name++, round->controls_left++)
        add_item(round, *name, FALSE, TRUE);
    for (guint i = 0; i < n; i++)
        add_item(round, questions[i].domain, questions[i].said_dead, FALSE);
    return round;
}

void nx_round_free(NxRound *round)
{
    if (!round)
        return;
    nx_lookups_free(round->lookups);
    g_ptr_array_unref(round->items);
    g_free(round);
}

static NxDomainFacts *facts_without_asking(const NxRound *round, const char *domain, NxCheckReason found)
{
    NxDomainFacts *facts = nx_domain_facts_new(domain);
    facts->found = found;
    facts->at = facts->until = found == NX_CHECK_NOT_ASKED ? NX_TIME_UNKNOWN : round->now;
    return facts;
}

/* What no name server is asked about; FALSE: it has to be. */
static gboolean say_unasked(Item *item, gboolean special)
{
    const char *domain = item->domain;
    gboolean is_literal = *domain == '[';
    if (!is_literal && (special || !nx_domain_is_special(domain)))
        return FALSE;
    say(item, facts_without_asking(item->round, domain, is_literal ? NX_CHECK_NOT_ASKED : NX_CHECK_NO_DOMAIN));
    return TRUE;
}

void nx_round_start(NxRound *round, NxNameserver *nameserver, NxTime keep, gboolean special)
{
    round->lookups = nx_lookups_new(nameserver, keep);
    for (guint i = 0; i < round->items->len; i++) {
        Item *item = round->items->pdata[i];
        if (!item->is_control && say_unasked(item, special))
            continue;
        round->left++;
        round->strangers += !item->is_control && !item->said_dead;
        nx_lookups_start(round->lookups, item->domain, round->now, answered, item);
    }
    if (round->left == 0)
        round->done(round->user);
}

void nx_round_give_up(NxRound *round)
{
    for (guint i = 0; i < round->items->len; i++) {
        Item *item = round->items->pdata[i];
        g_clear_pointer(&item->facts, nx_domain_facts_free);
        if (!item->is_over && !item->is_control)
            say(item, facts_without_asking(round, item->domain, NX_CHECK_NOT_ASKED));
    }
}
