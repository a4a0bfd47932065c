/* A name server of its own, in a context that runs until it has answered twice. */
#include "check/host.h"
#include "check/nameserver.h"

typedef struct {
    GPtrArray *addresses;
    guint left;
} Asking;

static void answered(const NxDnsAnswer *answer, gpointer user)
{
    Asking *asking = user;
    asking->left--;
    for (guint i = 0; answer->addresses && i < answer->addresses->len; i++)
        g_ptr_array_add(asking->addresses, g_object_ref(answer->addresses->pdata[i]));
}

static gint ipv4_first(gconstpointer a, gconstpointer b)
{
    return g_inet_address_get_family(*(GInetAddress *const *)b) == G_SOCKET_FAMILY_IPV4
               ? g_inet_address_get_family(*(GInetAddress *const *)a) != G_SOCKET_FAMILY_IPV4
               : -(g_inet_address_get_family(*(GInetAddress *const *)a) == G_SOCKET_FAMILY_IPV4);
}

GPtrArray *nx_host_addresses(const NxCheckSettings *settings, const char *host)
{
    g_autoptr(GMainContext) context = g_main_context_new();
    Asking asking = {g_ptr_array_new_with_free_func(g_object_unref), 2};
    NxNameserver *nameserver = nx_nameserver_new(settings, context, NULL);
    if (!nameserver)
        return asking.addresses;
    nx_nameserver_ask(nameserver, host, NX_DNS_A, FALSE, answered, &asking);
    nx_nameserver_ask(nameserver, host, NX_DNS_AAAA, FALSE, answered, &asking);
    while (asking.left > 0)
        g_main_context_iteration(context, TRUE);
    nx_nameserver_free(nameserver);
    g_ptr_array_sort(asking.addresses, ipv4_first);
    return asking.addresses;
}
