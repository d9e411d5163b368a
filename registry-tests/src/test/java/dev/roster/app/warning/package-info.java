@NullMarked
package dev.roster.app.warning;

import org.jspecify.annotations.NullMarked;
