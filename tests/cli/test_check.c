/* nixie check, run as a program against a name server on 127.0.0.1. */
#include "fake_dns.h"
#include "tree.h"
#include <nixie/nixie.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define DAY1 "2026-11-20T12:00:00Z"
#define DAY2 "2026-11-21T12:00:00Z"
#define DAY3 "2026-11-22T12:00:00Z"
#define DAY4 "2026-11-23T12:00:00Z"

static const char SCRIPT[] =
    "com soa soa\n"
    "corp.net mx mx 10 mx1.corp.net\nmx1.corp.net a a 192.0.2.1\n"
    "big.net mx mx 10 aspmx.l.google.com\naspmx.l.google.com a a 192.0.2.2\n"
    "null.net mx mx 0 .\nbare.net any nodata\nbare.net a a 192.0.2.3\n"
    "fails.net mx servfail\n"
    "gmail.com mx mx 5 c.big.com\noutlook.com mx mx 5 c.big.com\nyahoo.com mx mx 5 c.big.com\n"
    "icloud.com mx mx 5 c.big.com\ngmx.net mx mx 5 c.big.com\nweb.de mx mx 5 c.big.com\n"
    "orange.fr mx mx 5 c.big.com\nlibero.it mx mx 5 c.big.com\nmail.ru mx mx 5 c.big.com\n"
    "163.com mx mx 5 c.big.com\nc.big.com a a 192.0.2.9\nmailinator.com mx mx 1 mail.mailinator.com\n"
    "mail.mailinator.com a a 192.0.2.4\n";

typedef struct {
    NxFakeDns *dns;
    char *folder, *program;
    char *out, *err;
    int status;
    const char *now;
} Scene;

static void scene_up(Scene *scene, gconstpointer script)
{
    scene->dns = nx_fake_dns_new(script ? script : SCRIPT);
    scene->folder = g_dir_make_tmp("nixie-check-XXXXXX", NULL);
    scene->program = g_build_filename(g_getenv("BUILD") ? g_getenv("BUILD") : "build", "nixie", NULL);
    scene->now = DAY1;
}

static void scene_down(Scene *scene, gconstpointer unused)
{
    (void)unused;
    nx_fake_dns_free(scene->dns);
    nx_test_remove(scene->folder);
    g_free(scene->folder);
    g_free(scene->program);
    g_free(scene->out);
    g_free(scene->err);
}

#define ADD_TEST(name, function) g_test_add(name, Scene, NULL, scene_up, function, scene_down)

static char *in_folder(const Scene *scene, const char *name)
{
    return g_build_filename(scene->folder, name, NULL);
}

