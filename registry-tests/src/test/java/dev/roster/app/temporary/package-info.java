@NullMarked
package dev.roster.app.temporary;

import org.jspecify.annotations.NullMarked;
