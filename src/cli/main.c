/* From the command line to the command: which one it is, and what is said where there is none. */
#include "cli/language.h"
#include "cli/verb.h"
#include <signal.h>
#include <unistd.h>

/* Options in front of the command that take a value of their own. */
static const char *const VALUED[] = {"--config", "--ledger", "--lang", NULL};

/* Where the command stands in argv, 0 if there is none: the first argument that is no option. */
static int command_at(int argc, char **argv)
{
    int i = 1;
    while (i < argc && argv[i][0] == '-' && argv[i][1])
        i += g_strv_contains(VALUED, argv[i]) ? 2 : 1;
    return i < argc && nx_verb_find(argv[i]) ? i : 0;
}

static gboolean asks_for_help(char **argv)
{
    static const char *const HELP[] = {"--help", "-h", "-?", NULL};
    for (; *argv; argv++)
        if (g_strv_contains(HELP, *argv))
            return TRUE;
    return FALSE;
}

/* Help and complaints about the options themselves come before the options are read, and in the language asked for. */
static void speak_early(char **argv)
{
    for (; *argv; argv++) {
        const char *wanted = g_str_equal(*argv, "--lang")         ? argv[1]
                             : g_str_has_prefix(*argv, "--lang=") ? *argv + strlen("--lang=")
                                                                  : NULL;
        if (nx_language_known(wanted))
            nx_language_choose(wanted);
    }
}

static void say_call(const char *call, const char *help)
{
    g_autoptr(GString) line = g_string_new("  nixie ");
    nx_pad(line, call, 28, FALSE);
    nx_say("%s  %s", line->str, help);
}

static void say_mailboxes(void)
{
    const char *label, *help;
    nx_say("%s", nx_tr("MAILBOX is one of these:"));
    for (guint i = 0; nx_mailbox_explain(i, &label, &help); i++) {
        g_autoptr(GString) line = g_string_new("  ");
        nx_pad(line, nx_tr(label), 34, FALSE);
        nx_say("%s  %s", line->str, nx_tr(help));
    }
}

static void say_help(void)
{
    nx_say(nx_tr("nixie: why mail came back, and what to do about it."));
    nx_say("%s", "");
    say_call(nx_tr("[MAILBOX...]"), nx_tr("the inspector"));
    for (const NxVerb *verb = nx_verbs(); verb->name; verb++) {
        g_autofree char *call = g_strconcat(verb->name, " ", nx_tr(verb->arguments), NULL);
        say_call(call, nx_tr(verb->help));
    }
    nx_say("%s", "");
    say_mailboxes();
    nx_say("%s", "");
    nx_say("%s", nx_tr("nixie COMMAND --help tells the options of a command."));
}

/* Puts the command in front: argv[at], its options and arguments behind it. */
static char **command_line(int argc, char **argv, int at)
{
    char **line = g_new0(char *, argc + 1);
    int n = 0;
    line[n++] = at ? argv[at] : argv[0];
    for (int i = 1; i < argc; i++)
        if (i != at)
            line[n++] = argv[i];
    return line;
}

/* Whoever reads our output has had enough. A handler, as a library that GMime brings along turns the default off. */
static void end_quietly(int number)
{
    _exit(128 + number);
}

/* A file that may not grow further is told by the write, as a full disk is. A handler, as programs that we run would
 * inherit that it is ignored. */
static void let_write_fail(int number)
{
    (void)number;
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, end_quietly);
    signal(SIGXFSZ, let_write_fail);
    nx_language_set_up();
    speak_early(argv + 1);
    nx_output_set_up(!nx_language_is_utf8());
    g_set_prgname("nixie");
    int at = command_at(argc, argv);
    if (!at && asks_for_help(argv + 1)) {
        say_help();
        return nx_output_flush() ? NX_EXIT_DONE : NX_EXIT_FAULT;
    }
    const NxVerb *verb = at ? nx_verb_find(argv[at]) : NULL;
    g_autofree char **line = command_line(argc, argv, at);
    NxApp app;
    nx_app_init(&app, verb);
    app.status = verb ? verb->run(&app, at ? argc - 1 : argc, line) : nx_run_inspect(&app, argc, line);
    return nx_app_end(&app);
}
