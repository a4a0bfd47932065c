/* Folders that tests made. */
#pragma once
#include <glib.h>

/* Removes a file, or a folder with all that is in it; links are not followed, what is not there is passed over. */
void nx_test_remove(const char *path);
