/* nixie: an address in a text: how it stands there, and what speaks for its being a recipient. */
#pragma once
#include "parse/scene.h"

G_BEGIN_DECLS

/* Of a figure whose mention, lines and key are set. */
NxRole nx_figure_role(const NxScene *scene, const NxFigure *figure);
/* Of a figure that is in the scene, as all others are by then. */
gint nx_figure_score(const NxScene *scene, const NxFigure *figure);

/* Could it be the recipient, if the notice names nobody else: no desk, no return path, no signature? */
gboolean nx_figure_is_plausible(const NxScene *scene, const NxFigure *figure);
/* Do words say that the message was for it: "Recipient: ann@...", "your message to ann@..."? */
gboolean nx_figure_is_told(const NxScene *scene, const NxFigure *figure);

G_END_DECLS
