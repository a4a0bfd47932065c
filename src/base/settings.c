/* Each setting checked, and taken over as a key; what is wrong is named and left out. */
#include "base/settings.h"
#include <nixie/address.h>
#include <nixie/text.h>
#include <arpa/inet.h>
#include <string.h>

static const NxTime DEFAULT_PLAN[] = {NX_DAY, 2 * NX_DAY, 3 * NX_DAY, 7 * NX_DAY};
#define DEFAULT_SETTLE (7 * NX_DAY)
#define DEFAULT_SHARE 0.5
#define PLAN_MIN 3

static void setting_clear(gpointer data)
{
    NxSetting *setting = data;
    g_free(setting->value);
    g_free(setting->where);
}

static void list_clear(GArray **list)
{
    g_clear_pointer(list, g_array_unref);
}

void nx_settings_clear(NxSettings *settings)
{
    list_clear(&settings->own_addresses);
    list_clear(&settings->own_domains);
    list_clear(&settings->verp);
    list_clear(&settings->own_secrets);
    list_clear(&settings->batv);
    list_clear(&settings->own_mta);
    g_clear_pointer(&settings->sent, nx_sent_unref);
    list_clear(&settings->protected_addresses);
    list_clear(&settings->protected_domains);
    list_clear(&settings->policy);
    g_strfreev(settings->data_dirs);
    g_free(settings->language);
    *settings = (NxSettings){0};
}

void nx_settings_add(GArray **list, const char *value, const char *where)
{
    if (!*list) {
        *list = g_array_new(FALSE, FALSE, sizeof(NxSetting));
        g_array_set_clear_func(*list, setting_clear);
    }
    NxSetting setting = {g_strdup(value), g_strdup(where)};
    g_array_append_val(*list, setting);
}

/* What a value becomes when it is kept; NULL: it is wrong. */
typedef char *(*Adopt)(const char *value);

static char *adopt_address(const char *value)
{
    return nx_address_key(value, -1);
}

static char *adopt_domain(const char *value)
{
    return nx_domain_key(*value == '@' ? value + 1 : value, -1);
}

static char *adopt_verp(const char *value)
{
    const char *at = strrchr(value, '@');
    const char *local = strstr(value, "{local}");
    return at && at[1] && local && local < at ? g_strdup(value) : NULL;
}

static char *adopt_secret(const char *value)
{
    return g_strdup(value);
}

char *nx_settings_ip(const char *text, gsize len)
{
    guint8 address[sizeof(struct in6_addr)];
    char name[INET6_ADDRSTRLEN];
    static const int FAMILIES[] = {AF_INET, AF_INET6};
    g_autofree char *copy = g_strndup(text, len);
    for (gsize i = 0; i < G_N_ELEMENTS(FAMILIES); i++)
        if (inet_pton(FAMILIES[i], copy, address) == 1 && inet_ntop(FAMILIES[i], address, name, sizeof name))
            return g_strdup(name);
    return NULL;
}

static char *adopt_mta(const char *value)
{
    char *ip = nx_settings_ip(value, strlen(value));
    if (ip)
        return ip;
    gboolean below = g_str_has_prefix(value, "*.");
    g_autofree char *name = nx_domain_key(below ? value + 2 : value, -1);
    return name ? g_strconcat(below ? "*." : "", name, NULL) : NULL;
}

static void adopt_list(GArray **to, const GArray *from, Adopt adopt, const char *wrong, NxProblems *problems)
{
    for (guint i = 0; from && i < from->len; i++) {
        const NxSetting *setting = &g_array_index(from, NxSetting, i);
        g_autofree char *value = adopt(setting->value);
        if (value)
            nx_settings_add(to, value, setting->where);
        else
            nx_problems_add(problems, setting->where, wrong, setting->value);
    }
}

