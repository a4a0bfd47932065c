/* Signals, brought into the main loop: the handler writes one byte to a pipe, all else happens where it may. */
#pragma once
#include <glib.h>

typedef struct NxSignals NxSignals;
typedef void (*NxSignalFunc)(int signal, gpointer user);

/* Takes TSTP, CONT, WINCH, TERM, HUP, INT and QUIT over; PIPE is ignored. One at a time. */
NxSignals *nx_signals_open(NxSignalFunc func, gpointer user);
void nx_signals_close(NxSignals *signals);
/* Stops the process as the shell expects, and takes TSTP over again when it goes on. */
void nx_signals_stop_here(NxSignals *signals);
