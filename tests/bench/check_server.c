/* check_server DOMAINS DEAD-PERMILLE MEAN-MS LOST-PERMILLE: a name server for tests/bench/check.pl with so many domains
 * (dN.bench.net), some of which answer nobody; prints its place and serves until its input ends. */
#include "fake_dns.h"
#include <stdio.h>

int main(int argc, char **argv)
{
    guint64 numbers[4];
    for (int i = 0; i < 4; i++)
        if (argc != 5 || !g_ascii_string_to_unsigned(argv[i + 1], 10, 0, 1000000, &numbers[i], NULL))
            return 2;
    guint domains = (guint)numbers[0], dead = (guint)numbers[1];
    g_autoptr(GString) script = g_string_new("com soa soa\n");
    for (guint i = 0; i < domains; i++) {
        if (i % 1000 * dead % 1000 < dead)
            g_string_append_printf(script, "d%u.bench.net any drop\n", i);
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
