/** What the health endpoint looks at. */
@NullMarked
package dev.roster.app.health;

import org.jspecify.annotations.NullMarked;
