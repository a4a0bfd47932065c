/* The data that is part of the program: a GResource. nx_library_embedded gives a file of it. */
#pragma once

/* Before it is looked for there; as often as one likes, from any thread. */
void nx_embedded_register(void);