/* A {hash} that cannot be checked would prove what it does not. */
static void drop_unkeyed(NxSettings *to, NxProblems *problems)
{
    for (guint i = to->verp && !to->own_secrets ? to->verp->len : 0; i-- > 0;) {
        const NxSetting *form = &g_array_index(to->verp, NxSetting, i);
        if (!strstr(form->value, "{hash}"))
            continue;
        nx_problems_add(problems, form->where, nx_tr("“%s” has a {hash}, and no [own] secret= to check it; left out"),
                        form->value);
        g_array_remove_index(to->verp, i);
    }
}

static gboolean plan_is_sound(const NxSettings *settings)
{
    if (settings->plan_steps < PLAN_MIN || settings->plan_steps > NX_PLAN_MAX)
        return FALSE;
    for (guint i = 0; i < settings->plan_steps; i++)
        if (settings->plan[i] <= 0)
            return FALSE;
    return TRUE;
}

static void adopt_plan(NxSettings *to, const NxSettings *from, NxProblems *problems)
{
    if (from->plan_steps && plan_is_sound(from)) {
        memcpy(to->plan, from->plan, sizeof to->plan);
        to->plan_steps = from->plan_steps;
        return;
    }
    if (from->plan_steps)
        nx_problems_add(problems, "[plan] S1",
                        nx_tr("a plan has %d to %d steps, each longer than nothing; the default stands"), PLAN_MIN,
                        NX_PLAN_MAX);
    memcpy(to->plan, DEFAULT_PLAN, sizeof DEFAULT_PLAN);
    to->plan_steps = G_N_ELEMENTS(DEFAULT_PLAN);
}

static void adopt_guard(NxSettings *to, const NxSettings *from, NxProblems *problems)
{
    to->settle = from->settle > 0 ? from->settle : DEFAULT_SETTLE;
    to->guard_max = from->guard_max;
    to->guard_share = from->guard_share > 0 && from->guard_share <= 1 ? from->guard_share : DEFAULT_SHARE;
    if (from->settle < 0)
        nx_problems_add(problems, "[guard] settle", nx_tr("must not be negative; the default stands"));
    if (from->guard_share != 0 && to->guard_share != from->guard_share)
        nx_problems_add(problems, "[guard] share", nx_tr("must lie between 0 and 1; the default stands"));
}

void nx_settings_adopt(NxSettings *to, const NxSettings *from, NxProblems *problems)
{
    static const NxSettings NONE = {0};
    if (!from)
        from = &NONE;
    const char *no_address = nx_tr("“%s” is no address; left out");
    const char *no_domain = nx_tr("“%s” is no domain; left out");
    adopt_list(&to->own_addresses, from->own_addresses, adopt_address, no_address, problems);
    adopt_list(&to->own_domains, from->own_domains, adopt_domain, no_domain, problems);
    adopt_list(&to->verp, from->verp, adopt_verp, nx_tr("“%s” is no form of an address with {local} in it; left out"),
               problems);
    adopt_list(&to->own_secrets, from->own_secrets, adopt_secret, NULL, problems);
    adopt_list(&to->batv, from->batv, adopt_secret, NULL, problems);
    adopt_list(&to->own_mta, from->own_mta, adopt_mta, nx_tr("“%s” is no name or IP address of a server; left out"),
               problems);
    drop_unkeyed(to, problems);
    to->sent = from->sent ? nx_sent_ref(from->sent) : NULL;
    adopt_list(&to->protected_addresses, from->protected_addresses, adopt_address, no_address, problems);
    adopt_list(&to->protected_domains, from->protected_domains, adopt_domain, no_domain, problems);
    for (guint i = 0; from->policy && i < from->policy->len; i++) {
        const NxSetting *setting = &g_array_index(from->policy, NxSetting, i);
        nx_settings_add(&to->policy, setting->value, setting->where);
    }
    adopt_plan(to, from, problems);
    adopt_guard(to, from, problems);
    to->data_dirs = from->data_dirs ? g_strdupv(from->data_dirs) : g_new0(char *, 1);
    to->language = g_strdup(from->language ? from->language : "en");
}
