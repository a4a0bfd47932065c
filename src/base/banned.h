/* Functions that do not compile here: they do not know the size of what they write to, keep hidden state, or end the
 * program. */
#pragma once
#include <glib.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NX_BANNED(name) nx_##name##_is_banned_use_glib
#undef strcpy
#define strcpy(...) NX_BANNED(strcpy)
#undef strcat
#define strcat(...) NX_BANNED(strcat)
#undef strncpy
#define strncpy(...) NX_BANNED(strncpy)
#undef strncat
#define strncat(...) NX_BANNED(strncat)
#undef sprintf
#define sprintf(...) NX_BANNED(sprintf)
#undef vsprintf
#define vsprintf(...) NX_BANNED(vsprintf)
#undef strtok
#define strtok(...) NX_BANNED(strtok)
#undef gets
#define gets(...) NX_BANNED(gets)
#undef asctime
#define asctime(...) NX_BANNED(asctime)
#undef ctime
#define ctime(...) NX_BANNED(ctime)
#undef gmtime
#define gmtime(...) NX_BANNED(gmtime)
#undef localtime
#define localtime(...) NX_BANNED(localtime)
#undef tmpnam
#define tmpnam(...) NX_BANNED(tmpnam)
#undef mktemp
#define mktemp(...) NX_BANNED(mktemp)
#undef atoi
#define atoi(...) NX_BANNED(atoi)
#undef atol
#define atol(...) NX_BANNED(atol)
#undef system
#define system(...) NX_BANNED(system)
#undef popen
#define popen(...) NX_BANNED(popen)
