/* nixie check --probe, run as a program in a network of its own, where 192.0.2.25 is a mail server. */
#include "fake_dns.h"
#include "fake_smtp.h"
#include "tree.h"
#include <nixie/nixie.h>
#include <arpa/inet.h>
#include <glib/gstdio.h>
#include <net/if.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define MAIL_PLACE "192.0.2.25"
enum { SMTP_PORT = 25 };

static const char DNS[] = "com soa soa\nhost.corp.net a a 192.0.2.7\nhost.corp.net aaaa nodata\n"
                          "corp.net mx mx 10 mx.corp.net\nmx.corp.net a a " MAIL_PLACE "\nmx.corp.net aaaa nodata\n"
                          "any.net mx mx 10 mx.any.net\nmx.any.net a a " MAIL_PLACE "\nmx.any.net aaaa nodata\n"
                          "big.net mx mx 10 mta5.am0.yahoodns.net\nmta5.am0.yahoodns.net a a " MAIL_PLACE "\n"
                          "shy.net mx mx 10 mx.shy.net\nmx.shy.net a a " MAIL_PLACE "\n"
                          "no.net mx mx 10 mx.no.net\nmx.no.net a a 192.0.2.26\nmx.no.net aaaa nodata\n"
                          "in.net mx mx 10 mx.in.net\nmx.in.net a a 192.0.2.27\nmx.in.net aaaa nodata\n"
                          "out.net mx mx 10 mx.out.net\nmx.out.net a a 192.0.2.28\nmx.out.net aaaa nodata\n";
static const char SMTP[] = "ann 250 ok\nbob 550 5.1.1 <bob@corp.net>: Recipient address rejected: User unknown\n"
                           "grey 450 4.2.0 Greylisted, please try again later\nzoe 250 ok\n"
                           "* 550 5.1.1 User unknown\n";

typedef struct {
    NxFakeDns *dns;
    NxFakeSmtp *smtp; /* NULL: there is no network of our own */
    char *folder, *program, *out, *err;
    int status;
} Scene;

static gboolean has_network;

/* An address on `lo`, as ifconfig gives it. */
static gboolean give_address(int fd, const char *name, const char *address)
{
    struct ifreq request = {0};
    struct sockaddr_in place = {.sin_family = AF_INET};
    g_strlcpy(request.ifr_name, name, sizeof request.ifr_name);
    if (address) {
        inet_pton(AF_INET, address, &place.sin_addr);
        memcpy(&request.ifr_addr, &place, sizeof place);
        if (ioctl(fd, SIOCSIFADDR, &request) != 0)
            return FALSE;
    }
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    return ioctl(fd, SIOCSIFFLAGS, &request) == 0;
}

