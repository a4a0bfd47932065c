/* check_server DOMAINS DEAD-PERMILLE MEAN-MS LOST-PERMILLE SICK-PERMILLE: a name server for tests/bench/check.pl with
 * so many domains (dN.bench.net), some of which answer nobody, and of the last SICK some each whose server fails,
 * refuses, knows nothing of its zone, comes late, or cannot say where its mail server is; prints its place and serves
 * until its input ends. */
#include "fake_dns.h"
#include <stdio.h>

static const char *const SICK[] = {
    "d%u.bench.net any servfail\n",
    "d%u.bench.net any refused\n",
    "d%u.bench.net any referral\n",
    "d%u.bench.net mx late 1500 mx 10 mx.slow.bench.net\n",
    "d%u.bench.net mx late 3500 servfail\n",
    "d%u.bench.net mx mx 10 mx.fails.bench.net\n",
    "d%u.bench.net mx mx 10 mx.silent.bench.net\n",
    "d%u.bench.net mx mx 10 mx.lame.bench.net\n",
    "d%u.bench.net mx empty mx 10 mx.slow.bench.net\n",
};

int main(int argc, char **argv)
{
    guint64 numbers[5];
    for (int i = 0; i < 5; i++)
        if (argc != 6 || !g_ascii_string_to_unsigned(argv[i + 1], 10, 0, 1000000, &numbers[i], NULL))
            return 2;
    guint domains = (guint)numbers[0], dead = (guint)numbers[1], sick = (guint)numbers[4];
    g_autoptr(GString) script =
        g_string_new("com soa soa\nmx.slow.bench.net any a 192.0.2.1\nmx.fails.bench.net any "
                     "servfail\nmx.silent.bench.net any drop\nmx.lame.bench.net any referral\n");
    for (guint i = 0; i < domains; i++) {
        if (i % 1000 * dead % 1000 < dead)
            g_string_append_printf(script, "d%u.bench.net any drop\n", i);
        else if (i % 1000 >= 1000 - sick)
            g_string_append_printf(script, SICK[i % G_N_ELEMENTS(SICK)], i);
        else
            g_string_append_printf(script, "d%u.bench.net mx mx 10 mx.d%u.bench.net\nmx.d%u.bench.net a a 192.0.2.1\n",
                                   i, i, i);
    }
    g_autoptr(NxFakeDns) dns = nx_fake_dns_new(script->str);
    nx_fake_dns_network(dns, (guint)numbers[2], (guint)numbers[3]);
    printf("%s\n", nx_fake_dns_place(dns));
    fflush(stdout);
    while (getchar() != EOF)
        continue;
    return 0;
}
