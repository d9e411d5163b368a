/** Which meters Prometheus is shown, in a form that promtool approves. */
@NullMarked
package dev.roster.app.meters;

import org.jspecify.annotations.NullMarked;
