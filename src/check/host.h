/* Addresses of one host, asked of the name servers and of nobody else: no file of this machine says where mail goes. */
#pragma once
#include <nixie/check.h>
#include <gio/gio.h>

/* GInetAddress, IPv4 first; empty where there are none, or nobody says. Blocks as long as the name servers may take. */
GPtrArray *nx_host_addresses(const NxCheckSettings *settings, const char *host);
