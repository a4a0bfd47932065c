/* Notices put together from the parts that a test names. */
#include "bounces.h"
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

static char *mail_date(NxTime time, const char *format)
{
    g_autoptr(GDateTime) at = g_date_time_new_from_unix_utc(time);
    return g_date_time_format(at, format);
}

static void append_original(GString *text, const NxBounce *bounce)
{
    g_string_append(text, "--limit\nContent-Type: message/rfc822\n\nFrom: News <news@sender.example>\n");
    g_string_append_printf(text, "To: %s\nSubject: The news\n",
                           bounce->recipient ? bounce->recipient : "undisclosed-recipients:;");
    if (bounce->original_id)
        g_string_append_printf(text, "Message-ID: <%s>\n", bounce->original_id);
    g_string_append(text, "\nHello.\n\n--limit--\n");
}

static const char *reporting_mta(const NxBounce *bounce)
{
    return bounce->reporting_mta ? bounce->reporting_mta : "mta.sender.example";
}

static void append_status(GString *text, const NxBounce *bounce)
{
    g_string_append_printf(text, "--limit\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; %s\n\n",
                           reporting_mta(bounce));
    g_string_append_printf(text, "Final-Recipient: rfc822; %s\nAction: %s\nStatus: %s\n", bounce->recipient,
                           bounce->action ? bounce->action : "failed", bounce->status);
    if (bounce->remote_mta)
        g_string_append_printf(text, "Remote-MTA: dns; %s\n", bounce->remote_mta);
    if (bounce->diagnostic)
        g_string_append_printf(text, "Diagnostic-Code: smtp; %s\n", bounce->diagnostic);
    g_string_append_c(text, '\n');
}

char *nx_bounce_text(const NxBounce *bounce)
{
    GString *text = g_string_new(NULL);
    g_autofree char *date = mail_date(bounce->arrived, "%a, %d %b %Y %H:%M:%S +0000");
    g_string_append_printf(text, "Return-Path: <>\nReceived: by %s; %s\nDate: %s\n", reporting_mta(bounce), date, date);
    g_string_append_printf(text,
                           "From: Mail Delivery System <mailer-daemon@%s>\nTo: news@sender.example\n"
                           "Subject: Undelivered Mail\n",
                           reporting_mta(bounce));
    if (bounce->message_id)
        g_string_append_printf(text, "Message-ID: <%s>\n", bounce->message_id);
    else
        g_string_append_printf(text, "Message-ID: <%" G_GINT64_FORMAT ".%s@%s>\n", bounce->arrived,
                               bounce->recipient ? bounce->recipient : "nobody", reporting_mta(bounce));
    g_string_append(text, "Auto-Submitted: auto-replied\nMIME-Version: 1.0\n");
    g_string_append(text, "Content-Type: multipart/report; report-type=delivery-status; "
                          "boundary=limit\n\n--limit\nContent-Type: text/plain\n\n");
    g_string_append(text, "Your message could not be delivered.\n\n");
    if (bounce->recipient)
        append_status(text, bounce);
    append_original(text, bounce);
    return g_string_free(text, FALSE);
}

void nx_bounce_append(GString *mbox, const NxBounce *bounce)
{
    g_autofree char *date = mail_date(bounce->arrived, "%a %b %d %H:%M:%S %Y");
    g_autofree char *text = nx_bounce_text(bounce);
    g_string_append_printf(mbox, "From MAILER-DAEMON %s\n%s\n", date, text);
}

static char *test_folder;

static void remove_folder(void)
{
    g_autofree char *command = g_strdup_printf("rm -rf '%s'", test_folder);
    g_spawn_command_line_sync(command, NULL, NULL, NULL, NULL);
}

char *nx_test_path(const char *name)
{
    if (!test_folder) {
        test_folder = g_dir_make_tmp("nixie-test-XXXXXX", NULL);
        g_assert_nonnull(test_folder);
        atexit(remove_folder);
    }
    return g_build_filename(test_folder, name, NULL);
}

char *nx_test_file(const char *name, const char *text)
{
    char *path = nx_test_path(name);
    g_autofree char *folder = g_path_get_dirname(path);
    g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    return path;
}

void nx_test_put(const char *name, const char *text)
{
    g_free(nx_test_file(name, text));
}
