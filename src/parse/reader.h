/* What the readers of whole messages and of pasted text share. */
#pragma once
#include "parse/report/provider.h"
#include <nixie/report.h>

/* Borrowed. */
const NxLibrary *nx_reader_library(const NxReader *reader);
