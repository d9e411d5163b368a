/** The health indicators of the server. */
@NullMarked
package dev.roster.app.health;

import org.jspecify.annotations.NullMarked;