static void write_file(const Scene *scene, const char *name, const char *text)
{
    g_autofree char *path = in_folder(scene, name);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

/* Runs the program in the folder; `words` are parted by blanks. The name server stands in the configuration. */
static void run(Scene *scene, const char *words)
{
    GError *error = NULL;
    g_auto(GStrv) given = g_strsplit(words, " ", -1);
    g_autoptr(GPtrArray) argv = g_ptr_array_new();
    g_auto(GStrv) env = g_get_environ();
    int status;
    g_ptr_array_add(argv, scene->program);
    for (char **word = given; *word; word++)
        g_ptr_array_add(argv, *word);
    g_ptr_array_add(argv, NULL);
    g_autofree char *config =
        g_strdup_printf("[own]\ndomains = sender.example\nmta = mta.sender.example\n[check]\nnameserver = %s\n",
                        nx_fake_dns_place(scene->dns));
    g_autofree char *path = in_folder(scene, "nixie/nixie.conf"), *conf = in_folder(scene, "nixie");
    g_mkdir_with_parents(conf, 0700);
    g_assert_true(g_file_set_contents(path, config, -1, NULL));
    static const char *const HOMES[] = {"HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"};
    for (guint i = 0; i < G_N_ELEMENTS(HOMES); i++)
        env = g_environ_setenv(env, HOMES[i], scene->folder, TRUE);
    env = g_environ_setenv(env, "NIXIE_NOW", scene->now, TRUE);
    env = g_environ_setenv(env, "LC_ALL", "C.UTF-8", TRUE);
    env = g_environ_setenv(env, "TZ", "UTC", TRUE);
    g_clear_pointer(&scene->out, g_free);
    g_clear_pointer(&scene->err, g_free);
    g_assert_true(g_spawn_sync(scene->folder, (char **)argv->pdata, env, G_SPAWN_DEFAULT, NULL, NULL, &scene->out,
                               &scene->err, &status, &error));
    g_assert_no_error(error);
    scene->status = g_spawn_check_wait_status(status, &error) ? 0 : error->code;
    g_clear_error(&error);
}

static void assert_exit(const Scene *scene, int status)
{
    if (scene->status != status)
        g_error("status %d\n%s%s", scene->status, scene->out, scene->err);
}

static void assert_has(const char *text, const char *words)
{
    if (!strstr(text, words))
        g_error("no \"%s\" in:\n%s", words, text);
}

/* The member of the line of jsonl whose address is that, as text. Caller frees. */
static char *value_of(const Scene *scene, const char *address, const char *member)
{
    g_auto(GStrv) lines = g_strsplit(scene->out, "\n", -1);
    for (char **line = lines; *line && **line; line++) {
        g_autoptr(JsonNode) node = json_from_string(*line, NULL);
        JsonObject *object = json_node_get_object(node);
        if (!g_str_equal(json_object_get_string_member(object, "address"), address))
            continue;
        g_assert_true(json_object_has_member(object, member));
        JsonNode *value = json_object_get_member(object, member);
        if (JSON_NODE_HOLDS_NULL(value))
            return g_strdup("null");
        return json_node_get_value_type(value) == G_TYPE_STRING ? g_strdup(json_node_get_string(value))
                                                                : json_to_string(value, FALSE);
    }
    g_error("nobody: %s in\n%s%s", address, scene->out, scene->err);
}

static void assert_value(const Scene *scene, const char *address, const char *member, const char *wanted)
{
    g_autofree char *value = value_of(scene, address, member);
    if (!g_str_equal(value, wanted))
        g_error("%s of %s: %s, not %s", member, address, value, wanted);
}

static void every_result_is_told(Scene *scene, gconstpointer unused)
{
    (void)unused;
    run(scene, "check -f jsonl ann@corp.net Bob@BIG.net cleo@null.net dan@bare.net eve@gone.net fay@gmial.com "
               "info+x@mailinator.com nobody@ gus@gmail.com");
    assert_exit(scene, 0);
    static const char *const WANTED[][3] = {
        {"ann@corp.net", "result", "unknown"},
        {"ann@corp.net", "reason", "accepts_mail"},
        {"ann@corp.net", "mx", "[\"mx1.corp.net\"]"},
        {"ann@corp.net", "checked_at", DAY1},
        {"ann@corp.net", "cached", "false"},
        {"ann@corp.net", "until", "2026-11-20T13:00:00Z"},
        {"ann@corp.net", "provider", "null"},
        {"ann@corp.net", "confirmations", "1"},
        {"Bob@BIG.net", "provider", "google"},
        {"Bob@BIG.net", "domain", "big.net"},
        {"cleo@null.net", "result", "invalid"},
        {"cleo@null.net", "reason", "null_mx"},
        {"dan@bare.net", "result", "risky"},
        {"dan@bare.net", "reason", "implicit_mx"},
        {"dan@bare.net", "implicit_mx", "true"},
        {"eve@gone.net", "reason", "no_domain"},
        {"eve@gone.net", "suggestion", "null"},
        {"fay@gmial.com", "reason", "no_domain"},
        {"fay@gmial.com", "suggestion", "gmail.com"},
        {"info+x@mailinator.com", "result", "risky"},
        {"info+x@mailinator.com", "reason", "disposable"},
        {"info+x@mailinator.com", "found", "accepts_mail"},
        {"info+x@mailinator.com", "role", "true"},
        {"info+x@mailinator.com", "plus_tag", "true"},
        {"nobody@", "reason", "syntax"},
        {"nobody@", "domain", "null"},
        {"gus@gmail.com", "free", "true"},
        {"gus@gmail.com", "result", "unknown"},
        {"gus@gmail.com", "back", "false"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(WANTED); i++)
        assert_value(scene, WANTED[i][0], WANTED[i][1], WANTED[i][2]);
}

/* As doc/commands.schema.json says. */
static void lines_fit_their_schema(Scene *scene, gconstpointer unused)
{
    (void)unused;
    g_autofree char *checker = g_test_build_filename(G_TEST_DIST, "cli", "json_schema.pl", NULL);
    g_autofree char *schema = g_test_build_filename(G_TEST_DIST, "..", "doc", "commands.schema.json", NULL);
    run(scene, "check -f jsonl ann@corp.net eve@gone.net fay@gmial.com nobody@ dan@fails.net ida@[192.0.2.1]");
    g_auto(GStrv) lines = g_strsplit(g_strchomp(scene->out), "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, 6);
    for (char **line = lines; *line; line++) {
        write_file(scene, "line", *line);
        g_autofree char *path = in_folder(scene, "line"), *quoted = g_shell_quote(path), *faults = NULL;
        g_autofree char *command = g_strdup_printf("perl %s %s check <%s", checker, schema, quoted);
        const char *argv[] = {"sh", "-c", command, NULL};
        g_assert_true(
            g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &faults, NULL, NULL, NULL));
        g_assert_cmpstr(faults, ==, "");
    }
}

static void people_and_tables_are_told_the_same(Scene *scene, gconstpointer unused)
{
    (void)unused;
    run(scene, "check ann@corp.net eve@gone.net");
    assert_exit(scene, 0);
    assert_has(scene->out, "unknown   ann@corp.net                        the domain answers, mx1.corp.net\n");
    assert_has(scene->out, "invalid   eve@gone.net                        there is no such domain\n");
    run(scene, "check -f csv --only invalid ann@corp.net eve@gone.net");
    g_assert_true(g_str_has_prefix(scene->out, "address,domain,result,reason,suggestion,"));
    assert_has(scene->out, "\n\"eve@gone.net\",gone.net,invalid,no_domain,");
    g_assert_null(strstr(scene->out, "ann@"));
    run(scene, "check -f tsv ann@corp.net");
    assert_has(scene->out, "\nann@corp.net\tcorp.net\tunknown\taccepts_mail\t");
    run(scene, "--lang de check eve@gone.net");
    run(scene, "check --lang de eve@gone.net");
    assert_has(scene->out, "diese Domain gibt es nicht");
}

static void lists_are_read_from_files(Scene *scene, gconstpointer unused)
{
    (void)unused;
    write_file(scene, "list.txt", "# ours\nann@corp.net\n\nann@CORP.net\nnot an address\neve@gone.net\n");
    run(scene, "check -f jsonl list.txt");
    assert_exit(scene, 0);
    assert_value(scene, "ann@corp.net", "reason", "accepts_mail");
    assert_value(scene, "not an address", "reason", "syntax");
    g_auto(GStrv) lines = g_strsplit(scene->out, "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, 4);
    write_file(scene, "list.csv", "name;mail;other\nAnn;ann@corp.net;x@y.z\nEve;eve@gone.net;z@y.x\n");
    run(scene, "check -f jsonl --column mail list.csv");
    assert_exit(scene, 0);
    assert_value(scene, "eve@gone.net", "reason", "no_domain");
    run(scene, "check -f jsonl --max 1 list.txt");
    assert_exit(scene, 3);
    g_assert_cmpstr(scene->out, ==, "");
    run(scene, "check nowhere.txt");
    assert_exit(scene, 1);
    assert_has(scene->err, "nowhere.txt: this is neither an address nor a file");
}

/* What was asked is remembered as long as it is good. */
static void answers_are_remembered(Scene *scene, gconstpointer unused)
{
    (void)unused;
    run(scene, "check -f jsonl ann@corp.net eve@gone.net fay@fails.net");
    guint asked = nx_fake_dns_asked(scene->dns, NULL);
    scene->now = "2026-11-20T12:59:59Z";
    run(scene, "check -f jsonl ann@corp.net eve@gone.net");
    assert_exit(scene, 0);
    g_assert_cmpuint(nx_fake_dns_asked(scene->dns, NULL), ==, asked);
    assert_value(scene, "ann@corp.net", "cached", "true");
    assert_value(scene, "ann@corp.net", "checked_at", DAY1);
    run(scene, "check ann@corp.net");
    assert_has(scene->out, "mx1.corp.net (checked 2026-11-20 12:00)");
    /* A failure never is, nor what is asked for anew, or is too old. */
    run(scene, "check fay@fails.net");
    assert_exit(scene, 1);
    g_assert_cmpuint(nx_fake_dns_asked(scene->dns, "mx fails.net"), >=, 2);
    run(scene, "check -f jsonl --fresh ann@corp.net");
    assert_value(scene, "ann@corp.net", "cached", "false");
    g_assert_cmpuint(nx_fake_dns_asked(scene->dns, "mx corp.net"), ==, 2);
    scene->now = "2026-11-20T14:00:00Z";
    run(scene, "check -f jsonl eve@gone.net");
    assert_value(scene, "eve@gone.net", "cached", "false");
    assert_value(scene, "eve@gone.net", "confirmations", "1");
    scene->now = DAY2;
    run(scene, "check -f jsonl eve@gone.net");
    assert_value(scene, "eve@gone.net", "confirmations", "2");
    assert_value(scene, "eve@gone.net", "since", DAY1);
}

/* Asking changes nothing of the addresses themselves. */
static void nobody_is_added_to_the_ledger(Scene *scene, gconstpointer unused)
{
    (void)unused;
    run(scene, "check ann@corp.net");
    run(scene, "show --format json ann@corp.net");
    assert_has(scene->out, "\"decisions\":[]");
    run(scene, "log --format json");
    assert_has(scene->out, "\"acts\":[]");
}

static const char BOUNCE[] =
    "From MAILER-DAEMON Fri Nov 20 08:00:00 2026\nReceived: by mta.sender.example; Fri, 20 Nov 2026 08:00:00 +0000\n"
    "From: MAILER-DAEMON@mta.sender.example\nTo: bounces@sender.example\nSubject: Undelivered\nMessage-ID: "
    "<%s@mta.sender.example>\n"
    "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=cut\n\n"
    "--cut\nContent-Type: text/plain\n\nNot delivered.\n\n--cut\nContent-Type: message/delivery-status\n\n"
    "Reporting-MTA: dns; mta.sender.example\n\nFinal-Recipient: rfc822; %s\nAction: failed\nStatus: "
    "%s\nDiagnostic-Code: smtp; %s\n"
    "\n--cut\nContent-Type: text/rfc822-headers\n\nFrom: list@sender.example\nTo: %s\nSubject: News\nMessage-ID: "
    "<o%s@sender.example>\n\n--cut--\n\n";

static void write_box(const Scene *scene)
{
    g_autoptr(GString) box = g_string_new(NULL);
    static const char *const WHO[] = {"ann@corp.net", "eve@gone.net"};
    for (guint i = 0; i < G_N_ELEMENTS(WHO); i++)
        g_string_append_printf(box, BOUNCE, WHO[i], WHO[i], "5.1.2",
                               "550 5.1.2 Host unknown (Name server: host not found)", WHO[i], WHO[i]);
    g_string_append_printf(box, BOUNCE, "u", "uma@corp.net", "5.1.1", "550 5.1.1 User unknown", "uma@corp.net", "u");
    write_file(scene, "box", box->str);
}

/* Two look-ups a day apart, and `accept` takes what is gone; what answers again it leaves. */
static void two_days_make_an_unknown_host_certain(Scene *scene, gconstpointer unused)
{
    (void)unused;
    write_box(scene);
    run(scene, "check -f jsonl --domains box");
    assert_exit(scene, 0);
    assert_value(scene, "eve@gone.net", "reason", "no_domain");
    assert_value(scene, "ann@corp.net", "reason", "accepts_mail");
    g_assert_null(strstr(scene->out, "uma@"));
    g_assert_cmpuint(nx_fake_dns_asked(scene->dns, "mx gmail.com"), ==, 1);
    run(scene, "report --limit is:certain --format csv box");
    g_assert_null(strstr(scene->out, "gone.net"));
    scene->now = DAY2;
    run(scene, "check --domains box");
    run(scene, "report --limit is:certain --format csv box");
    assert_has(scene->out, "eve@gone.net");
    g_assert_null(strstr(scene->out, "ann@corp.net"));
    run(scene, "report --limit advice:review --format csv box");
    assert_has(scene->out, "ann@corp.net");
    run(scene, "report --limit check:no_domain --format csv box");
    assert_has(scene->out, "eve@gone.net");
    run(scene, "summary --by check box");
    assert_has(scene->out, "no_domain");
}

/* Who was suppressed because of its domain is told when that is back, on the second day; nothing is released. */
static void what_is_back_is_told(Scene *scene, gconstpointer unused)
{
    (void)unused;
    write_box(scene);
    run(scene, "suppress ann@corp.net eve@gone.net uma@corp.net");
    run(scene, "check --suppressed -f jsonl");
    g_assert_cmpstr(scene->out, ==, ""); /* a person's word: it has no reason of that kind */
    run(scene, "undo");
    run(scene, "check --domains box");
    scene->now = DAY2;
    run(scene, "check --domains --fresh box");
    run(scene, "accept box");
    run(scene, "export --what suppress");
    assert_has(scene->out, "eve@gone.net");
    run(scene, "check --suppressed -f jsonl");
    assert_exit(scene, 0);
    assert_value(scene, "eve@gone.net", "back", "false");
    run(scene, "check --suppressed --reason userunknown -f jsonl");
    assert_value(scene, "uma@corp.net", "back", "false");
    g_assert_null(strstr(scene->out, "eve@"));
    g_autofree char *script = g_strconcat(SCRIPT, "gone.net mx mx 1 mx1.corp.net\n", NULL);
    nx_fake_dns_free(scene->dns);
    scene->dns = nx_fake_dns_new(script);
    scene->now = DAY3;
    run(scene, "check --suppressed -f jsonl");
    assert_value(scene, "eve@gone.net", "back", "false");
    scene->now = DAY4;
    run(scene, "check --suppressed --fresh -f jsonl");
    assert_value(scene, "eve@gone.net", "back", "true");
    assert_value(scene, "eve@gone.net", "since", DAY3);
    run(scene, "check --suppressed");
    assert_has(scene->out, "the domain answers, mx1.corp.net (checked 2026-11-23 12:00); back: look at it again");
    run(scene, "tidy");
    assert_has(scene->out, "it has answered on two days:\n    nixie forget -- 'eve@gone.net'");
    run(scene, "export --what suppress");
    assert_has(scene->out, "eve@gone.net");
    run(scene, "check --suppressed --reason moon");
    assert_exit(scene, 2);
}

static void a_wrong_call_is_status_two(Scene *scene, gconstpointer unused)
{
    (void)unused;
    static const char *const WRONG[] = {"check",
                                        "check -f xml a@b.c",
                                        "check --only moon a@b.c",
                                        "check --suppressed a@b.c",
                                        "check --reason userunknown a@b.c",
                                        "check --domains"};
    for (guint i = 0; i < G_N_ELEMENTS(WRONG); i++) {
        run(scene, WRONG[i]);
        if (scene->status != 2)
            g_error("%s: %d", WRONG[i], scene->status);
    }
    run(scene, "check --nameserver moon ann@corp.net");
    assert_exit(scene, 1);
    assert_has(scene->err, "moon is no name server");
}

static void a_resolver_that_invents_is_status_three(Scene *scene, gconstpointer unused)
{
    (void)unused;
    run(scene, "check -f jsonl ann@corp.net info@mailinator.com");
    assert_exit(scene, 3);
    assert_has(scene->err, "invents answers");
    assert_value(scene, "ann@corp.net", "reason", "not_asked");
    assert_value(scene, "info@mailinator.com", "reason", "disposable"); /* for which nobody has to be asked */
}

static void many_gone_at_once_is_status_three(Scene *scene, gconstpointer unused)
{
    (void)unused;
    g_autoptr(GString) list = g_string_new(NULL);
    for (guint i = 0; i < 20; i++)
        g_string_append_printf(list, "a@gone%u.net\n", i);
    write_file(scene, "list", list->str);
    run(scene, "check -f jsonl list");
    assert_exit(scene, 3);
    assert_value(scene, "a@gone7.net", "result", "unknown");
    assert_value(scene, "a@gone7.net", "reason", "dns_suspect");
}

static void built_without_a_resolver_it_says_so(Scene *scene, gconstpointer unused)
{
    (void)unused;
    run(scene, "check ann@corp.net");
    assert_exit(scene, 1);
    assert_has(scene->err, "c-ares");
    run(scene, "check -f jsonl info@mailinator.com");
    assert_value(scene, "info@mailinator.com", "reason", "disposable");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    if (!nx_checker_is_built_in(NULL)) {
        ADD_TEST("/cli/check/without", built_without_a_resolver_it_says_so);
        return g_test_run();
    }
    ADD_TEST("/cli/check/results", every_result_is_told);
    ADD_TEST("/cli/check/schema", lines_fit_their_schema);
    ADD_TEST("/cli/check/formats", people_and_tables_are_told_the_same);
    ADD_TEST("/cli/check/lists", lists_are_read_from_files);
    ADD_TEST("/cli/check/remembered", answers_are_remembered);
    ADD_TEST("/cli/check/nobody", nobody_is_added_to_the_ledger);
    ADD_TEST("/cli/check/two-days", two_days_make_an_unknown_host_certain);
    ADD_TEST("/cli/check/back", what_is_back_is_told);
    ADD_TEST("/cli/check/usage", a_wrong_call_is_status_two);
    g_test_add("/cli/check/invents", Scene, "* mx mx 1 h\nh a a 192.0.2.1\ncom soa soa\n", scene_up,
               a_resolver_that_invents_is_status_three, scene_down);
    ADD_TEST("/cli/check/suspect", many_gone_at_once_is_status_three);
    return g_test_run();
}
