/* Who may be asked at all, where, and with which made-up name. */
#include "check/domain.h"
#include "check/host.h"
#include "check/lists.h"
#include "check/probe_answer.h"
#include "check/smtp.h"
#include <nixie/address.h>
#include <nixie/text.h>
#include <string.h>

enum { PORT = 25, STEP_MS = 30000, WHOLE_MS = 120000, HOSTS_MAX = 2 };

struct NxProber {
    const NxReader *reader;
    const NxJudge *judge;
    const NxCheckLists *lists;
    char *helo, *mail_from, *nameserver;
    guint16 port;
    gboolean reaches_private;
    guint step_ms, whole_ms;
    gboolean has_tls;
};

char *nx_probe_group(const char *mx)
{
    return nx_domain_registrable(mx);
}

static NxCheckSettings dns_of(const NxProber *prober)
{
    return (NxCheckSettings){.nameserver = prober->nameserver};
}

/* Who greets with a name that is nobody's is taken for a bot, and rightly (RFC 5321 4.1.4). */
static gboolean check_names(const NxProber *prober, GError **error)
{
    NxCheckSettings dns = dns_of(prober);
    g_autofree char *key = nx_domain_key(prober->helo, -1);
    if (!key || !strchr(key, '.') || *key == '[' || nx_domain_is_special(key)) {
        g_set_error(error, NX_ERROR, NX_ERROR_SYNTAX, nx_tr("%s is no full name of this host"), prober->helo);
        return FALSE;
    }
    g_autofree char *sender = *prober->mail_from ? nx_address_key(prober->mail_from, -1) : NULL;
    if (*prober->mail_from && !sender) {
        g_set_error(error, NX_ERROR, NX_ERROR_SYNTAX, nx_tr("%s is no address"), prober->mail_from);
        return FALSE;
    }
    g_autoptr(GPtrArray) addresses = nx_host_addresses(&dns, key);
    if (addresses->len == 0)
        g_set_error(error, NX_ERROR, NX_ERROR_SYNTAX, nx_tr("%s does not resolve: who greets so is refused"),
                    prober->helo);
    return addresses->len > 0;
}

NxProber *nx_prober_new(const NxProbeSettings *settings, const NxReader *reader, const NxJudge *judge, GError **error)
{
    if (!nx_checker_is_built_in(error))
        return NULL;
    NxProber *prober = g_new0(NxProber, 1);
    *prober = (NxProber){.reader = reader,
                         .judge = judge,
                         .lists = settings->lists,
                         .helo = g_strdup(settings->helo ? settings->helo : ""),
                         .mail_from = g_strdup(settings->mail_from ? settings->mail_from : ""),
                         .nameserver = g_strdup(settings->nameserver),
                         .port = settings->port ? settings->port : PORT,
                         .reaches_private = settings->reaches_private,
                         .step_ms = settings->step_ms ? settings->step_ms : STEP_MS,
                         .whole_ms = settings->whole_ms ? settings->whole_ms : WHOLE_MS,
                         .has_tls = settings->offers_tls || g_tls_backend_supports_tls(g_tls_backend_get_default())};
    if (check_names(prober, error))
        return prober;
    nx_prober_free(prober);
    return NULL;
}

void nx_prober_free(NxProber *prober)
{
    if (!prober)
        return;
    g_free(prober->helo);
    g_free(prober->mail_from);
    g_free(prober->nameserver);
    g_free(prober);
}

/* A name that nobody has: letters and digits, none of which says who asks. */
static char *name_of_nobody(const char *domain)
{
    static const char LETTERS[] = "abcdefghijkmnpqrstuvwxyz23456789";
    enum { LEN = 16 };
    char local[LEN + 1] = {0};
    for (guint i = 0; i < LEN; i++)
        local[i] = LETTERS[g_random_int_range(0, i == 0 ? 22 : (gint32)sizeof LETTERS - 1)];
    return g_strconcat(local, "@", domain, NULL);
}

/* One address of a host that may be asked; NULL: none can be reached from outside. */
static GInetAddress *place_of(const NxProber *prober, const char *host)
{
    NxCheckSettings dns = dns_of(prober);
    g_autoptr(GPtrArray) addresses = nx_host_addresses(&dns, host);
    for (guint i = 0; i < addresses->len; i++)
        if (prober->reaches_private || !nx_inet_address_is_private(addresses->pdata[i]))
            return g_object_ref(addresses->pdata[i]);
    return NULL;
}

/* One that offers STARTTLS and then cannot is asked once more in clear. */
static NxSmtpEnd talk(const NxProber *prober, GInetAddress *place, const char *address, const char *nobody,
                      NxProbeDialogue *dialogue)
{
    NxSmtpEnd end = NX_SMTP_TLS_FAILED;
    for (gboolean can_tls = prober->has_tls; end == NX_SMTP_TLS_FAILED; can_tls = FALSE) {
        nx_probe_dialogue_clear(dialogue);
        *dialogue = (NxProbeDialogue){.helo = prober->helo,
                                      .mail_from = prober->mail_from,
                                      .recipient = address,
                                      .nobody = nobody,
                                      .can_tls = can_tls};
        end = nx_smtp_talk(dialogue, place, prober->port, prober->step_ms, prober->whole_ms);
    }
    return end;
}

/* Only where nobody is there is the next host asked. */
static NxSmtpEnd talk_to_any(const NxProber *prober, char **hosts, const char *address, const char *nobody,
                             NxProbeDialogue *dialogue, NxProbe *probe)
{
    NxSmtpEnd end = NX_SMTP_NO_CONNECT;
    for (guint i = 0; hosts[i] && i < HOSTS_MAX && end == NX_SMTP_NO_CONNECT; i++) {
        g_autoptr(GInetAddress) place = place_of(prober, hosts[i]);
        probe->host = hosts[i];
        if (place)
            end = talk(prober, place, address, nobody, dialogue);
    }
    return end;
}

void nx_prober_ask(NxProber *prober, const char *key, const NxDomainFacts *facts, gboolean asks_random, NxProbe *probe)
{
    char *itself[] = {facts->domain, NULL}, **hosts = facts->mx[0] ? facts->mx : itself;
    NxAskable askable = nx_check_lists_askable(prober->lists, hosts[0]);
    if (askable == NX_ASKABLE_NEVER) {
        probe->reason = NX_CHECK_NOT_ASKABLE;
        return;
    }
    g_autofree char *nobody = asks_random && askable == NX_ASKABLE_YES ? name_of_nobody(nx_address_domain(key)) : NULL;
    g_auto(NxProbeDialogue) dialogue = {0};
    NxSmtpEnd end = talk_to_any(prober, hosts, key, nobody, &dialogue, probe);
    const NxHearing hearing = {.reader = prober->reader,
                               .judge = prober->judge,
                               .host = probe->host,
                               .domain = facts->domain,
                               .askable = askable};
    nx_probe_answer(&hearing, &dialogue, probe);
    if (end == NX_SMTP_NO_CONNECT)
        probe->reason = NX_CHECK_UNREACHABLE;
}