static gboolean enter_network(void)
{
    if (unshare(CLONE_NEWNET) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
        return FALSE;
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    gboolean good = fd >= 0 && give_address(fd, "lo", NULL) && give_address(fd, "lo:1", MAIL_PLACE);
    if (fd >= 0)
        close(fd);
    return good;
}

static void scene_up(Scene *scene, gconstpointer script)
{
    scene->dns = nx_fake_dns_new(DNS);
    scene->smtp = has_network ? nx_fake_smtp_new(MAIL_PLACE, SMTP_PORT, script ? script : SMTP) : NULL;
    scene->folder = g_dir_make_tmp("nixie-probe-XXXXXX", NULL);
    scene->program = g_build_filename(g_getenv("BUILD") ? g_getenv("BUILD") : "build", "nixie", NULL);
}

static void scene_down(Scene *scene, gconstpointer unused)
{
    (void)unused;
    nx_fake_dns_free(scene->dns);
    nx_fake_smtp_free(scene->smtp);
    nx_test_remove(scene->folder);
    g_free(scene->folder);
    g_free(scene->program);
    g_free(scene->out);
    g_free(scene->err);
}

static void run(Scene *scene, const char *check, const char *now, const char *words)
{
    GError *error = NULL;
    g_auto(GStrv) given = g_strsplit(words, " ", -1), env = g_get_environ();
    g_autoptr(GPtrArray) argv = g_ptr_array_new();
    int status;
    g_ptr_array_add(argv, scene->program);
    for (char **word = given; *word; word++)
        g_ptr_array_add(argv, *word);
    g_ptr_array_add(argv, NULL);
    g_autofree char *config = g_strdup_printf("[check]\nnameserver = %s\n%s", nx_fake_dns_place(scene->dns), check);
    g_autofree char *conf = g_build_filename(scene->folder, "nixie", NULL);
    g_autofree char *path = g_build_filename(conf, "nixie.conf", NULL);
    g_mkdir_with_parents(conf, 0700);
    g_assert_true(g_file_set_contents(path, config, -1, NULL));
    static const char *const HOMES[] = {"HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"};
    for (guint i = 0; i < G_N_ELEMENTS(HOMES); i++)
        env = g_environ_setenv(env, HOMES[i], scene->folder, TRUE);
    env = g_environ_setenv(env, "NIXIE_NOW", now, TRUE);
    env = g_environ_setenv(env, "LC_ALL", "C.UTF-8", TRUE);
    g_clear_pointer(&scene->out, g_free);
    g_clear_pointer(&scene->err, g_free);
    g_assert_true(g_spawn_sync(scene->folder, (char **)argv->pdata, env, G_SPAWN_DEFAULT, NULL, NULL, &scene->out,
                               &scene->err, &status, &error));
    g_assert_no_error(error);
    scene->status = g_spawn_check_wait_status(status, &error) ? 0 : error->code;
    g_clear_error(&error);
}

static void assert_said(const Scene *scene, int status, const char *text, const char *words)
{
    if (scene->status != status || !strstr(text, words))
        g_error("status %d, no \"%s\" in:\n%s%s", scene->status, words, scene->out, scene->err);
}

static void assert_reason(const Scene *scene, const char *address, const char *reason)
{
    g_autofree char *row = g_strdup_printf("\n%s\t", address);
    const char *at = strstr(scene->out, row);
    g_auto(GStrv) cells = at ? g_strsplit(at + 1, "\t", 5) : NULL;
    if (!cells || !g_str_equal(cells[3], reason))
        g_error("%s is not %s in\n%s%s", address, reason, scene->out, scene->err);
}

#define READY "probe = yes\nhelo = host.corp.net\n"
#define DAY1 "2026-11-20T12:00:00Z"

static guint connections(const Scene *scene)
{
    return scene->smtp ? nx_fake_smtp_connections(scene->smtp) : 0;
}

/* Configuration, name, a person's yes, and not many: without one of them nobody is asked. */
static void every_gate_holds(Scene *scene, gconstpointer unused)
{
    (void)unused;
    g_autoptr(GString) list = g_string_new(NULL);
    g_autofree char *path = g_build_filename(scene->folder, "list", NULL);
    run(scene, "", DAY1, "check --probe --yes ann@corp.net");
    assert_said(scene, 3, scene->err, "no [check] probe = yes");
    run(scene, "probe = yes\n", DAY1, "check --probe --yes ann@corp.net");
    assert_said(scene, 3, scene->err, "helo has to name this host");
    run(scene, "probe = yes\nhelo = gone.corp.net\n", DAY1, "check --probe --yes ann@corp.net");
    assert_said(scene, 3, scene->err, "gone.corp.net does not resolve");
    run(scene, READY, DAY1, "check --probe ann@corp.net");
    assert_said(scene, 3, scene->err, "nobody said yes");
    assert_said(scene, 3, scene->err, "costs this host its standing");
    run(scene, READY, DAY1, "check --yes ann@corp.net");
    assert_said(scene, 2, scene->err, "--yes and --keep go with --probe");
    for (guint i = 0; i < 501; i++)
        g_string_append_printf(list, "a%u@corp.net\n", i);
    g_assert_true(g_file_set_contents(path, list->str, -1, NULL));
    run(scene, READY, DAY1, "check --probe --yes list");
    assert_said(scene, 3, scene->err, "501 addresses are more than 500");
    run(scene, READY, DAY1, "check ann@corp.net");
    assert_said(scene, 0, scene->out, "the domain answers");
    g_assert_cmpuint(connections(scene), ==, 0);
}

static gboolean is_skipped(void)
{
    if (!has_network)
        g_test_skip("no network of its own can be made here");
    return !has_network;
}

/* Each group once: its next turn is half a minute away, and an hour's is another run's. */
static void a_server_is_asked_and_it_is_noted(Scene *scene, gconstpointer unused)
{
    (void)unused;
    if (is_skipped())
        return;
    run(scene, READY, DAY1, "check -f tsv --probe --yes --keep ann@corp.net zoe@gone.net x@big.net");
    g_assert_cmpint(scene->status, ==, 0);
    assert_reason(scene, "ann@corp.net", "mailbox_exists");
    assert_reason(scene, "zoe@gone.net", "no_domain");
    assert_reason(scene, "x@big.net", "not_askable");
    g_autofree char *heard = nx_fake_smtp_heard(scene->smtp);
    g_assert_cmpstr(heard, ==, "EHLO host.corp.net\nMAIL FROM:<>\nRCPT ann\nRCPT nobody\nRSET\nQUIT\n");
    /* A later run, another address: that the domain takes not every name is known. */
    run(scene, READY, "2026-11-20T12:10:00Z", "check -f tsv --probe --yes bob@corp.net");
    assert_reason(scene, "bob@corp.net", "does_not_exist");
    run(scene, READY, "2026-11-20T12:20:00Z", "check -f tsv --probe --yes grey@corp.net");
    assert_reason(scene, "grey@corp.net", "greylisted");
    g_autofree char *all = nx_fake_smtp_heard(scene->smtp);
    g_assert_null(strstr(all + strlen(heard), "RCPT nobody"));
    /* Three names of two connections and a made-up one: the hour is full where so few are allowed. */
    run(scene, READY "per-hour = 4\n", "2026-11-20T12:30:00Z", "check -f tsv --probe --yes zoe@corp.net");
    assert_reason(scene, "zoe@corp.net", "not_asked_yet");
    run(scene, READY "never = corp.net\n", "2026-11-20T12:40:00Z", "check -f tsv --probe --yes zoe@corp.net");
    assert_reason(scene, "zoe@corp.net", "not_askable");
    g_assert_cmpuint(nx_fake_smtp_connections(scene->smtp), ==, 3);
}

static void a_catch_all_is_told_and_remembered(Scene *scene, gconstpointer unused)
{
    (void)unused;
    if (is_skipped())
        return;
    run(scene, READY, DAY1, "check -f tsv --probe --yes ann@any.net");
    g_assert_cmpint(scene->status, ==, 0);
    assert_reason(scene, "ann@any.net", "catch_all");
    run(scene, READY, DAY1, "check ann@any.net");
    assert_said(scene, 0, scene->out, "its server takes mail for any name");
}

/* Nobody is called dead who cannot be reached, and who is not wanted goes. */
static void a_closed_port_ends_the_run(Scene *scene, gconstpointer unused)
{
    (void)unused;
    if (is_skipped())
        return;
    run(scene, READY, DAY1, "check -f tsv --probe --yes a@no.net b@in.net c@out.net d@corp.net");
    assert_said(scene, 3, scene->err, "port 25 seems to be closed here");
    assert_reason(scene, "a@no.net", "unreachable");
    assert_reason(scene, "c@out.net", "unreachable");
    assert_reason(scene, "d@corp.net", "not_asked_yet");
}

static void who_does_not_want_it_is_not_asked_again(Scene *scene, gconstpointer unused)
{
    (void)unused;
    if (is_skipped())
        return;
    run(scene, READY, DAY1, "check -f tsv --probe --yes ann@corp.net x@any.net y@shy.net z@no.net");
    assert_said(scene, 3, scene->err, "3 operators of mail servers do not want to be asked");
    assert_reason(scene, "ann@corp.net", "blocked_us");
    assert_reason(scene, "z@no.net", "not_asked_yet");
    run(scene, READY, "2026-11-21T11:59:00Z", "check -f tsv --probe --yes ann@corp.net");
    assert_reason(scene, "ann@corp.net", "not_asked_yet");
    g_assert_cmpuint(nx_fake_smtp_connections(scene->smtp), ==, 3);
}

#define ADD_TEST(name, function, script) g_test_add(name, Scene, script, scene_up, function, scene_down)

int main(int argc, char **argv)
{
    has_network = enter_network(); /* before there are threads */
    g_test_init(&argc, &argv, NULL);
    if (!nx_checker_is_built_in(NULL))
        return g_test_run();
    ADD_TEST("/cli/probe/gates", every_gate_holds, NULL);
    ADD_TEST("/cli/probe/asked", a_server_is_asked_and_it_is_noted, NULL);
    ADD_TEST("/cli/probe/catch-all", a_catch_all_is_told_and_remembered, "ann 250 ok\n");
    ADD_TEST("/cli/probe/closed", a_closed_port_ends_the_run, NULL);
    ADD_TEST("/cli/probe/stopped", who_does_not_want_it_is_not_asked_again,
             "greeting 554 5.7.1 Your IP is blocked using zen.spamhaus.org\n");
    return g_test_run();
}
