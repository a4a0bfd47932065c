/* The engine in one include, in the order of the road. */
#pragma once
#include <nixie/address.h>
#include <nixie/advise.h>
#include <nixie/catalog.h>
#include <nixie/codes.h>
#include <nixie/data.h>
#include <nixie/error.h>
#include <nixie/export.h>
#include <nixie/ledger.h>
#include <nixie/library.h>
#include <nixie/mailbox.h>
#include <nixie/report.h>
#include <nixie/retry.h>
#include <nixie/status.h>
#include <nixie/text.h>
#include <nixie/time.h>
#include <nixie/verdict.h>
